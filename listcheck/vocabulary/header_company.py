"""Words of headers that stand beside those of opt-outs, and turn or settle what they mean.

States, preferences, days, reasons and counts; what speaks of orders, of other choices, of consent.
"""

from __future__ import annotations

from typing import Final

from listcheck.vocabulary.folding import phrases

#: Beside a word of subscription these say that the column is about something else of it.
OTHER_THAN_WHETHER: Final = phrases("""
date | dates | at | on | time | timestamp | day | when | since | until | start | started | end |
ends | expir* | renew* | plan | price | pricing | amount | fee | fees | tier | level | id | ids |
uuid | key | no | nr | count | counts | total | source | sources | channel of | ip | ip address |
url | link | form | page | via | method | medium | reason | comment* | note* | name | title |
template | category | period | interval | frequency | duration | currency | value | mrr | arr |
ltv | revenue | invoice* | billing | payment* | product | package | code | coupon | device |
platform | country | language | lang | version | text | wording | checkbox text | policy | owner |
by | campaign | score | rate | percent* | quantity | qty | seats | discount | group id | list id |
audience id | token | hash | datum | am | vom | seit | quelle | herkunft | grund | fecha |
fuente | origen | fonte | data | origine | zrodlo | dato | kilde | kalla | paivamaara | hora |
heure | hour | ora | history | log | type | types | model | renewal* | trial | cycle | box |
provider | opened | clicked | sent | open rate | click rate | tool | software | vendor | created |
updated | modified | signup | sign up | number | set | sets | role
""")
STATE: Final = phrases("""
status | state | statuses | stato | estado | statut | etat | stan | stav | stanje | tila |
allapot | statusas | statuss | olek | καταστασ* | статус | состояние | statuscode | status code |
toestand | stare | starea | status name | staatus
""")
#: A state of these is one of the subscription, and an unknown word of it holds.
OF_SUBSCRIPTION: Final = phrases("""
e mail* | subscri* | newsletter* | marketing | opt* | optin* | opt in | consent* | mailing* |
sms | permission* | deliver* | mailable | contactab* | anmeld* | abonn* | abo | einwilligung* |
inscri* | suscri* | iscri* | inschrijv* | nieuwsbrief* | subskry* | zgod* | prenumer* | tilmeld* |
pameld* | tilaus* | odber* | narocn* | pretplat* | feliratkoz* | abonat* | tellimus* |
prenumerat* | abon* | gdpr* | unsub* | suppress* | bounce* | list membership | bulk | hs e mail* |
can 2 | text* | phone opt* | call opt* | campaign member | mail | e post* | courriel | correo |
posta | double opt* | doi | dnc | do not * | list status | list | global status
""")
#: A state of these is often none of the subscription: only words of one count.
OF_PEOPLE: Final = phrases("""
contact* | member* | customer* | person* | user* | lead* | profile* | people | record* | client* |
kunde* | kontakt* | mitglied* | contacto* | cliente* | contatt* | membre* | lid | klant* |
donor* | constituent* | supporter* | recipient* | account* | company | status of | lifecycle |
konto*
""")
#: Headers with one of these speak of something else than a person's will.
OTHER_SUBJECT: Final = phrases("""
order* | orders | purchase* | invoice* | payment* | refund* | ticket* | case* | deal* |
opportunit* | quote* | proposal* | shipment* | shipping | delivery status | delivery address |
fulfil* | fulfillment | product* | stock | inventory | item* | sku | job* | task* | project* |
contract* | policy number | insurance | loan* | credit* | card* | bank* | booking* |
appointment* | reservation* | event* | session* | course* | exam* | class* | school | employee* |
employment | candidate* | application* | applicant* | recruit* | vehicle* | car | property |
listing* | document* | file* | folder* | website* | page* | site | store* | warehouse* | device* |
license* | licence* | server* | domain* | integration* | workflow* | sequence* | form* | survey* |
test* | bug* | issue* | sprint* | release* | version* | warranty | repair* | claim* | dispute* |
chargeback* | transaction* | transfer* | subscription plan | plan* | billing | tax* | vat |
legal hold | hold music | household* | shareholder* | stakeholder* | holder | block number |
blockchain | city block | block of | building | street* | city | county | region | province |
country | zip* | postcode | address line* | address block | gate* | flight* | trip* | tour* |
stop over | stopover* | bus stop | route* | train* | hotel* | room* | seat* | visa* | passport* |
medical | health | treatment* | auftrag* | bestell* | rechnung* | zahlung* | vorgang* | vertrag* |
lieferung* | liefer* | ware* | artikel* | kasse | konto sperre | kreditlimit | commande* |
facture* | paiement* | livraison* | contrat* | produit* | pedido* | factura* | pago* |
envio de pedido | contrato* | producto* | ordine | ordini | fattura* | pagament* | spedizion* |
contratto* | prodotto* | bestelling* | factuur* | betaling* | levering* | zamowien* | faktur* |
platnosc* | dostaw* | umow* | encomenda* | fatura* | leverans* | ordrer | ordre* | bestall* |
two factor | 2 fa | mfa | sso | beta | dark mode | union | meal* | pension* | insurance* |
rental* | cookie* | tracking | analytics | auto renew* | overtime | parking | benefit* | photo* |
video* | recording* | waiver* | organ | registration* | attendance | pledge* | volunteer* |
onboarding | payroll | sla | mandate* | failure* | machine* | sales stage | resolution | parcel* |
lineitem* | line item* | comanda | comenzii | objednavk* | ordin* | bestel* | rechnungs* |
vertrags* | rifiuto prestito | prestito | laboral | zakaz* | tilausnumero | rendeles* | narudzb* |
narocil* | tellimus number | uzsakym* | pasutij* | παραγγελι* | поръчк* | town | job title* |
occupation* | industry | department* | band | interest* | hobb* | street | nachname* | vorname* |
surname | first name | last name | given name | family name | full name | ort | stadt | ville |
ciudad | citta | beruf | branche | abteilung
""")
PREFERENCE: Final = phrases("""
preference* | preferences | prefs | pref | praferenz* | einstellungen | preferenc* | preferenz* |
voorkeur* | preferencj* | preferenci* | communication channel* | contact method* | contact by |
kontaktweg* | kontaktart | choice* | choices | wunsch* | settings | preferred contact |
preferred channel* | preferred method* | comms pref | contact pref | bevorzugt* kontakt* |
kontaktwunsch | contact prefere | contacto preferido
""")
OF_CONTACT: Final = phrases("""
e mail* | contact* | communication* | marketing | newsletter* | mailing* | sms | call* | phone* |
privacy | gdpr | subscription* | opt* | kontakt* | kommunikation* | communicat* | comunicac* |
comunicaz* | notification* | consent* | text* | mail
""")
#: Alone in a header these may mean the contact's will, or something else.
DOUBTFUL: Final = phrases("""
on hold | hold | is on hold | excluded | exclude | is excluded | blocked | is blocked | inactive |
is inactive | disabled | is disabled | deactivated | is deactivated | archived | is archived |
suspended | is suspended | banned | is banned | removed | is removed | stopped | stop |
cancelled | canceled | is cancelled | restricted | frozen | muted | gesperrt | sperre | sperrkz |
inaktiv | deaktiviert | ausgeschlossen | bloque | exclu | inactif | desactive | bloqueado |
excluido | inactivo | bloccato | escluso | geblokkeerd | uitgesloten | inactief | zablokowany |
wykluczony | bloqueada | blockerad | sparrad | sparr | blokeret | spaerret | blokkert | sperret |
estetty | blokovan* | blokiran* | letiltva | blocat | blokeeritud | uzblokuotas | blokets |
αποκλεισμεν* | блокиран* | ineligible | is globally ineligible | globally ineligible |
is ineligible
""")
DATE: Final = phrases("""
date | dates | at | on | time | timestamp | day | when | since | datetime | ts | datum | am |
vom | zeitpunkt | zeit | seit | fecha | data | dato | dia | le | il | op | du | date de | paiva |
paivamaara | pvm | kelte | datuma | dzien | kiedy | cas | ημερομηνια | дата | tidspunkt | tid |
kuupaev | dt | dne | dnia | den | kdy | ngay | tarikh | datumdag | ts utc
""")
REASON: Final = phrases("""
reason | reasons | source | method | comment | comments | note | notes | campaign | campaigns |
title | type | category | cause | grund | motif | motivo | raison | reden | powod | duvod |
dovod | ip | ip address | by | via | mode | id | name | message | text | detail | details | code |
error | description | origin | medium | user | feedback | quelle | origine | origen | arsag |
orsak | syy | razlog | ok | motiv | pohjus | ids | enum | reason enum | oka | pricina | motivul |
priezastis | iemesls
""")
COUNT: Final = phrases("""
count | counts | number of | total | nb | times | anzahl | aantal | liczba | antal | pocet |
amount | nombre de | numero de | num bounces
""")
#: Headers with one of these are about a link, a measure or a text, and no state of anybody.
MEASURE: Final = phrases("""
url | urls | link | links | token | page | hash | key | footer | rate | rates | score | percent* |
percentage | ratio | template | html | group name | prediction | probability | likelihood | risk
""")
LISTS: Final = phrases("""
list | lists | group | groups | segment* | category | categories | topic* | channel* | types |
type | kanal* | liste* | lista* | from
""")
#: Consent is evidence, and its absence no refusal: read by its own field.
CONSENT: Final = phrases("""
consent* | einwilligung* | consentement* | consentim* | consens* | toestemming* | zgod* |
samtycke* | samtykke* | suostumus* | souhlas* | suhlas* | soglasje | privola | hozzajarul* |
consimtam* | noustu* | sutikim* | piekris* | συγκαταθεσ* | съглас* | acord* | accord* | akkoord |
lupa | permisos
""")
#: Not decided yet, whatever else the header says.
PENDING: Final = phrases(
    "pending | awaiting | ausstehend | en attente | pendiente | in attesa | unconfirmed"
)
#: Flags of one vendor and states of another: only their own words or codes tell.
BULK: Final = phrases("bulk mail | bulk e mail | bulk sms | bulk mail status | bulk e mail status")
#: Headers under which states of a contact stand, though they do not say so.
OF_STATES: Final = phrases("""
type | types | label | labels | tag | tags | group | groups | list | lists | segment* | category |
categories | audience* | flag | flags | marker | consent* | preference* | subscriber* |
disposition | remark | info | contact | typ | art | gruppe | gruppen | etikett* | etiquet* |
tipo | tipos | lista | listas | liste | listes | grupo | gruppo | kategori* | categori* |
kategorie* | typ* | segmento* | einwilligung* | statut | situation | lifecycle | membership |
merkmal* | kennzeichen | schlagwort* | kenmerk* | znacznik* | grupa | tagy | stitk* | cimke* |
eticheta | markeringer | tunniste | grupp | silt | zyme | birka | ετικετ* | етикет* | basis |
lawful basis | legal basis | permission* | sms* | keyword* | reply | replies | response* |
antwort* | reponse*
""")
#: Things of which people opt out, or which they refuse, that are no messages.
OTHER_CHOICE: Final = phrases("""
two factor | 2 fa | mfa | sso | beta | dark mode | union | meal* | pension* | insurance* |
rental* | cookie* | tracking | analytics | auto renew* | overtime | parking | benefit* | photo* |
video* | recording* | waiver* | organ | laboral | prestito | loan* | payroll | arbitration |
class action | paperless | e statement* | direct deposit | 401 k | lunch | tax* | vat | warranty |
gift aid | seat* | room* | amount* | saving* | savings | market | noise | surge | delivery |
livraison | kfz | auto | vozil* | training* | kurs* | course* | obed* | school* | skole* | skol* |
wycieczk* | trip* | reise* | steuer* | rechnung* | einladung* | cheque* | check in | castle |
animal* | pallet* | stack* | park | refrigerat* | albo | sindacat* | tarjeta* | mascota* |
animaux | fitness* | metro | gym | checked out | checkout | hotel* | booking* | stay | track |
substitut* | budget | cb | carte | spouse | vaccin* | smok* | marital* | spam filter | dashboard |
sound | format | html | plain text | verified | opened | clicked | synced | imported | exported |
validated | two step | clause* | clausula* | kindergarten | finanzamt | moms | szpital* |
empresa | hospital*
""")
#: States of orders, deals, tickets and jobs: a column that holds one of them is about these.
OTHER_STATE: Final = phrases("""
won | lost deal | closed won | closed lost | open ticket | paid | unpaid | shipped |
delivered order | processing | completed | refunded | returned | invoiced | overdue | backorder* |
fulfilled | in stock | out of stock | scheduled | resolved | done | in progress | to do | draft |
published | quoted | negotiat* | proposal* | hired | interview* | on leave | offen | erledigt |
bezahlt | versendet | geliefert | in bearbeitung | abgeschlossen | gewonnen | verloren | ouvert* |
paye* | expedie* | livre* | termine* | en cours | gagne* | perdu* | abierto | pagado | enviado |
entregado | completado | ganado | perdido | aperto | pagato | spedito | consegnato | vinto |
perso | betaald | verzonden | geleverd | afgerond | oplacon* | wyslan* | dostarczon* |
zakonczon* | pago | entregue | betald | skickad | levererad | betalt | sendt | levert | maksettu |
lahetetty | zaplacen* | odeslan* | dorucen* | placen* | poslan* | dostavljen* | fizetve |
szallitva | platit* | livrat | expediat | makstud | apmoket* | apmaksats | πληρωμεν* | платен*
""")
