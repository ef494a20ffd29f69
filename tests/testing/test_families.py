"""Report formats, vendors and suppression layouts: found by themselves, and added by plug-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from listcheck.core.errors import UsageProblem
from listcheck.core.families import in_folder
from listcheck.core.format_names import SHIPPED, report_formats
from listcheck.mapping import vendors
from listcheck.mapping.vendors import VENDORS, Vendor, all_vendors, recognised
from listcheck.report.machine.formats import report_format
from listcheck.suppression import layouts
from listcheck.suppression.layouts import LAYOUTS, all_layouts
from listcheck.testing import assert_format, read_export
from tests.conftest import ROOT, Ended
from tests.support.campaigns import codes, summary, write
from tests.support.plug_ins import install_distribution

Run = Callable[..., Ended]
Plug = Callable[..., None]
FORMATS, OF_VENDORS, OF_LAYOUTS = (
    "listcheck.report_formats", "listcheck.vendors", "listcheck.suppression_layouts",
)  # fmt: skip
FORMAT = """
from listcheck.report.machine.interface import ReportFormat

def rows(report):
    return "\\n".join(f"{item.code} row {item.row}" for item in report.findings) or "nothing"

ROWS = ReportFormat("rows", "a row a line", rows, shows_findings=True)
"""
VENDOR = """
from listcheck.mapping.vendors.interface import EMAIL, OptOutColumn, Vendor, has

TIDY = Vendor(
    id="tidy",
    title="Tidy Mail",
    signatures=(has("mailbox of the person".replace(" ", ""), "kennzeichen7"),),
    fields={"email": ("mailboxoftheperson",)},
    opt_outs=(OptOutColumn("kennzeichen7", EMAIL),),
    layout="documented",
)
TAKEN = Vendor(id="brevo", title="Brevo", signatures=(has("mine"),))
SAME = Vendor(id="mine", title="Mine", signatures=(has("email1value"),))
"""
LAYOUT = """
from listcheck.suppression.layouts.interface import Layout, words

