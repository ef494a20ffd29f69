"""A first configuration, commented so that it explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from listcheck.campaign.understood import read_columns
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.core.fields import FIELDS, OF_OPT_OUTS
from listcheck.core.files import write_bytes
from listcheck.core.places import Target, require_places
from listcheck.readers import find_lists

_HEAD: Final = """\
# listcheck.toml: what you declare about your campaigns.
# listcheck finds it from the list's folder upwards; options on the command line win.
# Paths are relative to this file. Lines that begin with # are examples: remove the #.

# channel = "email"               # email, sms, chat, call or automated-call
# party = "first"                 # who collected the data: first (you) or third
# purpose = "marketing"           # marketing, contract, complementary or share
# country = "GB"                  # for contacts whose country nothing tells
# suppress = ["unsubscribed.csv@2026-11-20"]    # people who opted out, day of the export
# org_optouts = ["organisations.csv"]           # columns: domain, account_id, state
# ledger = "optouts.db"                         # the opt-out ledger, or postgresql://…
# sheet = "Contacts"              # which sheet of a workbook is the list, if not the first
# register = ["TPS=tps.csv@2026-11-20", "CTPS=ctps.csv@2026-11-20"]

[brief]
# sender_name = "Example Ltd"                    # who the recipient sees
# sender_entity = "Example Ltd"                  # the legal entity that sends
# sender_kind = "commercial"                     # commercial, charity, party or nonprofit
# unsubscribe = "https://www.example.com/unsubscribe"
# similar_products = true                        # own products, similar to those sold
# professional_message = true                    # it concerns the recipient's profession
# brand = "Example"                              # opt-outs of other brands do not count
# sector = "retail"                              # some sectors have stricter law
# product = "office furniture"                   # so have some products
# mode = "prospecting"                           # or account_management
# publishes_privacy_notice = true

# Without consent the GDPR needs an assessment of legitimate interest for each campaign:
# [brief.legitimate_interest]
# purpose = { result = "pass", date = 2026-11-01, text = "why this campaign" }
# necessity = { result = "pass", date = 2026-11-01, text = "why no less intrusive way will do" }
# balancing = { result = "pass", date = 2026-11-01 }

[policy]
# business_domain = "corporate"                  # or individual, or unknown (the strictest)
# suppression_max_age_days = 30                  # older opt-out exports make a run incomplete
# opt_out_grace_days = 0                         # audit: days to act, where the law names none
# double_opt_in = "times"                        # stated, times or full
# consent_max_months = 24                        # older (and undated) consent is held
# third_party_consent_max_months = 6             # the same for a third party's list
# org_authority = "all"                          # or any: see listcheck explain LC203
# complementary = "off"                          # on: a risk, see listcheck explain LC502
# key_file = "listcheck.key"                     # key of the ledger's seals and of hashes in CI
# manifest_max_age_days = 14                     # 'listcheck verify' fails for an older check

# [audit]                                        # for 'listcheck audit'
# undated_evidence = "unknown"                   # or at_send: cells were written with each send
# send_events = ["delivered"]                    # events of a log that stand for the sends

# [ignore]                                       # notes that do not count for the gate
# LC105 = { reason = "why", until = 2027-01-31 }

# [waive]
# LC001 = "why nobody can have opted out yet"

# [states]                                       # words or codes of a status that are not known
# opted_out = ["3"]                              # also: subscribed, bounced

[columns]
# date_order = "dmy"                             # how 03/04/2026 is to be read (or mdy)
# not_opt_outs = ["Header"]                      # looks like opt-outs and is none
"""


def write_config(lists: Sequence[str], target: Path, *, force: bool) -> None:
    """Write a first ``listcheck.toml``; one that is there is replaced whole, or stays.

    Args:
        lists: whose columns stand in it.
        target: the file; its folder must be there.
        force: replace a file that is there.

    Raises:
        UsageProblem: it is there already, is one of the lists, or cannot be written.
        InputProblem: a list cannot be read.
    """
    inputs = (
        [file.path for file in find_lists(lists) if not file.is_standard_input] if lists else []
    )
    require_places([Target(str(target), target, "listcheck.toml")], inputs)
    if target.exists() and not force:
        raise UsageProblem(f"{target}: is there already; --force replaces it")
    if not target.parent.is_dir():
        raise UsageProblem(f"{target}: cannot be written to (there is no folder {target.parent})")
    content = commented_config(lists).encode()
    write_bytes(target, content, keep_mode=True, public=True)


def commented_config(lists: Sequence[str]) -> str:
    """The text of a first ``listcheck.toml``, with the columns found in ``lists``.

    Raises:
        InputProblem: a list cannot be read.
    """
    lines = [_HEAD.rstrip("\n")]
    if lists:
        understood = read_columns(lists, Settings(send_date=date.today()))[0]  # noqa: DTZ011 (unused by columns)
        lines += [f"# {note}" for note in understood.sheets]
        told: set[str] = set()
        # Columns that tell of opt-outs are found by themselves, whatever stands here.
        telling: dict[str, list[str]] = {}
        for header, (field, meaning) in understood.fields.items():
            if field in OF_OPT_OUTS and meaning != FIELDS.get(field):
                telling.setdefault(field, []).append(header)
                continue
            # A second column of the same field (a further address) is read all the same.
            other = field in told or meaning != FIELDS[field]
            twice = "# " if understood.headers.count(header) > 1 or other else ""
            told.add(field)
            lines.append(f"{twice}{field} = {_quoted(header)}  # {meaning}")
        for field, headers in telling.items():
            listed = ", ".join(_quoted(header) for header in dict.fromkeys(headers))
            lines.append(f"# {field} = [{listed}]  # read without this line")
        free = [header for header in understood.headers if header not in understood.fields]
        if free:
            lines.append("# carried along unchanged: " + ", ".join(_quoted(item) for item in free))
    lines.append("# more fields: " + ", ".join(FIELDS))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign
        for sign in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
