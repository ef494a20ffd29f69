"""Words of headers that speak of opt-outs, as patterns: refusal, subscription, bounce.

English first, then the languages of the countries in ``rules/``.
"""

from __future__ import annotations

import re
from typing import Final

from listcheck.vocabulary.folding import phrases

#: A yes under one of these is an opt-out. Beginnings of words count within a header that is
#: written without spaces ("EMAILOPTOUT"), see :data:`WITHIN`.
_REFUSAL: Final = """
unsub* | un subscrib* | opt out* | opts out | opted out* | optout* | opted off | do not * |
donot* | don t e mail* | don t mail* | don t call* | don t contact* | don t text* | don t send* |
dont * | no e mails | no email | no mail | no mails | nomail | noemail | no mailings | no calls |
no call | no sms | no texts | no contact | no marketing | no newsletter* | no bulk* |
no solicit* | no phone* | no fax | no promo* | no advert* | requests no * | wants no * |
not subscribed | notsubscribed | non subscri* | not contactable | never e mail | never contact |
never mail | never call | dnc | dne | dnm | suppress* | black list* | blacklist* | block list* |
blocklist* | deny list* | denylist* | is excluded from * | is excluded* | excluded from * |
exclude from * | exclude* e mail* | exclude* mail* | exclude* campaign* | exclude* marketing |
mail* exclu* | marketing exclu* | email exclu* | campaign exclu* | campaign* blocked | refus* |
object* to * | objection* | opposed | marketing objection | revoked | withdrawn | withdrawal |
consent withdrawn* | consent revoked* | erased | erasure* | to be erased | forget* |
should forget | rtbf | right to be forgotten | right to erasure | gdpr delet* | remove me |
removed from list | stop mail* | stop email* | stop sms | stop contact* | stop marketing |
stop send* | stop word | stopped mail* | deceased | is deceased | marketing suspended |
marketing paused | marketing hold | mail hold | email hold | e mail on hold | e mail stop |
emailstop | mail stop | contact stop | sms stop | mail block* | email block* | e mail block* |
sms block* | contact block* | e mail disabled | email disabled | mail disabled |
no longer subscribed | disallow* | cease contact | ccpa opt* | tcpa opt* | lopd* | global opt* |
ndnc | federal do not call | federal donotcall | state donotcall | tps | ctps | on tps | is tps |
robinson* | bloctel | preference service | abgemeldet* | abmeld* | abbestell* | ausgetragen* |
austrag* | widerspr* | widerruf | widerrufe | widerrufen | widerrufsdatum | widerruf am |
werbewider* | werbesperr* | werbeverbot | werbeausschluss | sperrvermerk | sperrkennzeichen |
mailsperre* | kontaktsperre* | mailingsperre* | newslettersperre* | telefonsperre* |
gesperrt fur * | keine werb* | keine mail* | keine e mail* | kein newsletter* |
keine newsletter* | kein kontakt* | keine anruf* | keine sms | kein mailing | nicht anrufen |
nicht kontaktieren | nicht anschreiben | nicht mailen | nicht mehr * | keine post | verstorben |
keine telefon* | keine briefe | desinscri* | desabonn* | ne pas * | ne plus * | npc |
opposition* | refus * | oppose a * | s oppose * | liste rouge | liste noire | pas de * |
stop pub | decede | radie* | ne souhaite pas* | ne veut pas* | exclu* des envois | exclu* mail* |
baja | bajas | de baja | dado de baja | fecha de baja | fecha baja | no contactar | no enviar |
no llamar | no molestar | no desea* | no quiere* | no e mail | no publicidad | sin publicidad |
lista negra | lista robinson | excluir* | excluido de * | rechaza* publicidad | oposicion* |
fallecido | disiscri* | cancellazione newsletter | non contattare | non chiamare | non inviare |
non disturbare | opposizione* | lista nera | revoca* | rifiut* | disdetta newsletter | escludi* |
escluso da* | deceduto | niente mail | uitgeschreven* | uitschrijv* | afgemeld* | afmeld* |
niet contacteren | niet mailen | niet bellen | niet benaderen | geen mail* | geen e mail* |
geen nieuwsbrief* | geen contact | geen telefoon* | geen post | bel me niet* | bezwaar* |
zwarte lijst | overleden | geen reclame | geen mailing | wypis* | rezygn* | nie kontaktowac |
nie wysylac | nie dzwonic | sprzeciw* | brak zgody | odmowa* | wycofan* | cofniet* |
czarna lista | nie mailowac | nie przesylac | zmarl* | descadastr* | nao contactar |
nao contatar | nao enviar | nao ligar | nao perturbe | nao incomodar | opos* | dessubscri* |
cancelou subscri* | remover da lista | falecido | nao deseja* | nao quer* | avregistr* |
avanmal* | avprenumer* | ej kontakt* | kontakta ej | inte kontakt* | ring ej | ej utskick* |
reklamsparr* | nix | nix registr* | avliden | ingen reklam | inga utskick | inga mail |
sparrad for * | sparr * | frameldt* | ikke kontakt* | kontakt ikke | ring ikke | reklamebeskytt* |
ingen mail* | ingen reklame | nej tak til * | nej til * | avmeld* | reservert* | reservasjon* |
ikke kontakt | ingen e post | ingen nyhetsbrev | dod | peruut* tilaus* | tilaus peruut* |
markkinointikiel* | suoramarkkinointikiel* | ala ota* | ei saa * | ei markkinoint* | estolista |
kielto* | kiellot | ei uutiskirje* | ei sahkopost* | odhlas* | nekontakt* | nezasilat* |
nevolat* | neposilat* | namitka* | nesouhlas* | cerna listina | odvolani souhlas* | neposielat* |
namietka* | nesuhlas* | cierna listina | odvolanie suhlas* | odjav* | ne kontaktiraj* |
ne klici* | ne posiljaj* | crna lista | preklic* | ne zovi | ne slati | ne zvati |
ne kontaktirati | prigovor | leiratkoz* | ne keres* | ne hivj* | tiltolist* | tiltakoz* |
nem kapcsol* | nem kuld* | tiltas | letilt* | dezabon* | nu contacta* | nu suna* | nu trimite* |
opozit* | lista neagra | retragere* | refuz* | loobu* | keeldu* | mitte helistada | mitte saata |
must nimekiri | vastuvaide* | atsisak* | nesutik* | neskambinti | nesiusti | nesusisiekti |
juodasis sarasas | atteik* | atrakst* | nezvanit | nesutit | melnais saraksts | iebild* |
διαγραφ* | απεγγραφ* | μην επικοινων* | μην καλ* | μαυρη λιστα | αντιρρησ* | εναντιωσ* | отпис* |
не контактув* | не се обажд* | не изпращ* | черен списък | възражен* | оттегл* |
cancelamento* inscri* | cancelamento de * | avregist* | peruutus* | stopped receiving * |
asked to be removed | to be removed | asked to stop | asked us to stop | take me off |
bitte loschen | off list | off the list | off mailing list | remove | removed | do not use |
never use
"""
REFUSAL: Final = phrases(_REFUSAL)
#: Those that name what is refused, and leave no word open: "non chiamare", "no mailings".
REFUSAL_FIRM: Final = phrases("|".join(one for one in _REFUSAL.split("|") if " *" not in one))

