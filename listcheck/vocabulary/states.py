"""Words of a state: who opted out, whose mail bounced, who is in, who has yet to confirm.

Phrases as :func:`listcheck.vocabulary.folding.phrases` reads them. English first, then the
languages of the countries in ``rules/``.
"""

from __future__ import annotations

from typing import Final

from listcheck.vocabulary.folding import spaced

#: Out, wherever they stand and whatever the header is.
OUT: Final = """
unsub | unsubs | unsubbed | unsubscrib* | un subscrib* | desubscrib* | opt out | opt outs |
opted out | opts out | opting out | optout* | opt out all | opt me out | opted off |
do not contact | do not e mail* | do not mail* | do not call* | do not send* | do not text* |
do not sms | do not phone | do not market* | do not solicit* | do not disturb | do not fax |
do not allow* | do not approach | do not message | don t contact | don t e mail* | don t mail* |
don t call* | don t send* | don t text* | dont contact | dont email | dont call | dont mail |
dont send | no contact | no e mails | no email | no mail | no mails | no mailings | no calls |
no call | no phone calls | no sms | no texts | no marketing | no newsletter | no newsletters |
no promotions | no bulk e mail* | no solicitation* | not contactable | not to be contacted |
not to contact | not allowed | not subscribed | non subscribed | nonsubscribed | not opted in |
not emailable | never contact | never e mail | never mail | never call | dnc | dne | dnm |
suppress | suppressed | suppression* | manual suppression | globally suppressed |
suppression list | black list* | blacklist* | blocklist* | block list* | deny list* | denylist* |
remove me | remove from list | removed from list | take me off | stop all | stopall | stop mail* |
stop send* | stop email* | stop sms | wants no* | refused | refuses | refuse all | objected |
objects | objection | opposed | revoked | withdrawn | withdrew | withdrew consent |
consent withdrawn | consent revoked | consent denied | consent refused | right to be forgotten |
rtbf | forgotten | erased | erasure | gdpr delet* | gdpr erase* | gdpr optout | deceased |
unmarketable | non marketable | do not share | do not sell | do not process | not interested |
declined all | turned off all | opt down all | nixie | resigned | left the list |
cease and desist | abgemeldet | abmeldung | abgemeldete* | abbestellt | abbestellung |
austragung | ausgetragen | widerrufen | widerruf | widersprochen | widerspruch |
werbewiderspruch | werbesperre | gesperrt | mailsperre | kontaktsperre | keine werbung |
keine mails | keine e mails | kein newsletter | keine newsletter | kein kontakt | keine anrufe |
keine sms | nicht anrufen | nicht kontaktieren | nicht anschreiben | nicht mailen |
nicht mehr kontaktieren | nicht abonniert | gekundigt | verstorben | loschung verlangt |
nicht zulassen | nicht erlaubt | nicht gestattet | nicht angemeldet | desinscri* | desabonn* |
non abonne* | non inscrit* | pas inscrit* | ne pas contacter | ne plus contacter |
ne pas appeler | ne pas envoyer | ne pas solliciter | plus de mails | opposition | refus |
refuse | refusee | oppose | opposee | retire de la liste | liste rouge | liste noire |
pas de mail* | pas de newsletter | decede | decedee | resilie | stop pub | non autorise* | baja |
dado de baja | dada de baja | de baja | no contactar | no enviar | no llamar | no molestar |
no suscrito | no suscrita | anulada la suscripcion | suscripcion cancelada |
cancelo la suscripcion | lista negra | rechazado | rechaza* | revocado | retirado | fallecido |
fallecida | lista robinson | robinson* | no autorizado | no desea* | no quiere* | disiscritt* |
disiscrizione | cancellat* | non iscritt* | non contattare | non chiamare | non inviare |
opposizione | revocat* | rifiutat* | annullat* | lista nera | deceduto | deceduta | disdett* |
uitgeschreven | uitschrijving | afgemeld | afmelding | niet contacteren | niet mailen |
niet bellen | geen mail* | geen contact | geen nieuwsbrief | niet ingeschreven | geweigerd |
ingetrokken | overleden | bel me niet* | zwarte lijst | verwijderd | niet toegestaan | wypisan* |
rezygnacj* | zrezygnowa* | nie kontaktowac | nie wysylac | nie dzwonic | sprzeciw* | odmowa |
wycofan* | cofniet* | czarna lista | niezapisan* | zmarl* | usuniet* z listy | brak zgody |
descadastrad* | cancelou | cancelada a inscricao | removido da lista | nao contactar |
nao contatar | nao enviar | nao ligar | nao inscrit* | nao subscrit* | dessubscri* | recusad* |
revogad* | falecid* | anulou | nao autorizad* | nao perturbe | avregistrera* | avanmal* |
avprenumerera* | ej kontakta | kontakta ej | inte kontakta | ring ej | ej utskick | sparrad |
avliden | nix | nej tack | tackat nej | ej prenumerant | avslutad prenumeration | afmeldt |
frameldt | ikke kontakt* | kontakt ikke | ring ikke | ikke tilmeldt | dod |
reserveret mod reklame | robinsonlisten | avmeldt | avmelding | reservert | reservasjon |
ikke abonnent | meldt av | blokkert | peruutt* | peruutettu | poistunut listalta |
ala ota yhteytta | ei saa lahettaa | ei saa soittaa | ei markkinointia | markkinointikielto |
suoramarkkinointikielto | kielletty | kielto | ei tilannut | kuollut | estolista | odhlasen* |
odhlaseni | odhlasil* | nekontaktovat | nezasilat | nevolat | neprihlasen* | odvolan* |
odmitnut* | zesnul* | namitka* | nesouhlas* | cerna listina | nepreje si* | neposielat |
nesuhlas* | zomrel* | namietka* | cierna listina | neprajem si* | odjavljen* | odjava | odjavil* |
ne kontaktiraj* | ne klici* | ne posiljaj* | preklican* | umrl* | crna lista | brisan* s liste |
odjavio* | ne zvati | ne slati | ne kontaktirati | odbijen* | povucen* | preminu* | ne zeli* |
leiratkoz* | feliratkozas torolve | ne keres* | ne hivj* | nem jarul* hozza | visszavon* |
tiltolist* | nem feliratkozott | elhunyt | letiltva | tiltakoz* | dezabonat* | nu contacta* |
nu suna* | nu trimite* | neabonat* | retras* | refuzat* | decedat* | lista neagra | opozitie |
loobunud | ara votke uhendust | mitte helistada | mitte saata | ei soovi* | tellimus tuhistatud |
keeldu* | surnud | must nimekiri | atsisak* | atsisakes* | atsisakyta | nesusisiekti |
neskambinti | nesiusti | nesutink* | mires | mirusi | juodasis sarasas | atsauktas | atteic* |
atrakstij* | nesazinaties | nezvanit | nesutit | nepiekrit* | miris | melnais saraksts |
atsaukta | διαγραμμεν* | διαγραφηκε | διαγραφη απο τη λιστα | απεγγραφ* | μην επικοινωνει* |
μην καλει* | οχι email | δεν επιθυμει* | αρνηθηκε | ανακληθηκε | αποβιωσ* | μαυρη λιστα |
μη εγγεγραμμεν* | отписан* | отписване | отказал* | отказ | не контактувай* | не се обаждай* |
не изпращай* | оттеглен* | черен списък | починал* | неабониран*
"""

