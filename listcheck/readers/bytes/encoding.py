"""Which code page a text is in that is not UTF-8: the one whose letters make sense together.

General detectors weigh words; a list has names. So every code page is tried with every
alphabet that is written in it: the letters of one language must explain the bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

#: Letters beyond ASCII of the languages written in a code page, lower case. The commonest
#: code page comes first: what it explains as well as another is its own.
_ALPHABETS: Final[dict[str, tuple[str, ...]]] = {
    "cp1252": (
        "äöüß", "àâæçéèêëîïôœùûü", "áéíñóúüç·", "ãáàâçéêíóôõúü", "àèéìíîòóù", "åäöéü", "æøåéüäö",
        "áðéíóúýþæö", "äöüõšž", "éëïóöüáè", "áéíóú", "ċġħż",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž",
        "äöüßčšž",
    ),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıiöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž"),
    "cp1253": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",),
    "cp1251": ("абвгдежзийклмнопрстуфхцчшщъьюяыэё",),
}  # fmt: skip
CODE_PAGES: Final = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859_2": "Latin-2 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1251": "Windows-1251 (Cyrillic)",
}
#: Signs of all languages; they tell nothing.
_SIGNS: Final = frozenset("\u00a0€£§©®°ºª«»‘’‚“”„–—…•·¡¿´`¨²³½&\u00ad")
_ENOUGH: Final = 1 << 14
_BLOCK: Final = 1 << 20
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]+")
_OTHER_SCRIPTS: Final = frozenset({"cp1253", "cp1251"})
#: Share of bytes beyond ASCII that stand in runs of four or more.
_OTHER_SCRIPT: Final = 0.5
_MIXED: Final = 0.03
#: A code page that explains less is no better than the usual one.
_LEAST: Final = 0.6


def code_page(path: Path) -> str:
    """The code page that explains most of the bytes beyond ASCII; Windows-1252 in doubt."""
    runs = _runs(path)
    seen = Counter(b"".join(runs))
    if not seen:
        return "cp1252"
    # Words of other scripts are written in such bytes throughout; accents stand apart.
    beside = sum(len(run) for run in runs if len(run) > 3) / seen.total()
    other_script = beside > _OTHER_SCRIPT
    scores = {
        codec: _explained(seen, codec)
        for codec in _ALPHABETS
        if (codec in _OTHER_SCRIPTS) == other_script
    }
    best = max(scores, key=lambda codec: scores[codec])
    # Where both say the same, the usual one is named.
    same = bytes(seen).decode(best, "replace") == bytes(seen).decode("cp1252", "replace")
    return best if scores[best] >= _LEAST and not same else "cp1252"


def _runs(path: Path) -> list[bytes]:
    """The first runs of bytes beyond ASCII, enough of them to tell letters from accidents."""
    runs: list[bytes] = []
    with path.open("rb") as file:
        while len(runs) < _ENOUGH and (block := file.read(_BLOCK)):
            runs += _BEYOND_ASCII.findall(block)
    return runs[:_ENOUGH]


def _explained(seen: Counter[int], codec: str) -> float:
    """Share of the letters that the best of the code page's alphabets has.

    All its alphabets together count a little less: a list of several countries, which is
    most often one of Western Europe.
    """
    letters: Counter[str] = Counter()
    for byte, times in seen.items():
        # A byte without a meaning in this code page is none of its letters either.
        letter = bytes([byte]).decode(codec, "replace")
        if letter not in _SIGNS:
            # The lower case of the Turkish capital I is a letter and a mark.
            letters[letter.lower()[0]] += times
    if not letters:
        return 1.0 if codec == "cp1252" else 0.0

    def share(alphabet: str) -> float:
        return sum(letters[letter] for letter in set(alphabet)) / letters.total()

    alphabets = _ALPHABETS[codec]
    mixed = _MIXED if codec == "cp1252" else 2 * _MIXED
    return max(*map(share, alphabets), share("".join(alphabets)) - mixed, 0.0)