#: The same, found within headers that are written as one word; long enough to mean nothing else.
WITHIN: Final = re.compile(
    r"optout|optedout|optsout|unsub|desub|donot(?!modif)|dontcall|dontmail|dontemail|dontcontact|"
    r"nomail(?!chimp)|noemail|nocalls?|nosms|nocontact|nonewsletter|nobulk|nomarketing|notsubscribed|"
    r"blacklist|blocklist|denylist|suppress|isexclud|excludedfrom|werbewider|werbesperr|widerspruch|abgemeldet|"
    r"abmeld|abbestell|desinscri|desabonn|disiscri|uitgeschrev|uitschrijv|afgemeld|afmeld|wypisan|"
    r"rezygnacj|sperrvermerk|keinewerb|keinnewsletter|avregistrer|avanmal|avprenumer|leiratkoz|"
    r"dezabon|odhlase|odjavlj|markkinointikiel|robinson|descadastr|dessubscri|emailstop|donotcall"
)
#: A no under one of these is an opt-out.
_SUBSCRIPTION: Final = """
subscribed* | is subscribed | subscribe | subscribe to * | active subscriber | is subscriber |
newsletter subscription | newsletter subscribed | newsletter | newsletters | e newsletter |
newsletter optin | newsletter opt in | opt in | opted in | optin | is opted in | opt ins |
accepts marketing | accept* marketing | accepts * marketing | accept* e mail* | accept* sms |
accept* newsletter* | accept* promotion* | accept* offer* | accept* contact | agree* to * |
agreed to * | agree* marketing | agrees newsletter* | allow* e mail* | allow* mail* |
allow* bulk * | allow* contact | allow* marketing | allow* sms | allow* call* | allow* text* |
allow* phone* | allow* newsletter* | allow* third part* | allow* data sharing | can e mail* |
can be e mail* | can mail | can contact | can be contacted | can call | can be called | can text |
can sms | can receive * | can send * | can market | may e mail | may contact | may be contacted |
may call | ok to e mail | ok to mail | ok to contact | ok to call | ok to text | ok to send* |
okay to * | emailable | mailable | contactable | is contactable | marketable | is marketable |
is mailable | is emailable | permission | permission to * | e mail permission | mail permission |
contact permission | marketing permission* | permission e mail* | permission sms |
permission marketing | permission call* | permission newsletter | gdpr permission* |
sms permission | receive* e mail* | receive* newsletter* | receive* marketing | receive* promo* |
receive* offer* | receive* sms | receive* text* | receive* updates | receive* news |
receive* mail* | receive* communications | receive* bulk * | wants e mail* | wants newsletter* |
wants to receive * | wants sms | wants to be contacted | wants marketing | send me * |
send e mail* | send newsletter* | send sms | send marketing | keep me informed | keep me updated |
keep in touch | stay in touch | mailing list | on mailing list | mailing list member |
email list member | e mail marketing | email subscribed | marketing e mail* | marketing emails |
marketing mails | marketing allowed | marketing optin | marketing opt in | marketing accepted |
marketing agreed | marketing ok | promo e mails | promotional e mails | promotional messages |
email updates | e mail updates | sms marketing | text marketing | phone marketing |
direct marketing | third party marketing | third party offers | partner offers |
marketing communication* | e mail communication* | commercial communication* | sms subscribed |
sms updates | sms notifications marketing | e mail notifications marketing | enrolled in e mail* |
newsletterabo* | newsletter abo* | newsletter abonn* | abonniert | abonnent | newsletter anmeld* |
newsletter gewunscht | newsletter erwunscht | newsletterempfang* | newsletter empfang* |
werbung erlaubt | werbung gewunscht | werbeerlaubnis | werbeeinwilligung | werbefreigabe |
mailing erlaubt | mailfreigabe | e mail erlaubt | kontakt erlaubt | anruf erlaubt |
erhalt newsletter | bekommt newsletter | marketing erlaubt | marketing zugestimmt |
abonne newsletter | abonnement newsletter | inscrit* newsletter* | inscrit* a la * |
inscription newsletter | accepte * | accepte de recevoir * | souhaite recevoir * | recevoir * |
autorise* mail* | autorise* sms | autorise* l envoi | offres partenaires | lettre d information |
suscrito* | suscripcion boletin | suscripcion newsletter | acepta * | acepta publicidad |
recibir * | desea recibir * | recibe newsletter | boletin* | permite * | autoriza * | iscritto* |
iscritta* | iscrizione newsletter | accetta * | accetta marketing | riceve newsletter |
desidera ricevere * | ricevere * | autorizza * | ingeschreven* | nieuwsbrief* | aangemeld* |
ontvangt nieuwsbrief | wil nieuwsbrief | mag gemaild* | mag benaderd* | mag gebeld* |
toestemming nieuwsbrief | zapisany* | subskryb* | subskrypcja newsletter* | chce otrzymywac * |
otrzymuje newsletter | zgoda na newsletter | newsletter zgoda | inscrito* newsletter |
subscrito* | subscreve* | aceita * | recebe newsletter | receber * | deseja receber * |
prenumer* | nyhetsbrev* | vill ha nyhetsbrev | far skickas * | nyhedsbrev* | tilmeldt* |
modtag* nyhed* | onsker nyhed* | pameldt* | abonnerer* | onsker * | uutiskirje* |
tilaa uutiskirje* | saa lahettaa* | saa markkinoida | uutiskirjeen tilaus | odber* newsletter* |
odber* novinek | prihlasen* k odber* | zasilat novinky | zasilani novinek | souhlas se zasilan* |
odber* noviniek | zasielat novinky | zasielanie noviniek | prijava na novice | prejema novice |
narocen* na novice | e novice | prijavljen* na newsletter | prima newsletter | pretplat* |
pretplacen* | hirlevel* | feliratkoz* | abonat* newsletter | abonare newsletter |
primeste newsletter | doreste newsletter | accepta marketing | uudiskiri* | tellib uudiskirj* |
naujienlaisk* | prenumeruoja* | jaunum* | abone jaunum* | ενημερωτικο δελτιο |
εγγραφη newsletter | συνδρομη newsletter | бюлетин* | абонамент за бюлетин* | абониран* |
approval for * | approves * | approved for * | geabonneerd* | inscrito | inscrita | inscrit |
inscrite | iscritto | abonnert | callable | contact callable | textable | send promotional * |
send marketing * | sends * | zgoda na * | consent to send* | abonne | abonnee | abonnes |
abonne a * | abonne aux *
"""
SUBSCRIPTION: Final = phrases(_SUBSCRIPTION)
#: Those that leave a word open: "accepts …", "recevoir …".
SUBSCRIPTION_OPEN: Final = phrases("|".join(one for one in _SUBSCRIPTION.split("|") if " *" in one))