TIDY = Layout(
    "Tidy Mail", words("wer grundkuerzel"), words("wer"), reasons=words("grundkuerzel"),
    bounces=words("x9"), caution="it holds one mandate only",
)
SAME = Layout("Mine", words("emailaddress unsubtime"), words("emailaddress"))
FAR = Layout(
    "Far Mail", words("wer marke7 bis7 weg7"), words("wer"), reasons=words("warum7"),
    bounces=words("x9"),
    scope={"brand": words("marke7"), "expires": words("bis7"), "channels": words("weg7")},
)
"""


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    def clear() -> None:
        all_vendors.cache_clear()
        all_layouts.cache_clear()

    def plug_it(group: str, module: str, **points: str) -> None:
        clear()
        install_distribution(tmp_path / "site", monkeypatch, group, module, points)

    yield plug_it
    clear()


def modules_in(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / "listcheck" / folder).glob("*.py")}


# --- what is shipped ---------------------------------------------------------------


def test_every_file_of_a_format_is_in_the_list_of_names() -> None:
    assert modules_in("report/machine") == {*SHIPPED, "__init__", "interface", "formats"}
    assert report_formats() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_formats_keep_the_contract(name: str) -> None:
    assert_format(report_format(name))


def test_an_unknown_format_names_those_that_there_are() -> None:
    with pytest.raises(UsageProblem, match="'nope'; formats are json, github"):
        report_format("nope")


def test_every_file_of_a_vendor_is_found_and_has_its_id() -> None:
    assert {vendor.id for vendor in VENDORS} == modules_in("mapping/vendors") - {
        "__init__",
        "interface",
    }
    assert [vendor.id for vendor in VENDORS] == sorted(vendor.id for vendor in VENDORS)
    signatures = [signature for vendor in VENDORS for signature in vendor.signatures]
    assert len(signatures) == len(set(signatures))


def test_of_vendors_as_likely_the_first_id_is_meant() -> None:
    both = {"emailoptout", "unsubscribedmode", "donotcall"}
    found = recognised(both)
    assert found is not None
    assert found.id == "salesforce"
    zoho = recognised(both - {"donotcall"})
    assert zoho is not None
    assert zoho.id == "zoho"


def test_layouts_stand_in_the_order_of_their_ranks() -> None:
    known = [
        "Mailchimp (unsubscribed)", "Mailchimp (cleaned)", "Mailgun (bounces)", "Mailgun",
        "Postmark", "SparkPost", "Telnyx", "SendGrid", "SendGrid", "SendGrid", "MailUp", "promio",
        "Salesforce Marketing Cloud", "Amazon SES",
    ]  # fmt: skip
    # Others may stand among them.
    assert [layout.title for layout in LAYOUTS if layout.title in known] == known
    ranks = [layout.rank for layout in LAYOUTS]
    assert ranks == sorted(set(ranks))
    assert len({layout.signature for layout in LAYOUTS}) == len(LAYOUTS)


def test_of_layouts_as_likely_the_lowest_rank_is_meant() -> None:
    headers = ["ip", "email", "created", "idList", "OptOut_Date"]
    (spam,) = [layout for layout in LAYOUTS if layout.signature == {"ip", "email", "created"}]
    (entry,) = read_export(headers, [["", "ann@firma-4711.se", "", "1", ""]], spam)
    assert entry.bounce, "a spam report of SendGrid, not an unsubscribe of MailUp"


@pytest.mark.parametrize("package", [vendors, layouts], ids=lambda package: package.__name__)
def test_a_file_of_a_family_without_its_constant_is_a_fault(package: object) -> None:
    with pytest.raises(TypeError, match="NOTHING is no Vendor"):
        in_folder(package.__name__, package.__path__, Vendor, "NOTHING")  # type: ignore[attr-defined]  # a package


# --- formats of plug-ins -----------------------------------------------------------


def test_a_plug_ins_format_is_offered_wherever_one_is_chosen(
    tmp_path: Path, run: Run, brief: Path, plug: Plug
) -> None:
    plug(FORMATS, FORMAT, rows="ROWS")
    names = [*SHIPPED, "rows"]
    helped = "".join(run("check", "--help").out.split())
    assert f"[{'|'.join(['text', *names])}]" in helped
    write(tmp_path / "list.csv", "Email,Country\nx@@y,GB\nann@firma-1.co.uk,GB\n")
    found = "LC102 row 1\nLC302 row 1\n"
    assert run("list.csv", "--format", "rows", "--report", "json=o.json").out == found
    brief.write_text('format = "rows"\nreport = "rows=told.txt"\n' + brief.read_text())
    assert run("list.csv").out == found
    assert (tmp_path / "told.txt").read_text() == found
    assert f"formats are {', '.join(names)}" in run("list.csv", "--report", "row=told.txt").err
    assert f"{', '.join(map(repr, names))}." in run("list.csv", "--format", "row").err
    brief.write_text('format = "row"\n')
    assert f"{names[-2]!r} or 'rows', found 'row'" in run("list.csv").err


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"sarif": "ROWS"}, "the report format sarif is already in use"),
        ({"text": "ROWS"}, "the report format text is already in use"),
        ({"mine": "ROWS"}, "is the report format rows, not mine"),
        ({"mine": "rows"}, "is no ReportFormat (expected one of listcheck.report.machine.interf"),
        ({"mine": "GONE"}, "cannot be loaded (AttributeError)"),
    ],
)
def test_a_wrong_format_is_named_before_anything_is_read(
    tmp_path: Path, run: Run, brief: Path, plug: Plug, points: dict[str, str], words: str
) -> None:
    plug(FORMATS, FORMAT, **points)
    ended = run("none.csv", "--report", f"{next(iter(points))}=out.txt")
    assert ended.status == 2
    assert words in ended.err
    assert f"plug-in {next(iter(points))} of tidy-plug-ins 1.2 ({FORMATS}): " in ended.err
    assert "uninstall it, or tell its authors" in ended.err
    assert not (tmp_path / "out.txt").exists()


# --- vendors of plug-ins -----------------------------------------------------------


def test_a_plug_ins_vendor_is_recognised(tmp_path: Path, run: Run, brief: Path, plug: Plug) -> None:
    plug(OF_VENDORS, VENDOR, tidy="TIDY")
    write(
        tmp_path / "list.csv",
        "Mailbox of the person,Kennzeichen 7,Country\n"
        "ann@firma-1.co.uk,no,GB\nbob@firma-1.co.uk,yes,GB\n",
    )
    assert "read as an export of Tidy Mail" in run("columns", "list.csv").out
    run("list.csv", "-o", "o")
    assert codes(tmp_path / "o") == {2: {"LC204:drop"}}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TAKEN", "the vendor brevo is already in use"),
        ("SAME", "a signature of mine is already that of google"),
        ("EMAIL", "is no Vendor (expected one of listcheck.mapping.vendors.interface)"),
        ("GONE", "cannot be loaded (AttributeError)"),
    ],
)
def test_a_wrong_vendor_is_named(
    tmp_path: Path, run: Run, plug: Plug, name: str, words: str
) -> None:
    plug(OF_VENDORS, VENDOR, tidy=name)
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    ended = run("columns", "list.csv")
    assert ended.status == 2
    assert words in ended.err
    assert f"plug-in tidy of tidy-plug-ins 1.2 ({OF_VENDORS}): " in ended.err


# --- layouts of plug-ins -----------------------------------------------------------


def test_a_plug_ins_layout_is_recognised(tmp_path: Path, run: Run, brief: Path, plug: Plug) -> None:
    plug(OF_LAYOUTS, LAYOUT, tidy="TIDY")
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"{who}@firma-1.co.uk,GB\n" for who in ("ann", "bob", "cem")),
    )
    write(
        tmp_path / "out.csv",
        "Wer,Grundkuerzel,Von\nann@firma-1.co.uk,a1,cem@firma-1.co.uk\nbob@firma-1.co.uk,X9,\n",
    )
    run("list.csv", "--suppress", "out.csv", "-o", "o")
    assert codes(tmp_path / "o") == {1: {"LC201:drop"}, 2: {"LC205:drop"}}
    said = "out.csv: read as a suppression export of Tidy Mail: it holds one mandate only"
    assert said in summary(tmp_path / "o")["notes"]


def test_a_layout_says_how_far_its_entries_reach(
    tmp_path: Path, run: Run, brief: Path, plug: Plug
) -> None:
    """Brand, channel and end stand in columns that only this export calls so."""
    plug(OF_LAYOUTS, LAYOUT, far="FAR")
    brief.write_text(brief.read_text().replace("[brief]\n", '[brief]\nbrand = "North"\n'))
    who = ("ann", "bob", "cem", "dan", "eve")
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"{name}@firma-1.co.uk,GB\n" for name in who),
    )
    write(
        tmp_path / "out.csv",
        "Wer,Marke7,Bis7,Weg7,Warum7\n"
        "ann@firma-1.co.uk,North,,email,\n"
        "bob@firma-1.co.uk,South,,email,\n"
        "cem@firma-1.co.uk,,,call,\n"
        "dan@firma-1.co.uk,,2020-01-01,,x9\n"
        "eve@firma-1.co.uk,,,,\n",
    )
    run("list.csv", "--suppress", "out.csv", "-o", "o")
    assert codes(tmp_path / "o") == {1: {"LC201:drop"}, 5: {"LC201:drop"}}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SAME", "the signature of 'Mine' is already that of 'Mailchimp (unsubscribed)'"),
        ("words", "is no Layout (expected one of listcheck.suppression.layouts.interface)"),
        ("GONE", "cannot be loaded (AttributeError)"),
    ],
)
def test_a_wrong_layout_is_named(
    tmp_path: Path, run: Run, brief: Path, plug: Plug, name: str, words: str
) -> None:
    plug(OF_LAYOUTS, LAYOUT, tidy=name)
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    ended = run("list.csv", "-o", "o")
    assert ended.status == 2
    assert words in ended.err
    assert f"plug-in tidy of tidy-plug-ins 1.2 ({OF_LAYOUTS}): " in ended.err
    assert not (tmp_path / "o").exists()