#: Out where the column, or the word's company, is about the contact and its subscription: of an
#: order, an invoice or a deal they mean something else.
PERHAPS_OUT: Final = """
cancel | cancelled | canceled | cancellation | blocked | stop | stopped | archived | inactive |
deleted | removed | disabled | deactivated | excluded | exclude | banned | suspended |
terminated | ended | closed | quit | left | former | lost | muted | ignored | rejected |
declined | denied | not active | off | disallow* | forbidden | out | dead | ex member | churned |
unengaged | gekundigt | gesperrt | blockiert | geloscht | inaktiv | deaktiviert | archiviert |
ausgeschlossen | beendet | storniert | abgelehnt | entfernt | annule | annulee | bloque |
bloquee | supprime | supprimee | inactif | desactive | desactivee | archive | archivee | exclu |
exclue | arrete | cancelado | cancelada | bloqueado | bloqueada | eliminado | eliminada |
inactivo | inactiva | desactivado | archivado | excluido | excluida | bloccato | bloccata |
eliminato | eliminata | inattivo | inattiva | disattivat* | archiviat* | esclus* | geblokkeerd |
geannuleerd | inactief | gedeactiveerd | gearchiveerd | uitgesloten | zablokowan* | usuniet* |
nieaktywn* | zarchiwizowan* | wykluczon* | anulowan* | inativ* | desativad* | removid* |
arquivad* | blockerad | borttagen | avslutad | raderad | uppsagd | blokeret | slettet | opsagt |
deaktivert | blokkert | estetty | poistettu | passiivinen | ei aktiivinen | blokovan* | smazan* |
neaktivni | zrusen* | vymazan* | neaktivn* | blokiran* | izbrisan* | neaktiv* | letiltott |
torolt | lemond* | blocat* | sters | stersa | inactiv* | anulat* | blokeeritud | kustutatud |
mitteaktiivne | uzblokuot* | istrint* | neaktyv* | blokets | dzests | neaktivs | αποκλεισμεν* |
διεγραμμεν* | ανενεργ* | блокиран* | изтрит* | неактив*
"""

