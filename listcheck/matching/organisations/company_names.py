"""Names of companies as they are compared: by their words, with one spelling per legal form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class LegalForms:
    """Legal forms, for comparing names.

    Attributes:
        texts: forms in the notation of ``rules/legal_forms.toml``.
        same: another spelling of a form to the form.
    """

    texts: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)


def name_key(name: pl.Expr, forms: LegalForms) -> pl.Expr:
    """A name's words in lower case, without accents and punctuation, its form in one spelling.

    Null where no letter or digit is left.
    """
    words = words_of(name)
    for text, form in _spellings(forms):
        words = words.str.replace(rf" {re.escape(text)} ", f" {form} ", literal=False)
    words = words.str.strip_chars()
    return pl.when(words != "").then(words)


def core_key(key: pl.Expr, forms: LegalForms) -> pl.Expr:
    """What of a :func:`name_key` is left without legal forms; null where too little is.

    Names of fewer than four characters, or of one form only, say too little to be near.
    """
    own = sorted({form for _, form in _spellings(forms)} | _plain(forms), key=len, reverse=True)
    either = "|".join(re.escape(form) for form in own if form)
    if not either:
        return key
    core = key.str.replace(rf"^(?:(?:{either}) )+", "").str.replace(
        rf"(?: (?:and )?(?:{either}))+$", ""
    )
    return pl.when(core.str.len_chars() >= 4).then(core)


def words_of(name: pl.Expr) -> pl.Expr:
    """A name's words, each with a blank before and behind: `` muller and sohne gmbh ``."""
    folded = (
        name.str.to_lowercase()
        .str.replace_all("ß", "ss", literal=True)
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.replace_all("ł", "l", literal=True)
        .str.replace_all("ø", "o", literal=True)
        # Dots in abbreviations: s.r.o., G.m.b.H.
        .str.replace_all(r"[.'’]", "")
        .str.replace_all(r"[&+]", " and ")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.replace_all(r"\b(?:und|et|og|och)\b", "and")
        .str.strip_chars()
    )
    # "s r l" is "srl": letters that stand alone belong together.
    joined = folded
    for _ in range(4):
        joined = joined.str.replace(r"(^| )(\p{L}{1,3}) (\p{L})( |$)", "${1}${2}${3}${4}")
    single = folded.str.contains(r"(?:^| )\p{L} \p{L}(?: |$)")
    return pl.lit(" ") + pl.when(single).then(joined).otherwise(folded) + pl.lit(" ")


def _plain(forms: LegalForms) -> set[str]:
    """The texts of the forms as words."""
    texts = pl.Series("form", [text.replace("*", " ").replace("/", " ") for text in forms.texts],
                      dtype=pl.String)  # fmt: skip
    return {word.strip() for word in texts.to_frame().select(words_of(pl.col("form"))).to_series()}


def _spellings(forms: LegalForms) -> list[tuple[str, str]]:
    """Every other spelling and its form, the longest first, as words."""
    if not forms.same:
        return []
    frame = pl.DataFrame({"text": list(forms.same), "form": list(forms.same.values())})
    pairs = frame.select(
        words_of(pl.col(name)).str.strip_chars().alias(name) for name in ("text", "form")
    )
    # A dozen or two, from the rules folder.
    return sorted(pairs.rows(), key=lambda pair: -len(pair[0]))
