"""LC007 send-time-unknown

What it does
------------
In an audit, marks sends whose day cannot be told: no readable send time in the row, and none in
the names of the file or its folders.

Why it matters
--------------
Each send is judged by the law, the consent and the opt-outs of its own day. Without the day nothing
can be known about it.

Example
-------
A row with `send_time` = 03/04/2024 and no `[columns] date_order`; a log `export.csv` without a
column of times.

What to do
----------
Name the column (`[columns] send_time = "Header"`), settle its dates (`[columns] date_order =
"dmy"`), or put the day into the name: `sends/date=2024-03-01/part.csv`.

References
----------
`listcheck audit --help`; README, "Auditing past sends"

Why the day decides (Directive 2002/58/EC article 13): https://eur-lex.europa.eu/eli/dir/2002/58/oj
"""

from __future__ import annotations

from listcheck.checks.interface import SendCheck, Settles

CHECK = SendCheck(
    code="LC007",
    name="send-time-unknown",
    doc=__doc__,
    message="the day of the send cannot be told",
    field="send_time",
    settles=Settles(
        "the day of each send",
        "[columns] send_time, date_order, or names such as sends/date=2024-03-01/part.csv",
    ),
)