#: Mail does not arrive, or was complained of.
BOUNCE: Final = """
bounce | bounces | bounced | bouncing | hard bounce* | hardbounce* | soft bounce* | softbounce* |
bounceback | complain* | complaint* | spam | spammed | spam report* | spam complaint* |
spamcomplaint* | reported spam | reported as spam | marked as spam | abuse | abuse report | junk |
junked | undeliverable | undelivered | not deliverable | nondeliverable | not valid | invalid |
invalid e mail | invalid email address | email invalid | bad e mail | bad address | mailbox full |
unknown user | user unknown | no such user | does not exist | mailbox does not exist |
returned mail | cleaned | unreachable | unzustellbar | nicht zustellbar | ungultig | rucklaufer |
spambeschwerde | beschwerde | non delivre* | invalide | adresse invalide | rebond* | plainte* |
npai | rebotado | rebotada | rebote* | invalido | invalida | no valido | queja* | respinto |
respinta | non valido | non valida | reclamo spam | onbestelbaar | ongeldig | klacht* |
odrzucon* przez serwer | niedoreczon* | nieprawidlow* | skarga* | devolvid* | reclamacao* |
studs* | ogiltig | retur | ugyldig | afvist mail | virheellinen | palautunut | nedoruc* |
neplatn* | neveljav* | nevazec* | kezbesithetetlen | ervenytelen | visszapattan* | nelivrat* |
invalid* | kehtetu | tagastatud | netinkam* | grazint* | nederig* | atgriezt* | μη παραδοτε* |
ακυρο | невалид* | върнат* | hidden user | dead mailbox | spamtrap | spam trap | toxic |
honeypot
"""

