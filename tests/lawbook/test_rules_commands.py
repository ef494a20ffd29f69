"""``rules lookup``, ``show`` and ``diff``: the law in words and as JSON, on the day it changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from listcheck.lawbook.lookup import exception_json
from listcheck.lawbook.plain_words import CELLS, contacts
from listcheck.policy import Rule, Rules, load_rules
from listcheck.policy.files.rule_file import RuleException
from listcheck.policy.law.resolve import active_exceptions
from tests.conftest import ROOT, Ended

Run = Callable[..., Ended]
DAY = "2026-11-22"
RULES = load_rules()
COUNTRIES = sorted(RULES.countries)
CHANNELS = ("email", "sms", "call", "automated-call")
#: The contract's keys of an answer, in its order.
KEYS = [
    *("country", "channel", "party", "address_kind", "subscriber", "send_date", "pack"),
    *("basis", "soft_opt_in", "register", "exceptions", "rule", "from", "until"),
    *("confidence", "citations"),
]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return RULES


def one_line(text: str) -> str:
    """Text without its line breaks, so that a search does not depend on wrapping."""
    return " ".join(text.split())


def section(text: str, name: str) -> str:
    """One section of the page: from its heading to the next empty line."""
    (found,) = re.findall(rf"(?m)^{re.escape(name)}\n((?:.+\n?)+)", text)
    return one_line(found)


@pytest.fixture
def lookup(run: Run) -> Callable[..., Any]:
    def look(country: str, *options: str, day: str = DAY) -> Any:
        ended = run("rules", "lookup", country, "--send-date", day, "--format", "json", *options)
        assert (ended.status, ended.err) == (0, "")
        return ended.json

    return look


@pytest.fixture
def show(run: Run) -> Callable[..., str]:
    def shown(country: str, day: str = DAY, *options: str) -> str:
        ended = run("rules", "show", country, "--send-date", day, *options)
        assert (ended.status, ended.err) == (0, "")
        return ended.out

    return shown


def active(country: str, day: str = DAY, pack: str = "current") -> list[Rule]:
    on = date.fromisoformat(day)
    return [
        rule
        for rule in RULES.countries[country].rule
        if any(rule.covers(pack, channel, on) for channel in CHANNELS)
    ]


# --- lookup ----------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [*CHANNELS, "chat"])
@pytest.mark.parametrize("country", COUNTRIES)
def test_an_answer_has_the_contracts_keys(
    lookup: Callable[..., Any], country: str, channel: str
) -> None:
    told = lookup(country, "--channel", channel)
    assert list(told)[: len(KEYS)] == KEYS
    more = {"reason", "note", "reading", "soft_opt_in_terms", "declare"}
    assert set(told) - set(KEYS) <= more
    assert all(told[key] for key in set(told) - set(KEYS)), "an extra key has something to say"
    assert ("reason" in told) == (told["basis"] is None)
    assert told["channel"] == channel
    for item in told["exceptions"]:
        assert {"when", "basis", "soft_opt_in", "register"} <= item.keys()
        optional = item.keys() - {"when", "basis", "soft_opt_in", "register"}
        assert optional <= {"id", "from", "until", "note", "citations"}
        assert all(item[key] for key in optional)


def test_the_clocks_of_a_soft_opt_in_are_an_object(lookup: Callable[..., Any], run: Run) -> None:
    told = lookup("CA", "--party", "first")
    assert told["soft_opt_in_terms"] == {
        "customer_months": 24,
        "enquiry_months": 6,
        "replaces_conditions": True,
    }
    assert "soft_opt_in_terms" not in lookup("CA", "--party", "third")
    text = run("rules", "lookup", "CA", "--party", "first", "--send-date", DAY).out
    assert "counts 24 months after a purchase, 6 months after an enquiry" in text


def test_what_a_rule_takes_for_granted_is_told(lookup: Callable[..., Any], run: Run) -> None:
    cell = ("--subscriber", "corporate", "--address-kind", "individual")
    assert lookup("FR", *cell)["declare"] == ["professional_message"]
    assert "professional_message" in run("rules", "lookup", "FR", *cell).out


def test_exceptions_are_told_with_id_dates_note_and_citations(
    lookup: Callable[..., Any], run: Run
) -> None:
    cell = ("--party", "first", "--subscriber", "individual")
    (charity,) = lookup("GB", *cell)["exceptions"]
    assert charity["id"] == "GB-7"
    assert charity["when"] == {"sender_kind": "charity"}
    assert charity["from"] == "2026-02-05"
    assert "until" not in charity
    assert "charities" in charity["note"]
    assert charity["citations"][0]["url"].startswith("https://www.legislation.gov.uk/")
    text = run("rules", "lookup", "GB", *cell, "--send-date", DAY).out
    assert "except where sender_kind = charity: " in text
    assert "[GB-7]" in text
    assert lookup("GB", *cell, day="2026-02-04")["exceptions"] == []


def test_an_exception_that_ends_says_when() -> None:
    item = RuleException.model_validate(
        {
            "when": {"line_type": "mobile"},
            "basis": "opt_in",
            "soft_opt_in": False,
            "register": ["TPS", "CTPS"],
            "from": date(2020, 1, 1),
            "until": date(2021, 1, 1),
        }
    )
    assert exception_json(item) == {
        "when": {"line_type": "mobile"},
        "basis": "opt_in",
        "soft_opt_in": False,
        "register": "TPS+CTPS",
        "from": "2020-01-01",
        "until": "2021-01-01",
    }


def test_several_values_of_a_fact_read_as_or(lookup: Callable[..., Any], run: Run) -> None:
    cell = ("--channel", "call", "--subscriber", "individual")
    (item,) = lookup("ES", *cell)["exceptions"]
    assert sorted(item["when"]["number_source"]) == ["directory", "random"]
    text = run("rules", "lookup", "ES", *cell, "--send-date", DAY).out
    assert "number_source = random or directory" in text
    danish = one_line(run("rules", "lookup", "DK", *cell, "--send-date", DAY).out)
    assert re.search(r"product = books, [a-z, _]+ or rescue_services", danish)


def test_chat_is_answered_as_sms_and_says_so(lookup: Callable[..., Any], run: Run) -> None:
    chat, sms = lookup("FR", "--channel", "chat"), lookup("FR", "--channel", "sms")
    assert chat["reading"] == "Chat is answered as sms: this is a reading."
    assert {**chat, "channel": "sms", "reading": None} == {**sms, "reading": None}
    # A row that is a reading itself says both.
    german = lookup("DE", "--channel", "chat")["reading"]
    assert german.startswith("Chat is answered as sms: this is a reading. No rule of its own")
    assert "answered as sms" in run("rules", "lookup", "FR", "--channel", "chat").out
    unknown = lookup("JP", "--channel", "chat")
    assert (unknown["basis"], unknown["reason"]) == (None, "no rule for this country")
    assert "answered as sms" in unknown["reading"]
    assert "reading" not in lookup("JP", "--channel", "sms")


# --- kinds of contact in words ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "channel", "words"),
    [
        (CELLS, "email", "every contact"),
        ([cell for cell in CELLS if cell[2] == "corporate"], "call", "companies"),
        ([cell for cell in CELLS if cell[0] == "third"], "email", "bought lists"),
        (
            [("first", "individual", "corporate")],
            "email",
            "companies, a named person, your own list",
        ),
        (
            [cell for cell in CELLS if cell[1] == "generic"],
            "call",
            "the switchboard",
        ),
        (
            [cell for cell in CELLS if cell[0] == "third" or cell[2] == "corporate"],
            "email",
            "bought lists; companies",
        ),
    ],
)
def test_what_makes_no_difference_is_not_mentioned(
    cells: list[tuple[str, str, str]], channel: str, words: str
) -> None:
    assert contacts(cells, [channel]) == words


def test_every_set_of_contacts_has_words_of_its_own() -> None:
    told = {
        contacts([cell for cell, is_in in zip(CELLS, chosen, strict=True) if is_in], ["email"])
        for chosen in product((False, True), repeat=len(CELLS))
        if any(chosen)
    }
    assert len(told) == 2 ** len(CELLS) - 1


# --- show ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [DAY, "2018-05-25", "2021-12-31"])
@pytest.mark.parametrize("pack", ["current", "guide"])
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_shows_all_that_is_in_force(
    run: Run, show: Callable[..., str], country: str, pack: str, day: str
) -> None:
    text = show(country, day, "--pack", pack)
    name = RULES.countries[country].name
    assert text.startswith(f"{name} ({country}) on {day}, pack {pack}\n")
    words = set(re.findall(r"[\w-]+", text))
    on = date.fromisoformat(day)
    for rule in active(country, day, pack):
        assert rule.id in words
        assert all(source.url in text for source in rule.source)
        assert {item.id for item in active_exceptions(rule, on) if item.id} <= words
    if pack == "current":
        expected = {note.id for note in RULES.notes(country) if not note.until or on < note.until}
        assert expected <= words
    for line in text.splitlines():
        assert len(line) <= 100 or re.fullmatch(r" *https?://\S+", line)
    told = run(
        "rules", "show", country, "--send-date", day, "--pack", pack, "--format", "json"
    ).json
    assert {item["id"] for item in told["rules"]} == {
        rule.id for rule in active(country, day, pack)
    }
    for channel in CHANNELS:
        cells = [
            tuple(cell.values()) for group in told["channels"][channel] for cell in group["cells"]
        ]
        assert sorted(cells) == sorted(CELLS), "every kind of contact is told once"


def test_a_group_of_contacts_is_told_in_plain_words(show: Callable[..., str]) -> None:
    text = show("FR")
    messages = section(text, "E-mail and text messages (email, sms)")
    assert (
        "consumers and sole traders, your own list prior consent (opt-in), or the soft" in messages
    )
    assert "companies, no person named (info@) allowed until" in messages
    assert "first party" not in text
    assert section(show("DE"), "Automated calls (automated-call)").startswith("every contact prior")


def test_french_calls_flip_on_their_day(show: Callable[..., str]) -> None:
    before, after = show("FR", "2026-08-10"), show("FR", "2026-08-11")
    calls = section(before, "Calls (call)")
    assert "check FR-BLOCTEL" in calls
    assert "[FR-3]" in calls
    assert "FR-BLOCTEL: Bloctel, lists consumers and sole traders; a copy serves 30 days" in calls
    assert "coming: from 2026-08-11, calls" in section(before, "Changes")
    calls = section(after, "Calls (call)")
    assert "BLOCTEL" not in calls
    assert "consumers and sole traders prior consent (opt-in) [FR-4]" in calls
    assert "existing_agreement = yes, similar_products = yes" in calls
    changes = section(after, "Changes")
    assert changes.startswith("last on 2026-08-11, calls companies [FR-5]: allowed until")
    assert "coming: nothing is known" in changes


def test_what_was_not_applied_is_told_with_its_reason(show: Callable[..., str]) -> None:
    notes = section(show("DE"), "Notes")
    assert "DE-1, email, sms, from 2004-07-08" in notes
    assert "not applied: relaxation, confidence medium: The statute demands" in notes
    assert "EU-1" in notes, "the union's notes belong to its members"
    assert "EU-1" not in show("GB")


def test_an_exception_for_directories_keeps_the_register(show: Callable[..., str]) -> None:
    calls = section(show("IT"), "Calls (call)")
    assert (
        "number_source = directory): allowed until the person objects (opt-out), check IT-RPO"
        in (calls)
    )
    assert "only a consent later than the listing beats it" in calls


def test_an_exception_begins_on_its_day(show: Callable[..., str]) -> None:
    heading = "E-mail and text messages (email, sms)"
    assert "GB-7" not in section(show("GB", "2026-02-04"), heading)
    assert "coming: from 2026-02-05, e-mail and text" in section(
        show("GB", "2026-02-04"), "Changes"
    )
    told = section(show("GB", "2026-02-05"), heading)
    assert "the soft opt-in is open to this sender too [GB-7], from 2026-02-05" in told


def test_what_begins_later_is_coming(show: Callable[..., str]) -> None:
    text = show("US", DAY)
    assert section(text, "Changes").startswith("last: none since 2018-05-25 US-3")
    assert "coming, not applied: begins later: A single revocation" in section(text, "Changes")
    assert "US-3" not in section(text, "Notes")
    later = show("US", "2027-01-31")
    assert "US-3" in section(later, "Notes")
    assert "US-3" not in section(later, "Changes")


def test_clocks_and_own_customers_are_told(show: Callable[..., str]) -> None:
    assert "the soft opt-in counts 24 months after a purchase" in section(
        show("CA"), "E-mail (email)"
    )
    calls = section(show("CA"), "Calls (call)")
    assert "look-up (18 months after a purchase, 6 months after an enquiry)" in calls
    # A change of a register's own terms is a change of the law, too.
    before, after = (
        section(show("SK", day), "Calls (call)") for day in ("2025-11-11", "2025-11-12")
    )
    assert "12 months after its end" not in before
    assert "12 months after its end" in after
    assert "last on 2025-11-12, calls" in section(show("SK"), "Changes")


def test_unanswered_cells_say_why(show: Callable[..., str]) -> None:
    told = section(show("NO"), "Automated calls (automated-call)")
    assert "companies unanswered (The 2018 guide leaves the cell blank" in told
    assert "[NO-automated-call-corporate]" in told


def test_the_guide_is_shown_as_printed(show: Callable[..., str]) -> None:
    text = show("IE", DAY, "--pack", "guide")
    for word in ("IE-NDD", "line_type = mobile", "as printed:", "unanswered", "note:"):
        assert word in text
    assert "notes belong to pack current" in section(text, "Notes")


@pytest.mark.parametrize("day", ["2018-05-24", "2003-12-11"])
def test_no_rule_is_that_old(run: Run, show: Callable[..., str], day: str) -> None:
    text = show("FR", day)
    assert text.endswith("no rule that old: the first is of 2018-05-25\n")
    assert "Rules" not in text
    told = run("rules", "show", "FR", "--send-date", day, "--format", "json").json
    assert told["reason"] == "no rule that old: the first is of 2018-05-25"


def test_show_as_json(run: Run) -> None:
    told = run("rules", "show", "fr", "--send-date", "2026-08-10", "--format", "json").json
    assert (told["country"], told["gdpr"], told["pack"]) == ("FR", True, "current")
    companies, consumers = told["channels"]["call"]
    assert (companies["contacts"], companies["rows"]) == ("companies", ["FR-call-corporate"])
    assert (consumers["basis"], consumers["register"]) == ("opt_out", "FR-BLOCTEL")
    (coming,) = told["changes"]["coming"]
    assert (coming["day"], coming["channel"]) == ("2026-08-11", "call")
    assert coming["rows"] == ["FR-4", "FR-5"]
    assert {"FR-7", "EU-1"} <= {note["id"] for note in told["notes"]}


def test_time_to_act_on_an_opt_out_is_shown_with_its_source(
    run: Run, show: Callable[..., str]
) -> None:
    heading = "Time to act on an opt-out"
    before, after = (section(show("US", day), heading) for day in ("2025-04-10", "2025-04-11"))
    assert "email, from 2004-01-01, confidence high 10 business days after the day of" in before
    assert "15 U.S.C. 7704(a)(4)(A) https://uscode.house.gov/" in before
    assert "call, from 2003-10-01 until 2025-04-11, confidence high 30 days after" in before
    assert "sms, call, automated-call, from 2025-04-11, confidence high 10" in before
    assert "sms, automated-call: no time by statute is known" in before
    assert "30 days" not in after
    assert "no time by statute" not in after
    assert section(show("DE"), heading).startswith("every channel: no time by statute is known")

    told = run("rules", "show", "CA", "--send-date", DAY, "--format", "json").json
    messages, calls = told["opt_out_time"]
    assert messages["channel"] == ["email", "sms"]
    assert (messages["business_days"], messages["from"]) == (10, "2014-07-01")
    assert "until" not in messages
    assert (calls["channel"], calls["days"]) == (["call"], 14)
    assert calls["citations"][0]["url"].startswith("https://crtc.gc.ca/")


# --- diff ------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_differs_with_reasons(run: Run, country: str) -> None:
    options = ("guide", "current", country, "--send-date", DAY)
    ended = run("rules", "diff", *options)
    assert (ended.status, ended.err) == (0, "")
    told = run("rules", "diff", *options, "--format", "json").json
    text = one_line(ended.out)
    words = set(re.findall(r"[\w-]+", text))
    for item in told:
        assert item["b"]["rule"] in {*words, None}
        assert item["changed"]
        assert item["country"] == country
        if item["changed"] != ["citations"]:
            assert item["why"]
    assert ("no difference" in text) == (not told)
    for line in ended.out.splitlines():
        assert len(line) <= 100 or re.fullmatch(r" *https?://\S+", line)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_difference_is_what_lookup_says(
    run: Run, lookup: Callable[..., Any], country: str
) -> None:
    """Cell by cell: told as different where, and only where, the two answers differ."""
    told = run("rules", "diff", "guide", "current", country, "--send-date", DAY, "--format", "json")
    found = {
        (item["channel"], *cell.values()): item for item in told.json for cell in item["cells"]
    }
    from listcheck.lawbook.lookup import lookup as look

    for channel, cell in product(CHANNELS, CELLS):
        party, kind, subscriber = cell
        a, b = (
            look(
                *(RULES, country, channel),
                on=date.fromisoformat(DAY),
                pack=pack,
                party=party,
                address_kind=kind,
                subscriber=subscriber,
            )
            for pack in ("guide", "current")
        )
        keys = ("basis", "soft_opt_in", "register", "citations", "soft_opt_in_terms", "declare")
        differ = any(a.get(key) != b.get(key) for key in keys)
        differ |= a["exceptions"] != b["exceptions"]
        item = found.get((channel, *cell))
        assert (item is not None) == differ
        if item:
            assert (item["a"]["rule"], item["b"]["rule"]) == (a["rule"], b["rule"])
            assert (item["a"]["basis"], item["b"]["basis"]) == (a["basis"], b["basis"])


def test_the_guide_against_today(run: Run) -> None:
    text = one_line(run("rules", "diff", "guide", "current", "LU", "--send-date", DAY).out)
    assert "Luxembourg (LU) E-mail (email) consumers and sole traders, your own list:" in text
    assert (
        "allowed until the person objects (opt-out) → prior consent (opt-in), or the soft" in text
    )
    assert "rules: LU-guide-email-first → LU-1-messages-first (confidence high)" in text
    assert "why: Art. 11(1) and (3) protect subscribers who are natural persons" in text
    # One short paragraph at the end, not among the differences of law.
    law, _, cited = text.partition("citation only: ")
    assert "LU-1-automated-call-first" in cited
    assert "LU-1-automated-call-first" not in law


def test_one_day_against_the_next(run: Run) -> None:
    told = run("rules", "diff", "current@2026-08-10", "current@2026-08-11", "--format", "json").json
    assert {(item["country"], item["channel"]) for item in told} == {("FR", "call")}
    companies, consumers = told
    assert companies["cells"] == [
        {"party": party, "address_kind": kind, "subscriber": "corporate"}
        for kind in ("generic", "individual")
        for party in ("first", "third")
    ]
    assert companies["changed"] == ["register", "citations"]
    assert consumers["changed"] == ["basis", "register", "exceptions", "citations"]
    assert consumers["a"]["rule"] == "FR-3"
    assert consumers["a"]["register"] == "FR-BLOCTEL"
    assert (consumers["b"]["rule"], consumers["b"]["basis"]) == ("FR-4", "opt_in")
    assert consumers["b"]["exceptions"][0]["when"] == {
        "existing_agreement": "yes",
        "similar_products": "yes",
    }
    assert consumers["why"].startswith("Consumers only: calls need prior consent")
    assert consumers["citations"][0].keys() == {"title", "url"}
    text = run("rules", "diff", "current@2026-08-10", "current@2026-08-11").out
    assert text.startswith("pack current on 2026-08-10 → pack current on 2026-08-11\n")
    assert "BE, BG, CA" in one_line(text)
    assert one_line(text).endswith("SI, SK, US: no difference")


def test_a_new_exception_is_its_own_reason(run: Run) -> None:
    sides = ("current@2026-02-04", "current@2026-02-05")
    told = run("rules", "diff", *sides, "GB", "--format", "json").json
    assert [item["channel"] for item in told] == ["email", "sms"]
    for item in told:
        assert item["a"]["rule"] == item["b"]["rule"] == "GB-1-first-2021"
        assert item["changed"] == ["exceptions", "citations"]
        assert item["why"].startswith("Soft opt-in for senders that are charities.")
    text = run("rules", "diff", *sides, "GB").out
    assert "E-mail and text messages (email, sms)" in text
    assert text.count("GB-7") == 1


def test_a_renumbering_is_a_citation_only(run: Run) -> None:
    sides = ("current@2022-05-27", "current@2022-05-28", "DE")
    assert {
        tuple(item["changed"]) for item in run("rules", "diff", *sides, "--format=json").json
    } == {("citations",)}
    text = run("rules", "diff", *sides).out
    assert "citation only: email, your own list (DE-email-first → DE-email-first-2022)" in text
    assert "why:" not in text


def test_clocks_of_a_register_are_a_difference(run: Run) -> None:
    told = run("rules", "diff", "current@2025-11-11", "current@2025-11-12", "--format", "json").json
    changed = {(item["country"], item["channel"]): item["changed"] for item in told}
    assert changed == {
        ("SK", "email"): ["soft_opt_in_terms", "citations"],
        ("SK", "sms"): ["soft_opt_in_terms", "citations"],
        ("SK", "call"): ["own_customers"],
    }


def test_nothing_differs_from_itself(run: Run) -> None:
    assert run("rules", "diff", "guide", "guide", "--format", "json").json == []
    text = run("rules", "diff", "current", "current", "AT", "--send-date", DAY).out
    assert text.endswith("\n\nAT: no difference\n")


def test_a_day_before_all_rules_is_a_side_too(run: Run) -> None:
    text = one_line(run("rules", "diff", "current@2018-05-24", "current@2018-05-25", "FR").out)
    assert "unanswered (no rule that old: the first is of 2018-05-25) → " in text


# --- wrong use -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "UK"), "did you mean GB?"),
        (("show", "Germany"), "did you mean DE?"),
        (("show", "QQ"), "known: AT, BE"),
        (("show", "FR", "--send-date", "tomorrow"), "tomorrow"),
        (("diff", "guide", "current", "EL"), "did you mean GR?"),
        (("diff", "2018", "current"), "expected guide, current, guide@YYYY-MM-DD"),
        (("diff", "guide", "current@yesterday"), "'yesterday' is no day; expected guide"),
        (("diff", "guide", "current@2026-02-30"), "'2026-02-30' is no day"),
        (("diff", "guide"), "expected [A B] [CC]: two packs"),
    ],
)
def test_wrong_arguments_name_what_was_expected(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("rules", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in one_line(ended.err)


def test_help_shows_an_example_on_a_line_of_its_own(run: Run) -> None:
    assert "\n  listcheck rules diff guide current FR\n" in run("rules", "diff", "--help").out
    for command in ("show", "lookup", "diff", "lint"):
        assert command in run("rules", "--help").out


def test_rows_of_both_channels_are_named(run: Run) -> None:
    """E-mail and texts are told together only where the same rows stand on both sides."""
    for sides in (("guide", "current"), ("current@2021-12-31", "current@2022-02-01")):
        options = (*sides, "--send-date", DAY)
        words = set(re.findall(r"[\w-]+", run("rules", "diff", *options).out))
        told = run("rules", "diff", *options, "--format", "json").json
        assert told
        assert {item[side]["rule"] for item in told for side in "ab"} - {None} <= words


def test_another_rules_folder(run: Run, rules: Rules, tmp_path: Any) -> None:
    import shutil

    shutil.copytree(rules.folder, tmp_path / "rules")
    path = tmp_path / "rules" / "countries" / "US.toml"
    path.write_text(path.read_text().replace('id = "US-7"', 'id = "US-mine"'))
    for command in (("show", "US"), ("diff", "guide", "current", "US")):
        assert "US-mine" in run("rules", *command, "--rules", tmp_path / "rules").out


def test_lint_notes_a_review_that_is_old(tmp_path: Path, run: Run) -> None:
    folder = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    malta = folder / "countries" / "MT.toml"
    text = malta.read_text(encoding="utf-8")
    malta.write_text(text.replace("reviewed = 2026-11-22", "reviewed = 2020-01-02"), "utf-8")
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 0
    assert "note: MT: last reviewed on 2020-01-02, over a year ago" in ended.out


def test_lookup_says_what_it_left_open(run: Run) -> None:
    told = run("rules", "lookup", "GB", "--party", "first", "--send-date", "2026-11-22").out
    assert "the strictest answer that --address-kind, --subscriber leave open" in told
    exact = ("--party", "first", "--address-kind", "individual", "--subscriber", "corporate")
    assert "leave open" not in run("rules", "lookup", "GB", *exact).out
