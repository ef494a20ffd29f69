"""Which channel a header or a cell speaks of: one table for both."""

from __future__ import annotations

import functools
import re
from typing import Final

from listcheck.vocabulary.folding import phrases

EMAIL: Final = frozenset({"email"})
SMS: Final = frozenset({"sms"})
CALLS: Final = frozenset({"call", "automated-call"})
POST: Final = frozenset({"post"})
SHARING: Final = frozenset({"sharing"})
#: Fax, push messages, messages within an application: channels of no campaign of ours.
ELSEWHERE: Final = frozenset({"elsewhere"})
EVERY: Final = EMAIL | SMS | CALLS | POST | SHARING | ELSEWHERE

#: Words, folded and with spaces for separators, and the channels that they mean; ``*`` stands for
#: any ending. English first, then the languages of the countries in ``rules/``.
_WORDS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (
        ELSEWHERE,
        """
fax* | telefax* | push | push notification* | web push | in app | inapp | pager | facebook |
linkedin | messenger | desktop | browser notification*
""",
    ),
    (
        SHARING,
        """
third part* | 3 rd part* | partner* | share | sharing | shared | trade | trading | sell |
sale of data | do not sell | data sharing | affiliate* | profiling | list rental | dritte |
weitergabe | tiers | partenaire* | terceros | socios | terzi | derden | podmioty trzecie |
partnerzy | terceiros
""",
    ),
    (
        EMAIL,
        """
e mail* | newsletter* | nieuwsbrief* | boletin* | infolettre* | nyhetsbrev* | nyhedsbrev* |
uutiskirje* | uudiskiri* | hirlevel* | noviny mailem | e post* | courriel* | correo electronico |
correos electronicos | posta elettronica | sahkoposti* | elpasts | el pastas | mailing* | edm |
hs email | imejl* | имейл* | бюлетин* | ηλεκτρονικ* | ενημερωτικ* | esp
""",
    ),
    (
        SMS,
        """
sms* | mms | text | texts | texting | text message* | txt | whatsapp* | whats app | viber |
telegram | kurznachricht* | textos | mensaje* de texto | messaggi* di testo | sms marketing |
mobile message* | mobile messaging | tekstberichten | textove zpravy | rcs
""",
    ),
    (
        CALLS,
        """
call | calls | calling | telemarketing | voice | robocall* | anruf* | appel* | llamada* |
chiamat* | bellen | gebeld | ring* upp | ring ej | ring inte | puhelu* | polaczen* | dzwon* |
ligar | ligacoes | telefonat* | hivas* | pozivi | κληθει | federal donotcall | tps | ctps |
dialer
""",
    ),
    (
        # A number is called and texted; a call is no text.
        CALLS | SMS,
        """
phone* | telephone* | tel | mobile* | cell | cellphone* | landline* | telefon* | telefonic* |
puhelin* | handy | rufnummer | movil | cellulare | gsm | τηλεφων* | телефон*
""",
    ),
    (
        POST,
        """
post | postal | postal mail | letter* | direct mail* | dm piece | catalog* | brief* | briefpost |
postweg | postalisch | courrier postal | voie postale | correo postal | posta cartacea |
per post | poczta tradycyjna | correspondencia | snail mail | physical mail | paper mail
""",
    ),
)
#: "Mail" means letters where e-mail has a column of its own, else it may mean both.
_MAIL: Final = re.compile(r"\b(?:mail|mails|mailed|mailings?|courrier|correo|posta|poczta)\b")
_ALL: Final = re.compile(
    r"\b(?:all|any|every|everything|global(?:ly)?|alle[sn]?|toutes?|tous|tout|todos?|todas?|tutt[aeio]|"
    r"wszystk\w*|alla|kaikki|vse|vsetk\w*|sve|osszes|minden|toate|totul|koik|visi|visas|"
    r"ολα|ολες|всички|contact|all ?channels|master|general)\b"
)


_PATTERNS: Final = tuple((channels, phrases(words)) for channels, words in _WORDS)


@functools.lru_cache(maxsize=4096)
def channels_in(text: str, *, mail_is_post: bool = False) -> frozenset[str]:
    """The channels that a text (see :func:`listcheck.vocabulary.spaced`) names; none: says none.

    ``mail_is_post``: the plain word "mail" means letters, because something beside it says e-mail.
    """
    named: frozenset[str] = frozenset()
    rest = text
    for channels, pattern in _PATTERNS:
        if channels is POST and not pattern.search(rest):
            continue
        if pattern.search(rest):
            named |= channels
            # "Direct mail" is no e-mail, and "do not sell" no sale.
            rest = pattern.sub(" ", rest)
    if _MAIL.search(rest):
        named |= POST if mail_is_post else EMAIL | POST
    if _ALL.search(rest) and not named:
        return EVERY
    return named


def speaks_for(channels: frozenset[str], channel: str, purpose: str = "marketing") -> bool:
    """Whether a column of these channels speaks for a campaign."""
    return channel in channels or (purpose == "share" and "sharing" in channels)
