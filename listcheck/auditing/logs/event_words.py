"""What the words mean by which logs say what became of a message: one table for all services.

A word means one of the classes below. What that says of a row depends on the column it stands in
(:mod:`listcheck.auditing.logs.log_events`): a column of *events* has many rows for one message, a
column of *states* has one, the last that was known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from listcheck.auditing.logs.names import word_set
from listcheck.vocabulary import folded

#: Nobody knows the word, or there is none.
UNKNOWN: Final = 0
#: The message went out.
SENT: Final = 1
#: A service took it over to send it: beside a row that says sent it is the same message.
TAKEN: Final = 2
#: It arrived.
DELIVERED: Final = 3
#: It was tried: it came back, was put off, failed on the way; nobody answered the call.
TRIED: Final = 4
#: Something that happens to a message that arrived: opened, clicked, complained of.
AFTER: Final = 5
#: It never went out: dropped, rejected, suppressed, or only queued, planned, written.
NOT_SENT: Final = 6
#: Somebody wrote to or called us.
INBOUND: Final = 7
#: Only columns of directions say so.
OUTBOUND: Final = 8

#: Words, folded as by :func:`spoken`, by what they mean.
_WORDS: Final[Mapping[int, str]] = {
    SENT: "sent send sends injection dispatched outbound initiated placed dialed dial dials "
          "dialled dialing sendexternal transmitted handed_off "
          "gesendet versendet verschickt envoyé expédié enviado enviada inviato inviata spedito "
          "verzonden verstuurd wysłano wysłane",
    TAKEN: "processed processing accepted reception sending submitted submit request requests "
           "requested in_progress ringing executed ok success successful succeeded complete "
           "completed finalized done",
    DELIVERED: "delivered delivery deliver deliveries delivery_ok delivered_to_handset "
               "received_email received_sms received_mms received_push delivered_to_terminal "
               "zugestellt livré délivré entregado entregada consegnato "
               "consegnata afgeleverd bezorgd dostarczono dostarczone",
    TRIED: "bounce bounced bounces hard_bounce soft_bounce hard_bounced soft_bounced "
           "hard_bounces soft_bounces transient_bounce permanent_bounce bounced_email "
           "out_of_band oob deferred defer deferral deferrals delay delayed "
           "delivery_delay delivery_delayed attempt attempts attempted email_attempted "
           "failed fail failure failures permanent_fail temporary_fail perm_fail "
           "temp_fail failed_delivery delivery_failure delivery_failed "
           "failed_to_deliver_sms failed_to_deliver undelivered not_delivered "
           "undeliverable expired unreachable error dsn badmail returned retried "
           "retrying no_answer noanswer unanswered not_answered busy abandoned hangup "
           "hung_up voicemail left_voicemail answering_machine machine congestion "
           "timeout timed_out no_response wrong_number disconnected filtered_as_spam "
           "quarantined connected answered talked unzustellbar fehlgeschlagen besetzt "
           "nicht_erreicht rebond rebondi échec occupé rebotado fallido ocupado respinto "
           "fallito occupato mislukt bezet odbite nieudane zajęte",
    AFTER: "open opened opens initial_open amp_open amp_initial_open amp_click unique_open "
           "unique_opened first_open first_opening proxy_open unique_proxy_open loaded "
           "machine_open machine_opened click clicked clicks clicked_email unique_click converted "
           "conversion unsubscribe unsubscribed unsubscribes unsub list_unsubscribe "
           "link_unsubscribe group_unsubscribe group_unsubscribed group_resubscribe resubscribe "
           "resubscribed subscription subscription_change status_change unsubscribed_from_email "
           "unsubscribed_from_email_marketing unsubscribed_from_sms unsubscribed_from_list "
           "subscribed_to_list subscribed_to_email_marketing consented_to_receive_sms "
           "spam_report spam_reports spamreported reported_spam spam spam_complaint "
           "spam_complaints marked_email_as_spam marked_as_spam complaint complained complaints "
           "feedback read seen viewed replied reply forward forwarded print printed unbounce "
           "geöffnet geklickt gelesen abgemeldet ouvert cliqué lu désabonné abierto leído "
           "aperto cliccato letto geopend geklikt gelezen otwarto kliknięto",
    NOT_SENT: "drop dropped drops dropped_email reject rejected rejects rejection suppressed "
              "suppression suppressed_email blocked block blocked_email blocked_before_send "
              "rendering_failure policy_rejection generation_failure generation_rejection invalid "
              "invalid_email invalid_recipient queued queue queueing enqueued scheduled schedule "
              "planned draft drafted drafts canceled cancelled cancel not_sent unsent "
              "never_sent send_skip send_skipped skip skipped skipped_email abort aborted "
              "template_rendering_failure withheld prevented "
              "excluded filtered_out not_queued abgelehnt verworfen eingeplant geplant entwurf "
              "abgebrochen storniert nicht_gesendet unterdrückt rejeté planifié programmé "
              "brouillon annulé non_envoyé supprimé rechazado programado borrador no_enviado "
              "rifiutato programmato bozza non_inviato geweigerd gepland concept geannuleerd "
              "niet_verzonden odrzucono odrzucone zaplanowano zaplanowane szkic anulowano "
              "niewysłane",
    INBOUND: "inbound incoming incoming_email inbound_email received receiving receive "
             "stored inbound_receive inbound_api inbound_call inbound_dial inbound_reply "
             "trunking_originating missed missed_call reply_received parse "
             "parseapi eingehend eingegangen entrant entrante in_entrata in_arrivo "
             "inkomend przychodzące przychodząca",
    OUTBOUND: "outgoing outbound_api outbound_call outbound_reply outbound_dial out_bound "
              "trunking_terminating ausgehend sortant sortante saliente uscente in_uscita uitgaand "
              "wychodzące wychodząca",
}  # fmt: skip
#: Words that say so in columns of directions only.
SHORT_DIRECTIONS: Final[Mapping[str, int]] = {
    "internal": INBOUND, "in": INBOUND, "i": INBOUND, "mo": INBOUND,
    "out": OUTBOUND, "o": OUTBOUND, "mt": OUTBOUND, "outbound": OUTBOUND,
    "email": OUTBOUND, "forwardedemail": OUTBOUND,
}  # fmt: skip
#: Yes and no, of columns that ask whether a message came in.
FLAGS: Final[Mapping[bool, tuple[str, ...]]] = {
    True: ("true", "yes", "y", "1", "t", "ja", "oui", "si", "sí"),
    False: ("false", "no", "n", "0", "f", "nein", "non", "nee", "nie"),
}
#: What services put before or behind a word: email.sent, messageSent, "Clicked SMS".
_NOUNS: Final = ("email", "mail", "message", "sms", "mms", "rcs", "whatsapp", "text", "call")
#: Of one name only the services that use it are known, and they mean this.
_EXACT: Final[Mapping[str, int]] = {
    "receivedemail": DELIVERED, "receivedsms": DELIVERED, "receivedmms": DELIVERED,
    "emailattempted": TRIED, "dropcall": TRIED, "calldropped": TRIED, "droppedcall": TRIED,
    "calldrop": TRIED,
}  # fmt: skip
#: What becomes of a call, and tries. Where these stand in a column of events without any that says
#: that the call was placed, each is the one row of its call.
CALL_OUTCOMES: Final = word_set(
    "attempt attempts attempted answered noanswer unanswered notanswered busy abandoned voicemail "
    "leftvoicemail answeringmachine congestion hangup hungup talked ringing inprogress "
    "besetzt nichterreicht occupé occupe ocupado occupato bezet zajęte zajete"
)
#: Of a call these say that it rang, or may have: whoever is called was contacted.
RANG: Final = word_set(
    "dropped drop drops rejected reject canceled cancelled cancel blocked block aborted abort "
    "abgelehnt abgebrochen rejeté rejete annulé annule rechazado cancelado rifiutato annullato "
    "geweigerd geannuleerd odrzucono anulowano invalid"
)
#: Words of general use, which alone do not make of a column one that speaks of messages.
GENERAL: Final = word_set(
    "ok success successful succeeded done complete completed error failed processing processed "
    "accepted invalid blocked open read seen request requested requests expired draft "
    "cancelled canceled cancel excluded removed concept subscription conversion delay feedback "
    "print timeout machine reception block skip skipped returned connected disconnected"
)


def spoken(cell: pl.Expr) -> pl.Expr:
    """A cell as its word is compared: lower case, letters and digits only; null where blank."""
    word = cell.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    return pl.when(word != "").then(word)


def shown_as(cell: pl.Expr) -> pl.Expr:
    """A cell's word as reports name it; null where blank."""
    text = cell.str.strip_chars().str.to_lowercase().str.replace_all(r"[\s-]+", "_")
    return pl.when(text != "").then(text)


