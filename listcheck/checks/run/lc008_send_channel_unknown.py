"""LC008 send-channel-unknown

What it does
------------
In an audit, marks sends over a channel that listcheck does not know.

Why it matters
--------------
E-mail, texts, calls and automated calls have laws of their own. What is neither was not judged.

Example
-------
A row with `channel` = letter.

What to do
----------
Nothing, where another channel is meant. Else name the column of channels (`[columns] channel =
"Header"`) or say what the whole log is: `--channel sms`.

References
----------
`listcheck audit --help`; README, "Auditing past sends"

What the law knows as electronic mail and calls (Directive 2002/58/EC article 13): https://eur-lex.europa.eu/eli/dir/2002/58/oj
"""

from __future__ import annotations

from listcheck.checks.interface import SendCheck, Settles

CHECK = SendCheck(
    code="LC008",
    name="send-channel-unknown",
    doc=__doc__,
    message="the channel of the send is none that listcheck knows",
    field="channel",
    settles=Settles("the channel of each send", "--channel, or [columns] channel"),
)
