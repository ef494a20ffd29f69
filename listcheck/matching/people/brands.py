"""Which brands an entry is about: one, several, all of them, or words that name none.

An entry reaches every brand unless it certainly names others. Names are kept as a source writes
them and understood here, whether they come from a file or from an index.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

#: Stands before the name of a list: it is a brand only where a source's lists are named so.
LIST_MARK: Final = "\x1f"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Every, all and the like, folded; with the nouns below they mean everything.
_EVERY: Final = _words(
    "all any every each everything everywhere everyone global globally master both alle alles "
    "allen aller samtliche gesamt globale globaler uberall jede tous tout toute toutes chaque "
    "globaux todo todos toda todas tutti tutto tutta tutte ogni qualsiasi elke ieder iedere "
    "globaal wszystkie wszystko wszyscy wszystkich kazdy globalny globalna globalnie alla allt "
    "samtliga varje globalt hver enhver kaikki kaikkien jokainen vsechny vse vsechno vsichni "
    "globalni vsetky vsetko vsetci globalne minden mindegyik osszes globalis toate tot toti orice "
    "всички всичко вси всяка глобално ολα ολες ολοι ολη ολους καθε γενικο koik iga uldine visi "
    "visas viss visu katrs visos visus viska bendras vsi vsak sve svi svaki svim globalno"
)
#: What is said besides, as in "All lists", "toutes les marques", "an alle Verteiler".
_BESIDES: Final = _words(
    "list lists brand brands newsletter newsletters mailing mailings mail mails email emails e "
    "communication communications message messages marketing channel channels topic topics "
    "category categories group groups campaign campaigns audience audiences account accounts "
    "subscription subscriptions unsubscribe unsubscribed unsubscribes suppression suppressed "
    "optout opt out company sender senders our of the from for in and us companies liste listen "
    "verteiler marke marken kanale kanalen kanal werbung nachrichten von an die der den und aus "
    "abmeldung firmen gesamte listes marque marques canaux les des de la le du et lettres lista "
    "listas marca marcas canales boletines correos mensajes las los del y comunicaciones marche "
    "canali elenchi comunicazioni i gli di lijst lijsten merk merken nieuwsbrieven het van en "
    "listy marki kanaly wiadomosci z wszystkich canais boletins mensagens os as da do listor "
    "varumarken kanaler utskick lister merker maerker merkevarer nyhedsbreve listat listoja "
    "merkit brandit kanavat seznamy znacky zoznamy listak listarol marka markak csatorna hirlevel "
    "listele marcile canalele списъци марки канали λιστες μαρκες καναλια nimekirjad kaubamargid "
    "saraksti zimoli sarasai zenklai seznami znamke brendovi popisi"
)
#: What a list is, and nobody's brand.
_NO_NAME: Final = _words(
    "newsletter newsletters news marketing mailing mailings promotions promotion promo updates "
    "announcements default main general contacts customers subscribers email emails sms list"
)
#: How databases write that nothing is there.
_BLANK: Final = _words(
    "none null nan na n/a nil unknown unspecified undefined -- - \\n unbekannt inconnu desconocido "
    "sconosciuto onbekend nieznany"
)
#: An id, which no campaign is named by.
_ID: Final = re.compile(r"[0-9]+(?:[.,]0+)?|(?=[0-9a-f-]*[0-9])[0-9a-f]{8,}(?:-[0-9a-f]+)*", re.I)
_BETWEEN: Final = re.compile(r"[;|,/\n\r\t]+")
_AROUND: Final = " \t\r\n\"'[]{}()<>"


def folded_name(text: str) -> str:
    """A name as names are compared: without case, accents and space around or doubled."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(s for s in decomposed if not unicodedata.combining(s)).split())


def pieces(text: str) -> list[str]:
    """The names in a cell, as they are written: ``A;B``, ``A, B``, ``A|B``, ``["A","B"]``."""
    try:
        told = json.loads(text) if text.lstrip().startswith("[") else None
    except ValueError:
        told = None
    found = [str(one) for one in told] if isinstance(told, list) else _BETWEEN.split(text)
    return [piece for piece in (one.strip(_AROUND) for one in found) if piece]


def says_all(text: str) -> bool:
    """Whether a name means every brand, list or channel: ``All lists``, ``*``, ``toutes``."""
    bare = folded_name(text.strip(_AROUND))
    words = re.findall(r"[^\W_]+", bare)
    if not words:
        return bool(bare)
    return not _EVERY.isdisjoint(words) and all(one in _EVERY or one in _BESIDES for one in words)


def other_brands(texts: Iterable[str], brand: str | None) -> list[str]:
    """Those of the texts, as entries of one source have them, that are about other brands only.

    Lists are often named by ids and topics, which say nothing about the brand: only where a source
    names one of its lists like the brand are its other lists those of other brands.
    """
    if not brand or not brand.strip():
        return []
    own, distinct = folded_name(brand), set(texts)
    named_like_it = any(
        text.startswith(LIST_MARK) and own in _names(text.removeprefix(LIST_MARK))
        for text in distinct
    )
    return sorted(
        text
        for text in distinct
        if not _reaches(text.removeprefix(LIST_MARK), own, listed=text.startswith(LIST_MARK))
        and (named_like_it or not text.startswith(LIST_MARK))
    )


def unlike_brand(texts: Iterable[str], brand: str | None) -> bool:
    """Whether a source names lists, and none of them like the brand."""
    if not brand or not brand.strip():
        return False
    own = folded_name(brand)
    lists = [text.removeprefix(LIST_MARK) for text in set(texts) if text.startswith(LIST_MARK)]
    return (
        bool(lists)
        and not any(own in _names(text) for text in lists)
        and not all(_reaches(text, own, listed=True) for text in lists)
    )


def names_brands(text: str) -> bool:
    """Whether a text names certain brands or lists, not all of them and not none."""
    return not _reaches(text.removeprefix(LIST_MARK), LIST_MARK, listed=text.startswith(LIST_MARK))


def _names(text: str) -> set[str]:
    return {folded_name(text), *(folded_name(piece) for piece in pieces(text))}


def _reaches(text: str, own: str, *, listed: bool) -> bool:
    """Whether a text names the brand, or every brand, or none."""
    names = _names(text)
    if own in names or folded_name(text) in _BLANK:
        return True
    told = pieces(text)
    return not told or any(
        says_all(name)
        or _ID.fullmatch(name) is not None
        or (listed and folded_name(name) in _NO_NAME)
        or folded_name(name) in _BLANK
        for name in told
    )
