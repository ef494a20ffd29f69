"""Headers of send logs: of recipients, moments, campaigns, ids, and of what became of a message.

Headers are compared folded. Services wrap a record in others (``event-data.recipient``,
``data.payload.direction``): what only wraps is no part of a header. Where a reader of JSON laid an
array out (``To.1.Email``, ``To.2.Email``), the numbers are none either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from listcheck.auditing.logs.names import word_set
from listcheck.vocabulary import folded

#: Headers of logs, folded, besides those of lists; the first that is there counts.
LOG_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("rcptto", "rcpt", "toemail", "toaddress", "recipientemail", "recipientaddress",
              "recipientemailaddress", "emailto", "envelopeto", "email", "emailaddress",
              "recipient"),
    "phone": ("tonumber", "tophone", "tophonenumber", "phoneto", "phonenumberto",
              "recipientnumber", "recipientphone", "recipientphonenumber", "msisdn",
              "destinationnumber", "destinationphonenumber", "callee", "phone", "phonenumber"),
    "send_time": ("senddate", "datesent", "sentdate", "sendat", "sentdatetime", "senddatetime",
                  "timesent", "sendts", "sentts", "sent", "timestamp", "eventtime", "eventdate",
                  "eventtimestamp", "processedat", "time", "datetime", "date", "day",
                  "occurredat", "mailtimestamp", "versandzeit", "versanddatum", "gesendetam",
                  "datedenvoi", "dateenvoi", "fechadeenvio", "fechaenvio", "datainvio",
                  "verzenddatum", "verzondenop", "datawysylki", "ts", "tsevent", "tsepoch",
                  "eventdatetime", "eventcreated", "calldate", "calldatetime", "callstart",
                  "callstarttime", "conversationstart", "logtime", "messagetime", "messagedate",
                  "dateprocessed", "hstimestamp"),
    "campaign": ("campaignid", "campaigntitle", "broadcast", "mailing", "mailingid", "emailname",
                 "messagename", "kampagne", "campagne", "campana", "campagna", "kampania",
                 "emailcampaignid"),
    "channel": ("channeltype", "medium", "messagetype"),
    "sender": ("from", "fromemail", "fromaddress", "fromnumber", "senderemail", "absender",
               "expediteur", "remitente", "mittente", "afzender", "mailsource", "msgfrom",
               "callerid", "ani"),
}  # fmt: skip
#: Numbers that were called, where it is a log of numbers: elsewhere they stand for much else.
CALLED_HEADERS: Final = (
    "callednumber",
    "calledparty",
    "calleenumber",
    "dialednumber",
    "diallednumber",
    "dnis",
    "dst",
    "externalnumber",
    "remotenumber",
    "customerphone",
)
#: Moments of a message or call where columns say what became of it, and nothing else tells the
#: day: in a list of people they are moments of the person.
MOMENT_HEADERS: Final = (
    "startedat", "starttime", "calltime", "startdate", "start", "submittedat", "submittime",
    "acceptedat", "receivedat", "created", "createdat", "createddatetime", "datecreated",
    "createtime", "creationtime", "processed",
)  # fmt: skip
#: One row for each thing that happens to a message.
EVENT_HEADERS: Final = (
    "event", "eventtype", "eventname", "messageevent", "emailevent", "smsevent", "recordtype",
    "notificationtype", "ereignis", "evenement", "evento", "zdarzenie", "gebeurtenis",
)  # fmt: skip
#: Likewise, where their words are those of messages: they stand for much else.
PERHAPS_EVENT_HEADERS: Final = (
    "type", "action", "activity", "activitytype", "activityname", "metric", "metricname",
    "eventid", "logtype", "interaction", "interactiontype", "eventaction", "eventcategory",
    "sttext",
)  # fmt: skip
#: One row for each message: what was last known of it.
STATE_HEADERS: Final = (
    "status", "deliverystatus", "messagestatus", "msgstatus", "smsstatus", "mailstatus",
    "sendstatus", "sendingstatus", "sentstatus", "dlrstatus", "dlr", "deliveryreport",
    "deliveryresult", "sendresult", "callstatus", "callstate", "callresult", "calloutcome",
    "calldisposition", "disposition", "lastevent", "latestevent", "laststatus", "lateststatus",
    "currentstatus", "recipientstatus", "statusgroupname", "zustellstatus", "versandstatus",
    "sendestatus", "statut", "estado", "stato", "statutenvoi", "estadoenvio", "statoinvio",
    "verzendstatus", "statuswysylki",
)  # fmt: skip
PERHAPS_STATE_HEADERS: Final = (
    "state", "result", "outcome", "emailstatus", "resultat", "ergebnis", "resultado", "esito",
    "deliverystate", "messagestate", "statusname", "statustext", "hscallstatus", "hsemailstatus",
)  # fmt: skip
DIRECTION_HEADERS: Final = (
    "direction", "directiontype", "messagedirection", "msgdirection", "smsdirection",
    "calldirection", "maildirection", "emaildirection", "originatingdirection", "inboundoutbound",
    "inout", "calltype", "hscalldirection", "hsemaildirection", "traffictype", "richtung", "sens",
    "direccion", "direzione", "richting", "kierunek",
)  # fmt: skip
#: Headers of yes and no, and which of the two says that it came in.
DIRECTION_FLAGS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("incoming", "isincoming", "inbound", "isinbound"), True),
    **dict.fromkeys(("outgoing", "isoutgoing", "outbound", "isoutbound"), False),
}
#: What tells one message from another; several rows of one message share it.
MESSAGE_ID_HEADERS: Final = (
    "sgmessageid", "messageid", "msgid", "mailmessageid", "smtpid", "messagesid", "smssid", "sid",
    "callsid", "callid", "calluuid", "messageuuid", "smsid", "deliveryid", "queueid", "qid",
    "messageheadersmessageid", "internetmessageid", "mailcommonheadersmessageid", "nachrichtenid",
)  # fmt: skip
#: Likewise, but several messages to one person may share it as well.
ID_HEADERS: Final = (
    *MESSAGE_ID_HEADERS, "emailid", "mailid", "mid", "transmissionid", "conversationid",
    "uniqueid", "sendid",
)  # fmt: skip
#: Records that only wrap the one that is meant.
_WRAPS: Final = word_set(
    "data payload eventdata msg msys messageevent trackevent unsubscribeevent relayevent "
    "attributes properties fields body detail sns record source event object messages items hits "
    "bodydata"
)
#: Whom a message went to, one address a column or several.
_SINGLE: Final = frozenset(
    {"recipient", *(one for one in LOG_HEADERS["email"] if one.startswith(("rcpt", "recipient"))),
     *(one for one in LOG_HEADERS["phone"] if one.startswith("recipient")), "empfanger",
     "empfaenger", "destinataire", "destinatario", "ontvanger", "odbiorca"}
)  # fmt: skip
_TO: Final = word_set(
    "to toaddress toemail toaddresses toemails torecipients tofull emailto msgto hsemailtoemail "
    "tonumber tonumbers tophone tophonenumber an"
)
_COPIES: Final = word_set(
    "cc ccaddress ccemail ccaddresses ccemails ccrecipients ccfull ccto hsemailccemail bcc "
    "bccaddress bccemail bccaddresses bccemails bccrecipients bccfull hsemailbccemail cci"
)
_LISTS: Final = word_set(
    "recipients destination destinations maildestination recipientaddresses recipientemails "
    "recipientlist recipientslist rcpts rcpttos envelopeto empfangerliste "
    "destinataires destinatarios destinatari ontvangers odbiorcy sentto"
)
#: An array of a contact's own fields in a list: in a log it is an array of recipients.
_ARRAYS: Final = word_set(
    "email emails emailaddresses address addresses phone phones phonenumbers number numbers msisdns"
)
#: The address within an object that is a recipient.
_WITHIN: Final = word_set(
    "email emailaddress address addr mail recipient phone phonenumber number msisdn value to items "
    "recipients"
)

Group = Literal["single", "to", "copy", "list", "own", "headers"]


@dataclass(frozen=True)
class RecipientColumn:
    """A column of recipients.

    ``own``: of this row's own event alone, whoever else the message went to (Amazon SES tells in
    ``delivery.recipients`` whom one delivery reached).
    """

    at: int
    group: Group


def log_key(header: str) -> str:
    """A header as logs are compared by it: folded, without what only wraps."""
    parts = header.split(".")
    while len(parts) > 1 and folded(parts[0]) in _WRAPS | {""}:
        parts = parts[1:]
    return folded(".".join(parts))


def recipient_columns(headers: Sequence[str]) -> list[RecipientColumn]:
    """The columns that tell whom a message went to, in their order."""
    # An array of one has no number: Emails beside Emails.1 and Emails.2.
    arrays = {_unnumbered(header) for header in headers if _unnumbered(header) != header}
    groups = [
        (at, _group(header, in_array=_unnumbered(header) in arrays))
        for at, header in enumerate(headers)
    ]
    return [RecipientColumn(at, group) for at, group in groups if group is not None]


def _unnumbered(header: str) -> str:
    first, *others = header.split(".")
    return ".".join((first, *(part for part in others if not part.isdecimal())))


def _group(header: str, *, in_array: bool) -> Group | None:
    plain = [folded(part) for part in _unnumbered(header).split(".") if part]
    while len(plain) > 1 and plain[0] in _WRAPS:
        plain = plain[1:]
    if plain and plain[0] in ("mail", "message", "envelope") and len(plain) > 1:
        above, plain = plain[0], plain[1:]
    elif len(plain) > 1 and plain[0] == "delivery":
        return "own" if plain[1] == "recipients" and _only_within(plain[2:]) else None
    else:
        above = ""
    if plain and plain[0].endswith("headers"):
        return "headers" if plain[1:2] == ["to"] and _only_within(plain[2:]) else None
    if not plain or not _only_within(plain[1:]):
        return None
    groups: list[tuple[Group, frozenset[str]]] = [
        ("single", _SINGLE), ("to", _TO), ("copy", _COPIES), ("list", _LISTS),
    ]  # fmt: skip
    if in_array:
        groups.append(("list", _ARRAYS))
    # To 1, To 2: a table of columns for what JSON has as an array.
    stem = plain[0].rstrip("0123456789")
    if above == "envelope" and stem == "targets":
        return "list"
    return next((group for group, headers in groups if stem in headers), None)


def _only_within(parts: Sequence[str]) -> bool:
    return all(part in _WITHIN for part in parts)
