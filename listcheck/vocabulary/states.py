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
do not sms | do not phone | do not market* | do not solicit* | do not fax | do not allow* |
do not approach | do not message | don t contact | don t e mail* | don t mail* | don t call* |
don t send* | don t text* | dont contact | dont email | dont call | dont mail | dont send |
no contact | no e mails | no email | no mail | no mails | no mailings | no calls | no call |
no phone calls | no sms | no texts | no marketing | no newsletter | no newsletters |
no promotions | no bulk e mail* | no solicitation* | not contactable | not to be contacted |
not to contact | not subscribed | non subscribed | nonsubscribed | not opted in | not emailable |
never contact | never e mail | never mail | never call | dnc | dne | dnm | suppress | suppressed |
suppression* | manual suppression | globally suppressed | suppression list | black list* |
blacklist* | blocklist* | block list* | deny list* | denylist* | remove me | remove from list |
removed from list | take me off | stop all | stopall | stop mail* | stop send* | stop email* |
stop sms | wants no* | refuse all | withdrew consent | consent withdrawn | consent revoked |
consent denied | consent refused | right to be forgotten | rtbf | gdpr delet* | gdpr erase* |
gdpr optout | deceased | unmarketable | non marketable | do not share | do not sell |
do not process | declined all | nixie | left the list | cease and desist | abgemeldet |
abgemeldete* | abbestellt | abbestellung | austragung | ausgetragen | widerruf | widersprochen |
widerspruch | werbewiderspruch | werbesperre | mailsperre | kontaktsperre | keine werbung |
keine mails | keine e mails | kein newsletter | keine newsletter | kein kontakt | keine anrufe |
keine sms | nicht anrufen | nicht kontaktieren | nicht anschreiben | nicht mailen |
nicht mehr kontaktieren | nicht abonniert | verstorben | loschung verlangt | nicht zulassen |
nicht erlaubt | nicht gestattet | nicht angemeldet | desinscri* | desabonn* | non abonne* |
non inscrit* | pas inscrit* | ne pas contacter | ne plus contacter | ne pas appeler |
ne pas envoyer | ne pas solliciter | plus de mails | retire de la liste | liste rouge |
liste noire | pas de mail* | pas de newsletter | decede | decedee | stop pub | non autorise* |
dado de baja | dada de baja | de baja | no contactar | no enviar | no llamar | no molestar |
no suscrito | no suscrita | anulada la suscripcion | suscripcion cancelada |
cancelo la suscripcion | lista negra | fallecido | fallecida | lista robinson | no autorizado |
disiscritt* | disiscrizione | non iscritt* | non contattare | non chiamare | non inviare |
lista nera | deceduto | deceduta | uitgeschreven | uitschrijving | afgemeld | niet contacteren |
niet mailen | niet bellen | geen mail* | geen contact | geen nieuwsbrief | niet ingeschreven |
overleden | bel me niet* | zwarte lijst | niet toegestaan | wypisan* | rezygnacj* | zrezygnowa* |
nie kontaktowac | nie wysylac | nie dzwonic | czarna lista | niezapisan* | zmarl* |
usuniet* z listy | brak zgody | descadastrad* | cancelada a inscricao | removido da lista |
nao contactar | nao contatar | nao enviar | nao ligar | nao inscrit* | nao subscrit* |
dessubscri* | falecid* | nao autorizad* | nao perturbe | avregistrera* | avanmal* |
avprenumerera* | ej kontakta | kontakta ej | inte kontakta | ring ej | ej utskick | nej tack |
tackat nej | ej prenumerant | avslutad prenumeration | afmeldt | frameldt | ikke kontakt* |
kontakt ikke | ring ikke | ikke tilmeldt | reserveret mod reklame | robinsonlisten | avmeldt |
avmelding | ikke abonnent | meldt av | peruutt* | poistunut listalta | ala ota yhteytta |
ei saa lahettaa | ei saa soittaa | ei markkinointia | markkinointikielto |
suoramarkkinointikielto | ei tilannut | estolista | odhlasen* | odhlaseni | odhlasil* |
nekontaktovat | nezasilat | nevolat | neprihlasen* | zesnul* | namitka* | cerna listina |
nepreje si* | neposielat | zomrel* | namietka* | cierna listina | neprajem si* | odjavljen* |
odjava | odjavil* | ne kontaktiraj* | ne klici* | ne posiljaj* | crna lista | brisan* s liste |
odjavio* | ne zvati | ne slati | ne kontaktirati | preminu* | leiratkoz* | feliratkozas torolve |
ne keres* | ne hivj* | nem jarul* hozza | tiltolist* | nem feliratkozott | elhunyt | dezabonat* |
nu contacta* | nu suna* | nu trimite* | neabonat* | decedat* | lista neagra | opozitie |
loobunud | ara votke uhendust | mitte helistada | mitte saata | tellimus tuhistatud |
must nimekiri | atsisakes* | atsisakyta | nesusisiekti | neskambinti | nesiusti |
juodasis sarasas | atrakstij* | nesazinaties | nezvanit | nesutit | melnais saraksts |
διαγραμμεν* | διαγραφηκε | διαγραφη απο τη λιστα | απεγγραφ* | μην επικοινωνει* | μην καλει* |
οχι email | δεν επιθυμει* | αποβιωσ* | μαυρη λιστα | μη εγγεγραμμεν* | отписан* | отписване |
не контактувай* | не се обаждай* | не изпращай* | черен списък | починал* | неабониран* |
unsubscribe request | odsubskryb* | odregistrov* | fravalgt* | unerwunscht* | nie dzwon* |
nie kontakt* | nao entrar em contato | ring inte | να μην * | no longer subscribed |
no longer wants* | objected to marketing | marketing refused | awaiting deletion |
warten auf loschung | please remove | pls remove | wants out | gdpr erasure |
no longer a subscriber | not a subscriber | ex subscriber | former subscriber | no longer active |
isn t subscribed | unsuscribed
"""

#: Out where the column, or the word's company, is about the contact and its subscription: of an
#: order, an invoice or a deal they mean something else.
PERHAPS_OUT: Final = """
cancel | cancelled | canceled | cancellation | blocked | stop | stopped | archived | inactive |
deleted | removed | disabled | deactivated | excluded | exclude | not active | gekundigt |
gesperrt | blockiert | geloscht | inaktiv | deaktiviert | archiviert | ausgeschlossen | entfernt |
annule | annulee | bloque | bloquee | supprime | supprimee | inactif | desactive | desactivee |
archive | archivee | exclu | exclue | cancelado | cancelada | bloqueado | bloqueada | eliminado |
eliminada | inactivo | inactiva | desactivado | archivado | excluido | excluida | bloccato |
bloccata | eliminato | eliminata | inattivo | inattiva | disattivat* | archiviat* | esclus* |
geblokkeerd | geannuleerd | inactief | gedeactiveerd | gearchiveerd | uitgesloten | zablokowan* |
usuniet* | nieaktywn* | zarchiwizowan* | wykluczon* | anulowan* | inativ* | desativad* |
removid* | arquivad* | blockerad | borttagen | avslutad | raderad | uppsagd | blokeret | slettet |
opsagt | deaktivert | blokkert | estetty | poistettu | passiivinen | ei aktiivinen | blokovan* |
smazan* | neaktivni | zrusen* | vymazan* | neaktivn* | blokiran* | izbrisan* | neaktiv* |
letiltott | torolt | lemond* | blocat* | sters | stersa | inactiv* | anulat* | blokeeritud |
kustutatud | mitteaktiivne | uzblokuot* | istrint* | neaktyv* | blokets | dzests | neaktivs |
αποκλεισμεν* | διεγραμμεν* | ανενεργ* | блокиран* | изтрит* | неактив* | refuses | objected |
objects | objection | opposed | revoked | withdrawn | withdrew | erased | erasure | forgotten |
robinson* | refus | refuse | refusee | oppose | opposee | opposition | widerrufen | cancellat* |
annullat* | rifiutat* | revocat* | disdett* | rechazado | rechaza* | revocado | retirado |
geweigerd | ingetrokken | verwijderd | odmowa | wycofan* | cofniet* | recusad* | revogad* |
anulou | cancelou | sparrad | reservert | reservasjon | kielletty | kielto | peruutettu |
odvolan* | odmitnut* | preklican* | odbijen* | povucen* | visszavon* | letiltva | tiltakoz* |
retras* | refuzat* | keeldu* | atsisak* | atsauktas | atsaukta | atteic* | отказал* | отказ |
оттеглен* | αρνηθηκε | ανακληθηκε | resilie | baja | turned off all | opt down all | nepiekrit* |
no desea* | no quiere* | ei soovi* | ne zeli* | nesutink* | nesouhlas* | nesuhlas* | sprzeciw* |
abmeldung | afmelding | opposizione | kikapcsol* | ki van kapcsolva | cancelamento* | peruutus*
"""

#: Perhaps out, where the column is about the subscription: a person must look.
PERHAPS_NOT: Final = """
closed | former | lost | left | out | off | dead | quit | ended | muted | ignored | rejected |
declined | denied | forbidden | disallow* | churned | ex member | terminated | suspended |
not interested | not allowed | banned | beendet | storniert | abgelehnt | arrete | resigned |
unenrolled | opted_down | refused | umrl* | miris | mirusi | mires | surnud | kuollut | avliden |
dod | nix | reserveret mod reklame
"""

#: Mail does not arrive, or was complained of.
BOUNCE: Final = """
bounced | hard bounce* | hardbounce* | soft bounce* | softbounce* | spam report* |
spam complaint* | spamcomplaint* | reported spam | reported as spam | marked as spam |
invalid e mail | invalid email address | email invalid | bad e mail | mailbox full |
unknown user | user unknown | no such user | mailbox does not exist | spambeschwerde |
adresse invalide | rebotado | rebotada | rebote* | reclamo spam | odrzucon* przez serwer |
ogiltig | afvist mail | visszapattan* | dead mailbox | spamtrap | spam trap | complained |
complains | has complained | is complaining | isp complain* | spam complain* | complaint
"""

#: The same where the column is about the contact: of a parcel or a bug they mean something else.
PERHAPS_BOUNCED: Final = """
bouncing | bounceback | complain* | spam | spammed | abuse | abuse report | junk | junked |
undeliverable | undelivered | not deliverable | nondeliverable | not valid | invalid |
bad address | does not exist | returned mail | cleaned | unreachable | unzustellbar |
nicht zustellbar | ungultig | rucklaufer | beschwerde | non delivre* | invalide | rebond* |
plainte* | npai | invalido | invalida | no valido | queja* | respinto | respinta | non valido |
non valida | onbestelbaar | ongeldig | klacht* | niedoreczon* | nieprawidlow* | skarga* |
devolvid* | reclamacao* | studs* | retur | ugyldig | virheellinen | palautunut | nedoruc* |
neplatn* | neveljav* | nevazec* | kezbesithetetlen | ervenytelen | nelivrat* | invalid* |
kehtetu | tagastatud | netinkam* | grazint* | nederig* | atgriezt* | μη παραδοτε* | ακυρο |
невалид* | върнат* | hidden user | toxic | honeypot | complaint* | abus* | disconnected* |
invalide* adresse | no valid* | niet geldig | no es valid* | non e valid* | n est pas valid* |
nao e valid* | bounce | bounces
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
owner | staff | partner | returning | first time | repeat | loyal | gold | silver | bronze | web |
form | import | imported | api | in progress | connected | assigned | unqualified | converted |
evangelist | opportunity | live | online | premium | basic | standard | angemeldet | abonniert |
aktiv | bestatigt | erlaubt | zugelassen | eingetragen | zugestimmt | eingewilligt | kunde |
interessent | neu | gultig | abonne | abonnee | inscrit | inscrite | actif | confirme |
confirmee | autorise | valide | cliente | nouveau | suscrito | suscrita | activo | activa |
confirmado | confirmada | permitido | nuevo | de alta | alta | iscritto | iscritta | attivo |
attiva | confermato | confermata | consentito | nuovo | ingeschreven | actief | bevestigd |
toegestaan | aangemeld | klant | zapisany | zapisana | aktywny | aktywna | potwierdzon* |
subskrybent | klient | dozwolone | inscrito | inscrita | subscrito | ativo | ativa | prenumerant |
prenumererar | registrerad | bekraftad | kund | tilmeldt | bekraeftet | pameldt | bekreftet |
tilaaja | tilannut | aktiivinen | vahvistettu | asiakas | prihlasen* | aktivni | potvrzen* |
zakaznik | aktivny | potvrden* | odberatel* | prijavljen* | aktiven | potrjen* | aktivan |
feliratkozott | feliratkozva | megerositett | abonat | activ | confirmat | tellija | aktiivne |
kinnitatud | prenumeratorius | aktyvus | patvirtint* | abonents | aktivs | apstiprinats |
εγγεγραμμεν* | ενεργ* | επιβεβαιωμεν* | абониран* | активен | потвърден* | send | start | unstop |
aktiviert | habilitad* | aktiverad | aktiveret | aktivert | povolen* | kaytossa | engedelyez* |
zapisani | zapisane | zapisan | gesendet | activado | activada | activé | activat* | verdadeiro |
activati | aktyvuot* | aktiviz*
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
neapstiprinat* | εκκρεμ* | чакащ* | непотвърден* | never subscribed | no consent |
unknown consent | unactivated | not activated | nem megerositett | nao confirmad* |
warten auf aktivierung | awaiting activation | unactive | ceka potvrd* | na cekanju | no answer |
no answer yet | not answered | noch offen | keine antwort | sans reponse | sin respuesta |
nessuna risposta
"""

#: What makes the word behind it mean its opposite.
NOT: Final = (
    r"(?:not|never|isn t|no|non|un|without|kein\w*|nicht|nie|pas|jamais|niet|geen|inte|ej|ikke|"
    r"aldrig|ei)"
)


def _stems(*words: str) -> tuple[str, ...]:
    """For each phrase the beginning of its longest word: a cell with the phrase holds it."""
    stems = set()
    for phrase in "|".join(words).split("|"):
        parts = spaced(phrase.replace("*", " ")).split()
        if parts:
            stems.add(max(parts, key=len)[:5])
    # "abm" is found wherever "abmel" is.
    return tuple(sorted(one for one in stems
                        if not any(other in one for other in stems if other != one)))  # fmt: skip


#: One of these stands, folded, in every cell that one of the phrases is in: what is searched for in
#: columns whose header says nothing, before any cell is looked at.
STEMS: Final = _stems(OUT, PERHAPS_OUT, PERHAPS_NOT, BOUNCE, PERHAPS_BOUNCED)