SUBSCRIBED_WITHIN: Final = re.compile(
    r"(?<!un)(?<!non)(?<!not)(?<!de)subscribed|acceptsmarketing|acceptmarketing|acceptsemail|optedin|"
    r"(?:email|sms|newsletter|marketing|phone|call|mail|text)optin|optin(?:email|sms|newsletter|marketing|phone|call|mail)|"
    r"canreceive|canemail|cancontact|cancall|cansms|okto(?:email|mail|call|contact|text)|"
    r"receive(?:s)?(?:newsletter|email|marketing|promo|sms)|allow(?:s|ed)?(?:email|bulk|contact|marketing|sms|calls?|newsletter)|"
    r"newsletter(?:subscribed|active|abo|optin|flag|yn)|isnewsletter|marketingemails?|emailmarketing$|smsmarketing$"
)
#: Of which newsletter rather than whether.
TOPIC: Final = phrases("""
newsletter | newsletters | boletin* | nieuwsbrief* | nyhetsbrev* | nyhedsbrev* | uutiskirje* |
uudiskiri* | hirlevel* | бюлетин* | mailing list | opt ins | naujienlaisk* | jaunum* |
lettre d information | prenumer* | recevoir * | recibir * | ricevere * | receber *
""")
BOUNCE: Final = phrases("""
bounc* | is bounced | hard bounc* | soft bounc* | hardbounc* | softbounc* | complained* |
is complain* | e mail complain* | spam complain* | is spam complain* | spam | is spam |
spam report* | reported spam | reported as spam | marked spam | marked as spam | abuse |
abuse report* | undeliver* | non deliverable | not deliverable | invalid e mail* |
invalid address* | e mail invalid | e mail address invalid | e mail is invalid | is invalid |
invalid | invalid phone | invalid number | phone invalid | phone is invalid | number invalid |
bad e mail | e mail is bad | email 1 is bad | is bad | bad address | bad number | is mobile bad |
mobile bad | phone is bad | wrong e mail | wrong number | returned mail | gone away | goneaway |
dead e mail | quarantin* | e mail quarantin* | mail delivery failed | delivery fail* |
hard fail* | cleaned | not deliver* | unzustellbar* | nicht zustellbar* | rucklaufer* |
bounce ruck* | spambeschwerde* | beschwerde* spam | ungultige e mail* | e mail ungultig* |
adresse ungultig | npai | plainte* | adresse invalide | e mail invalide | rebond* |
mail en erreur | rebot* | queja* spam | correo invalido | e mail invalido | email no valido |
respint* | e mail non valid* | indirizzo non valid* | onbestelbaar* | ongeldig* e mail* |
e mail ongeldig* | odbi* | niedoreczon* | bledny e mail | nieprawidlowy e mail | devolvid* |
e mail invalid* | studs* | ogiltig* e post* | retur mail | ugyldig e mail* | ugyldig e post* |
virheellinen sahkopost* | nedorucit* | neplatn* e mail* | nevaljan* e mail* | neveljav* e mail* |
visszapattan* | ervenytelen e mail* | nelivrat* | clean time | clean campaign* | cleaned at
""")
BOUNCE_WITHIN: Final = re.compile(
    r"bounced?|hardbounce|softbounce|spamcompl|iscomplain|complained|spamreport|undeliver|invalidemail|emailinvalid|emailisbad|bademail|isbad$"
)
VALIDITY: Final = phrases("""
e mail valid | valid e mail* | is valid e mail | e mail is valid | is e mail valid | deliverable |
is deliverable | e mail deliverable | e mail validity | e mail deliverability | deliverability |
mail deliverable | zustellbar* | e mail gultig | e mail valide | e mail valido | adresse valide |
mailbox exists | smtp check | smtp valid | phone valid | valid phone | number valid |
is valid phone
""")
#: Whether the person confirmed the sign-up.
CONFIRMED: Final = phrases("""
subscri* confirmed | is confirmed | confirmed subscri* | confirmed opt in | opt in confirmed |
double opt in confirmed | newsletter confirmed | manually confirm | subscription confirmed |
subscriber confirmed | confirmed by user | abo bestatigt | anmeldung bestatigt |
inscription confirmee | suscripcion confirmada | iscrizione confermata | active subscription |
has active subscription
""")