def spoken_word(word: str) -> str:
    """The same of one word."""
    return re.sub(r"[\W_]+", "", word.lower())


def _entries() -> Iterator[tuple[str, int]]:
    for meaning, words in _WORDS.items():
        for word in words.split():
            normal = spoken_word(word)
            for form in {normal, folded(word)}:
                yield form, meaning
                if meaning != OUTBOUND:
                    yield from ((noun + form, meaning) for noun in _NOUNS)
                if meaning != INBOUND:
                    yield from ((form + noun, meaning) for noun in _NOUNS)
    # Braze names its events by the way to them: users.messages.email.Send.
    for word, meaning in (("send", SENT), ("delivery", DELIVERED), ("abort", NOT_SENT),
                          ("open", AFTER), ("click", AFTER), ("bounce", TRIED),
                          ("softbounce", TRIED), ("markasspam", AFTER), ("unsubscribe", AFTER),
                          ("inboundreceive", INBOUND), ("carriersend", TAKEN),
                          ("deliveryfailure", TRIED), ("rejection", TRIED), ("read", AFTER),
                          ("machineopen", AFTER), ("shortlinkclick", AFTER)):  # fmt: skip
        yield from (("usersmessages" + noun + word, meaning) for noun in _NOUNS)


#: Every word that is known, as :func:`spoken` gives it.
MEANINGS: Final[Mapping[str, int]] = {
    # A word that stands there itself wins over one that is put together.
    **dict(_entries()),
    **{
        form: meaning
        for meaning, words in _WORDS.items()
        for word in words.split()
        for form in (folded(word), spoken_word(word))
    },
    **_EXACT,
}


def without_nouns(words: Iterable[str]) -> frozenset[str]:
    """Words without what services put before or behind them."""
    pattern = re.compile(rf"^(?:{'|'.join(_NOUNS)})|(?:{'|'.join(_NOUNS)})$")
    return frozenset(pattern.sub("", word) or word for word in words)
