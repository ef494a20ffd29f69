#!/usr/bin/env bash
# xlsxwriter: hide() on the first sheet of a workbook has no effect unless another sheet is activated:
# the first sheet stays the active one, and an active sheet is shown. No warning, no error. The other
# way round a workbook can be made whose first sheet is hidden, so that "the first sheet" of a reader is
# one that nobody sees.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  'python-calamine==0.9.1' 'xlsxwriter==3.3.1' 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import python_calamine
import xlsxwriter

for name in ("xlsxwriter", "python-calamine"):
    print(name, version(name))


def shown(activate: bool) -> list[tuple[str, str]]:
    book = xlsxwriter.Workbook("book.xlsx")
    first, second = book.add_worksheet("Legend"), book.add_worksheet("Contacts")
    first.write(0, 0, "what the columns mean")
    second.write(0, 0, "email")
    first.hide()
    if activate:
        second.activate()
    book.close()
    read = python_calamine.CalamineWorkbook.from_path("book.xlsx")
    return [(sheet.name, str(sheet.visible).split(".")[-1]) for sheet in read.sheets_metadata]


alone, activated = shown(False), shown(True)
print("hidden, nothing activated:", alone)
print("hidden, the other activated:", activated)
assert dict(alone)["Legend"] == "Visible", alone
assert dict(activated)["Legend"] == "Hidden", activated
PY