#: In, or nothing against contact.
IN: Final = """
subscribed | subscribe | subscriber | resubscribed | re subscribed | active | activated |
enabled | confirmed | verified | opt in | opted in | optin | double opt in | single opt in | doi |
allowed | allow | permitted | permit | granted | given | ok | okay | good | valid | deliverable |
delivered | engaged | normal | on | marketable | marketing contact | non marketing contact |
contactable | mailable | emailable | express | explicit | implied | implicit | member | regular |
enrolled | registered | accepted | accepts | agreed | approved | consented | none | not bounced |
clean | healthy | ready | sent | opened | clicked | reachable | current | customer | client |
lead | prospect | contact | new | open | vip | trial | trialing | paid | free | qualified |
working | contacted | nurturing | buyer | donor | supporter | volunteer | guest | user | admin |
owner | staff | partner | returning | first time | repeat | loyal | gold | silver | bronze |
never subscribed | no consent | unknown consent | web | form | import | imported | api |
in progress | connected | assigned | unqualified | converted | evangelist | opportunity | live |
online | premium | basic | standard | angemeldet | abonniert | aktiv | bestatigt | erlaubt |
zugelassen | eingetragen | zugestimmt | eingewilligt | kunde | interessent | neu | gultig |
abonne | abonnee | inscrit | inscrite | actif | confirme | confirmee | autorise | valide |
cliente | nouveau | suscrito | suscrita | activo | activa | confirmado | confirmada | permitido |
nuevo | de alta | alta | iscritto | iscritta | attivo | attiva | confermato | confermata |
consentito | nuovo | ingeschreven | actief | bevestigd | toegestaan | aangemeld | klant |
zapisany | zapisana | aktywny | aktywna | potwierdzon* | subskrybent | klient | dozwolone |
inscrito | inscrita | subscrito | ativo | ativa | prenumerant | prenumererar | registrerad |
bekraftad | kund | tilmeldt | bekraeftet | pameldt | bekreftet | tilaaja | tilannut | aktiivinen |
vahvistettu | asiakas | prihlasen* | aktivni | potvrzen* | zakaznik | aktivny | potvrden* |
odberatel* | prijavljen* | aktiven | potrjen* | aktivan | feliratkozott | feliratkozva |
megerositett | abonat | activ | confirmat | tellija | aktiivne | kinnitatud | prenumeratorius |
aktyvus | patvirtint* | abonents | aktivs | apstiprinats | εγγεγραμμεν* | ενεργ* | επιβεβαιωμεν* |
абониран* | активен | потвърден*
"""

#: Not in yet, or in for some mail only: neither out nor in.
PENDING: Final = """
pending* | unconfirmed | not confirmed | awaiting* | waiting | to confirm | to be confirmed |
unverified | not verified | double opt in pending | transactional* | paused | snoozed | on hold |
hold | held | quarantin* | expired | lapsed | temporarily* | temporary* | partial* | limited |
sunset | unbestatigt | ausstehend | wartend | nicht bestatigt | en attente | non confirme* |
pendiente* | in attesa | non confermat* | in afwachting | niet bevestigd | oczekuj* |
niepotwierdzon* | pendente* | obekraftad | avventer | afventer | odottaa | vahvistamaton |
nepotvrzen* | cekajici | nepotvrden* | cakajuci | nepotrjen* | fuggoben | megerositetlen |
in asteptare | neconfirmat* | ootel | kinnitamata | laukia | nepatvirtint* | gaida |
neapstiprinat* | εκκρεμ* | чакащ* | непотвърден*
"""

#: What makes the word behind it mean its opposite.
NOT: Final = r"(?:not|never|isn t|no|non|un|without|kein\w*|nicht|nie|pas|jamais|niet|geen|inte|ej|ikke|aldrig|ei)"


def _stems(*words: str) -> tuple[str, ...]:
    """For each phrase the beginning of its longest word: a cell with the phrase holds it."""
    found = set()
    for phrase in "|".join(words).split("|"):
        parts = spaced(phrase.replace("*", " ")).split()
        if parts:
            found.add(max(parts, key=len)[:5])
    # "abm" is found wherever "abmel" is.
    return tuple(sorted(one for one in found
                        if not any(other in one for other in found if other != one)))  # fmt: skip


#: One of these stands, folded, in every cell that one of the phrases is in: what is searched for in
#: columns whose header says nothing, before any cell is looked at.
STEMS: Final = _stems(OUT, PERHAPS_OUT, BOUNCE)
