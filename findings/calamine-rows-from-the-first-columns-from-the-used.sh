#!/usr/bin/env bash
# A sheet whose table begins at C3: python-calamine's iter_rows() gives the two blank rows above it, but
# not the two blank columns beside it. Rows count from the sheet's first, columns from the first used
# one, so the place of a cell in the answer is its row in the sheet, but not its column. (to_python() can
# be told by skip_empty_area; iter_rows() takes no argument.)
# And sheet_names lists chart sheets among the others: they can be opened, and read as empty sheets.
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

for name in ("python-calamine", "xlsxwriter"):
    print(name, version(name))
book = xlsxwriter.Workbook("table.xlsx")
sheet = book.add_worksheet("Contacts")
for row, cells in enumerate((("email", "city"), ("info@firma.example", "Ulm")), start=2):
    for column, cell in enumerate(cells, start=2):
        sheet.write(row, column, cell)
chart = book.add_chart({"type": "line"})
chart.add_series({"values": "=Contacts!$C$3:$C$4"})
book.add_chartsheet("Chart").set_chart(chart)
book.close()

read = python_calamine.CalamineWorkbook.from_path("table.xlsx")
rows = list(read.get_sheet_by_name("Contacts").iter_rows())
print("rows:", rows)
print("sheets:", read.sheet_names)
empty = list(read.get_sheet_by_name("Chart").iter_rows())
print("the chart's rows:", empty)
assert rows == [["", ""], ["", ""], ["email", "city"], ["info@firma.example", "Ulm"]], rows
assert read.sheet_names == ["Contacts", "Chart"] and empty == []
PY
