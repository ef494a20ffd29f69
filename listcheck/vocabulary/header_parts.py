"""Parts of headers: what a will is about, who denies, who wants, what stops.

"Ikke send e-post", "Plus d'e-mails SVP" and "Nem kér hírlevelet" are one thing in many words: a
negation or a stop, and messages. English first, then the languages of the countries in ``rules/``.
"""

from __future__ import annotations

import re
from typing import Final

from listcheck.vocabulary.folding import phrases

#: What a person may want or not want: messages, calls, contact, marketing.
OBJECT: Final = phrases("""
e mail* | eml | mail | mails | mailed | mailing* | newsletter* | nl | news | sms* | mms | texts |
text | text message* | texted | call | calls | called | phone call* | phone* | telephone* |
whatsapp* | contact | contacts | contacted | contacting | be contacted | comms | communication* |
marketing | mktg | mkt | advert* | promo* | promotion* | offers | offer emails | updates |
bulletin | campaign* | bulk | solicit* | messages | message | mailout* | mail out* | hear from |
heard from | letters | brochure* | catalogue* | catalog* | distribution list | mailing list* |
our list | the list | rundmail* | rundbrief* | infopost* | infobrief* | infomail* |
mailverteiler | verteiler* | werb* | reklame* | kontakt* | nachricht* | anruf* | anrufe* |
angerufen | angeschrieben | zusendung* | post | briefe | mailingliste | kontaktaufnahme* |
courriel* | courrier* | infolettre* | lettre* | message* | publicit* | demarchage | prospection |
sollicit* | appel* | contacte* | contacter | diffusion | envois | actualites | communicat* |
correo* | boletin* | publicidad | comunicacion* | comunicaciones | llamada* | contactar |
contactado | contacto | envio* | mensajes | lista de correo | novedades | posta | pubblicit* |
comunicazion* | chiamat* | contatt* | invii | messaggi* | bollettin* | notiziario | e mailing |
nieuwsbrief* | reclame* | benader* | gebeld | bellen | gemaild | mailen | berichten |
contacteren | communicatie | maillijst | poczta | mailow* | maile | wiadomosc* | reklam* |
dzwon* | marketing* | biuletyn* | informacj* handlow* | mensagen* | contat* | contact* | ligac* |
ligar | publicidade | comunicac* | boletim | novidades | nyhetsbrev* | utskick* | mejl* | mejlas |
ringas | ring | kontakta* | kontaktas | e post* | meddeland* | nyhedsbrev* | mail* | ringe |
ringes | kontaktes | beskeder | epost* | uutiskirje* | sahkopost* | e kirj* | mainos* |
markkinoint* | suoramarkkinoint* | yhteydenot* | yhteytta | soittaa | viesti* | postitus* |
novink* | noviniek | zpravy | maily | e maily | obchodni sdeleni | volat | kontaktovat | zasil* |
zasielan* | spravy | ponuky | novice* | obvestil* | e novice | poste | e poste | klic* |
kontaktir* | mailov* | mailove | obavijest* | ponude | zvati | slati | hirlevel* | ertesit* |
hivas* | kapcsolat* | megkeres* | uzenet* | e mailuri | mesaje | noutati* | buletin* | reclam* |
apel* | comunicari* | contactat* | contacta* | uudiskirj* | reklaam* | helistada | teavit* |
naujienlaisk* | laisk* | skambin* | pranesim* | susisiek* | jaunum* | vestul* | e past* | zvan* |
sazin* | pazinojum* | ενημερωτικ* | email* | μηνυμα* | διαφημι* | κλησ* | επικοινων* |
προωθητικ* | бюлетин* | имейл* | реклам* | съобщен* | обажд* | контакт* | маркетинг* | новини |
disturb* | approach* | reach out | reached out | market | marketed | trade | share |
solicitations | molest* | perturb* | storen | correspondence | junk mail | offre* | oferta* |
offert* | angebot* | aanbied* | ofert* | erbjudand* | tilbud* | tarjou* | nabidk* | ponuk* |
ajanlat* | pakkumis* | pasiulym* | piedavajum* | προσφορ* | оферт* | e shot* | eshot* | eblast* |
e blast* | follow up | followup | infos | novic* | e novic*
""")
#: Who denies; before the object or behind it.
NEGATOR: Final = phrases("""
not | do not | don t | dont | does not | doesn t | doesnt | did not | will not | won t | wont |
must not | may not | cannot | can t | never | no longer | no more | not to be | shall not | non |
without | hates | dislikes | against | declines | declined | nope | kein | keine | keinen |
keinerlei | nicht | nie | niemals | ohne | gegen | unerwunscht* | nein zu | ne | plus de |
plus d | plus aucun* | jamais | sans | aucun* | ne plus | contre | nunca | sin | ningun* |
tampoco | ya no | mai | senza | nessun* | basta | niet | geen | nooit | zonder | bez | zadnych |
zaden | nigdy | nao | sem | nenhum* | inte | ej | ingen | inga | aldrig | utan | icke | ikke |
aldri | uden | uten | ei | ala | alkaa | ilman | eivat | zadne | zadny | nikdy | ziadne | brez |
nikoli | nikad | nikada | nem | nincs | soha | nelkul | nu | fara | niciodata | nici | mitte |
arge | ilma | niekada | jokiu | nekad | δεν | μην | οχι | χωρις | ποτε | не | без | никога |
ne pas | n est pas | pas de | pas d | shouldn t | isn t | aren t | wasn t | hasn t | haven t |
n accept* | n autoris* | n est plus | plus abonn* | neodeb* | none
""")
#: "No", where it stands before: behind a word it is "number", and in "yes/no" a choice.
NO_BEFORE: Final = re.compile(r"(?:^|\s)no (?!of\b|de\b|di\b)(?=\w)")
#: Negations grown together with the verb: nechce, neželi, nevēlas, nenori, netoivo.
FUSED: Final = re.compile(
    r"\bne(?:chc|chte|zas|pos|vel|nor|zel|odob|prej|prij|prima|kont|vol|siun|sut|sazin|zvan|klic|"
    r"susisiek|skambin|dor|toiv|halu|pageid|souhl|suhl|piekr|sutin)\w*"
)
#: What stops messages, whatever word says so.
STOP: Final = phrases("""
stop | stopp | stops | stopped | block | blocked | blocks | ban | banned | veto | prohibited |
forbidden | cease | kill | exclude* | excluded | excluding | suppress* | unsub* | opt out* |
opted out* | optout* | remove | removed | removal | delete from | taken off | take off | withdr* |
refus* | object to | objection* | objected | suspended | paused | cancel* | denied | deny |
reject* | revok* | disallow* | disabled | deactivated | sperr* | gesperrt | verbot* | verboten |
abbestell* | abmeld* | abgemeldet* | widerspr* | widerruf* | ausschluss | ausgeschlossen |
untersagt | abgelehnt | verweiger* | austrag* | loschen aus | arret* | desinscri* | desabonn* |
exclu* | bloqu* | oppos* | interdit* | retir* | supprimer de | baja | bloque* | rechaz* |
prohib* | desuscri* | anula* | blocc* | esclu* | disiscri* | rifiut* | vietat* | revoc* |
cancell* | annull* | divieto | geblokkeerd | blokk* | uitgeschreven | uitschrij* | afgemeld |
afmeld* | uitgesloten | geweigerd | verbod | ingetrokken | stopgezet | zablokow* | wypis* |
rezygn* | odmow* | zakaz* | wyklucz* | sprzeciw* | cofn* | wycof* | descadastr* | recus* |
proib* | opos* | revog* | sparr* | blocker* | avregistr* | avanmal* | avprenumer* | avstang* |
forbud* | nekad | uppsagd | spaer* | bloker* | avmeld* | frameld* | blokker* | reservert |
reservasjon* | esto | estetty | kielto* | kielletty | kiellet* | peruut* | perut* | odhlas* |
zakaz | blok* | odvol* | zrus* | odmit* | odmiet* | namitk* | namietk* | odjav* | blokir* |
zabran* | prekl* | prepoved* | odbij* | povuc* | leiratkoz* | tilt* | letilt* | tiltakoz* |
visszavon* | lemond* | torol* | dezabon* | bloc* | interzi* | refuz* | retras* | opozit* |
anulat* | loobu* | keeld* | keelat* | tuhist* | blokeer* | atsisak* | draudz* | atsauk* |
atteik* | atteic* | atrakst* | aizlieg* | απεγγραφ* | διαγραφ* | αποκλεισ* | αντιρρησ* |
εναντιωσ* | απαγορ* | ανακλησ* | отпис* | отказ* | забран* | възражен* | оттегл* | блокир* |
trukket | sluttet | gestopt | quit | enough | genug | retrase | odvolan* | mute | muted | hide |
skip | leave | left | former | ex | lapsed | previously | was subscribed | entzogen | opgezegd |
avbojt* | gekundigt | kundig* | werbestopp | werbeblock | einspruch | desabo | ended |
signed off | unmailable | uncontactable | rechazo | cancellato | framelding | suppr | disable |
dn
""")
#: Who wants, may, accepts.
WANT: Final = phrases("""
want* | wish* | would like | like to | likes to | happy to | prefer to | agree* | accept* |
allow* | allwd | permit* | permission* | may | may we | can | can we | ok | okay | okay to |
ok to | oks | yes to | receive* | receives | send | sends | interested in | subscri* | sign up |
signed up | signup | opt in* | opted in* | optin* | approv* | consent* | enrol* | welcome |
stay in touch | will | mochte* | wunsch* | erwunscht | gewunscht | darf | durfen | erlaubt* |
erlaubnis | erhalt* | bekommt | zugestimmt | zustimmung | einverstanden | einwilligung* |
freigabe | abonn* | abo | angemeldet | anmeldung | gerne | souhait* | veut | veux | voudr* |
recev* | recoit | autoris* | peut | inscri* | d accord | accord | desea* | quiere* | quiero |
recib* | acept* | autoriz* | puede | suscri* | de acuerdo | vuole | vorrei | desider* | ricev* |
accett* | autorizz* | puo | iscri* | consens* | wil | wenst | ontvang* | mag | mogen |
ingeschreven | aangemeld | geabonneerd | toestemm* | akkoord | chce | chcialb* | zyczy |
otrzymyw* | otrzyma* | zgoda | zgody | zgadza* | akcept* | zapis* | subskryb* | mozna | quer |
deseja | receb* | aceit* | pode | subscr* | vill | onskar | far | fa | ta emot | accepter* |
godkann* | prenumer* | samtyck* | tillat* | onsker | vil | modtag* | motta* | ma | godkend* |
godta* | tilmeld* | pameld* | samtykk* | abonner* | haluaa | haluan | toivoo | saa | vastaanot* |
hyvaksy* | tilaa* | suostum* | lupa | chci | prej* | zasil* | souhlas* | odber* | prihlas* |
povol* | smi | suhlas* | zela si | zeli | prejem* | prima | soglas* | narocen* | narocil* |
prijav* | dovol* | privol* | pretpl* | moze | ker | szeret* | kivan* | kap | feliratkoz* |
hozzajarul* | elfogad* | engedely* | doreste | vrea | prim* | abonat* | acord* | consimt* |
poate | soov* | taht* | saab | nous* | tellib | tellimus* | luba* | nori | pageidau* | gauti |
sutik* | leid* | velas | grib | sanemt | piekr* | abone* | atlau* | drikst | θελ* | επιθυμ* |
αποδοχ* | λαμβαν* | συναιν* | συγκαταθ* | εγγραφ* | επιτρεπ* | желае | иска | получав* | приема* |
съгласи* | абонам* | абонир* | може | hear from | willing | sign me up | like | gecontacteerd |
wyrazam | tillstand
""")
#: What a negation turns into a permission.
REFUSED: Final = phrases("""
unsub* | opt out | opted out | objection* | object | objects | refus* | block* | suppress* |
excluded | exclude* | tps | ctps | robinson* | dnc | blacklist* | widerspr* | gesperrt | sperr* |
bezwaar | opposition | oppose* | oposicion | opposizione | sprzeciw* | namitk* | namietk* |
invandning* | indsigelse*
""")
#: Words of a subscription itself.
SUBSCRIPTION_WORD: Final = phrases("""
subscri* | abo | abonn* | abonnent* | inscri* | suscri* | iscri* | iscritt* | ingeschreven |
abonnement | subskry* | zapis* | prenumer* | tilmeld* | pameld* | tilaus* | tilaa* | odber* |
narocn* | pretplat* | feliratkoz* | abonat* | tellimus* | abone* | εγγραφ* | абонам* |
permission* | zgod* | consent* | opted in | opt in
""")
#: A header that ends in its own answer: "Newsletter: no", "email_subscribed_false".
ENDS_IN_NO: Final = re.compile(r"\w \b(?:no|none|nein|non|nej|nee|nie|false)$")
#: Permission in so many words: whoever says no to it has refused.
FIRM: Final = phrases("""
subscri* | opt in* | opted in* | optin* | wants | want | may | can | allow* | allwd | permit* |
ok | okay | oks | accept* | receive* | agree* | erwunscht | gewunscht | darf | erlaubt* | abonn* |
abo | mochte* | will | erhalt* | bekommt | souhaite | veut | accepte* | recev* | autoris* |
inscri* | desea* | quiere* | acepta* | recib* | autoriz* | suscri* | permite | vuole | accett* |
ricev* | autorizz* | iscri* | wil | wenst | ontvang* | mag | chce | otrzym* | zapis* | subskryb* |
quer | deseja | receb* | aceit* | vill | far | prenumer* | onsker | vil | modtag* | motta* | ma |
tilmeld* | pameld* | haluaa | saa | tilaa* | chci | odber* | povol* | zeli | prejem* | prima |
narocen* | prijav* | ker | szeretne | kivan* | feliratkoz* | engedely* | doreste | primeste |
abonat* | soovib | tellib | luba* | nori | velas | grib | θελ* | επιθυμ* | αποδοχ* | желае |
иска | абонир*
""")
#: Words that add nothing to what a header speaks of.
NEUTRAL: Final = phrases("""
a | an | the | is | are | was | be | been | has | have | had | i | we | you | us | our | your |
my | me | it | this | that | to | from | of | for | by | via | per | in | on | at | with | about |
and | or | any | all | every | everything | more | please | flag | ind | indicator | yn | y |
yes no | true false | boolean | bool | field | value | c | hs | id | user* | person* | people |
customer* | client* | contact* | member* | subscriber* | recipient* | donor* | lead* | account* |
supporter* | individual* | address* | number* | status | state | preference* | global* | general |
main | primary | secondary | other | second | first | custom* | attribute* | attributes |
properties | property | profile | data | info | usr | cust | future | events | event |
newsletters | type | if | tick | box | wish | von | vom | zu | zum | zur | im | durch | bitte |
der | die | das | den | dem | ein | eine | mehr | und | oder | ja nein | j n | kunde* | kontakt* |
mitglied* | adresse* | nummer* | kennzeichen | kz | merkmal | aus | uber | fur | am | bei | ist |
hat | wurde | le | la | les | l | d | de | du | des | un | une | par | pour | svp |
s il vous plait | oui non | o n | numero* | est | ete | au | aux | et | ou | recevoir | el | los |
las | del | al | por | para | si no | s n | cliente* | es | ha | esta | su | sus | en | o | il |
lo | gli | dalla | dal | della | dei | delle | alla | e | stato | stata | di | da | dalle | het |
een | van | voor | door | ja nee | klant* | heeft | meer | aub | z | na | do | od | w | przez |
tak nie | klient* | jest | sie | lub | os | as | dos | em | ao | sim nao | foi | ett | det | av |
till | fran | med | om | kund* | ar | har | och | eller | pr | mig | af | fra | til | ved | er |
og | jeg | meg | ja | tai | minulle | asiakas* | ze | se | si | k | pro | zakaznik* | je | v |
iz | za | kupec | kupac | stranka | ili | az | egy | ugyfel* | vagy | ra | re | din | pe | prin |
este | mai | sau | kliend* | ei saa | voi | yra | nuo | ir | no | vai | ο | η | το | τα | τη |
την | του | της | απο | για | με | πελατ* | και | ή | от | на | за | да | се | си | клиент* | е |
и | или | double | single | confirm* | hard | soft | kind | fur uns | nos | notre | unser* |
nuestr* | nostr* | onze | nasz* | noss* | var | vara | vores | nase | nasa | nas | nasi | gdpr |
dsgvo | rgpd | avg | lopd | rodo | ccpa | tcpa | eu | legal | marketing opt | web | site | form |
registered | keep | touch
""")
#: A choice that is written into the header itself: "(yes/no)", "j/n", "Email?".
CHOICE: Final = re.compile(
    r"\b(?:yes no|y n|ja nein|j n|oui non|o n|si no|s n|ja nee|tak nie|t n|ja nej)\b"
)


def other_words(words: str, *known: re.Pattern[str]) -> list[str]:
    """Words of a header that nothing known stands for, three letters and longer."""
    rest = words
    for pattern in (*known, OBJECT, STOP, NEGATOR, WANT, NEUTRAL):
        rest = pattern.sub(" ", rest)
    return [word for word in rest.split() if len(word) > 2 and not word.isdigit()]


def denies(words: str) -> bool:
    """Whether a header denies something: by a negation or a stop."""
    rest = CHOICE.sub(" ", words)
    patterns = (NEGATOR, NO_BEFORE, FUSED, STOP, ENDS_IN_NO)
    return any(pattern.search(rest) for pattern in patterns)


def denies_twice(words: str) -> bool:
    """Whether a header denies a refusal: "No objection", "Not on TPS", "Kein Widerspruch"."""
    rest = CHOICE.sub(" ", words)
    negated = NEGATOR.search(rest) or NO_BEFORE.search(rest)
    return bool(negated and REFUSED.search(rest[negated.end() :]))
