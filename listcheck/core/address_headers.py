"""How people of Europe's languages call an address, a number, and which of several it is.

As they are written; :mod:`listcheck.core.several_headers` folds them. Headers that vendors
translate (Outlook, Thunderbird, Google Contacts) are among them. A word belongs here only if it
leaves an address or a number the contact's own: "of the owner" does not.
"""

from __future__ import annotations

from typing import Final

#: Names of an e-mail address.
EMAIL: Final = (
    # in every language
    "email", "e-mail", "mail", "e-mails", "email id", "mail id", "e-mail addr", "email addr",
    "email address", "e-mail address", "electronic mail",
    "internet e-mail", "smtp address", "primary smtp address",
    # German, Luxembourgish
    "e-mail-adresse", "mailadresse", "e-mail-adr", "mail-adr", "e-post", "elektronische post",
    "e-mail-adress", "mailadress",
    # French
    "adresse e-mail", "adresse mail", "adresse mél", "courriel", "adresse courriel",
    "adresse de courriel", "adresse électronique", "adresse de messagerie", "messagerie",
    "messagerie électronique", "courrier électronique", "adresse de courrier électronique",
    "adresse de messagerie électronique", "adresses e-mail", "adresses mail",
    "adresses électroniques", "courriers électroniques",
    # Spanish
    "correo", "correo electrónico", "correo-e", "dirección de correo", "dirección electrónica",
    "dirección de correo electrónico", "dirección del correo electrónico",
    "dirección de e-mail", "dirección email", "correos electrónicos", "direcciones de correo",
    "direcciones de correo electrónico", "direcciones de e-mail",
    # Portuguese
    "endereço de e-mail", "endereço e-mail", "correio eletrónico", "correio eletrônico",
    "correio electrónico", "endereço eletrónico", "endereço eletrônico", "endereço electrónico",
    "endereço de correio eletrónico", "endereço de correio eletrônico",
    "endereço de correio electrónico",
    # Italian
    "indirizzo e-mail", "indirizzo di e-mail", "indirizzo mail", "posta elettronica",
    "indirizzo di posta elettronica", "indirizzo posta elettronica", "indirizzo elettronico",
    "indirizzi e-mail", "indirizzi mail", "pec", "indirizzo pec", "posta elettronica certificata",
    # Dutch
    "e-mailadres", "mailadres", "adres e-mail",
    # Danish, Norwegian, Swedish
    "e-mailadresse", "e-postadresse", "e-postadress", "epost", "mejl", "mejladress",
    "e-mailadress", "e-brev", "e-post-adresse",
    # Finnish
    "sähköposti", "sähköpostiosoite", "s-posti", "meili", "meiliosoite", "e-mail-osoite",
    # Estonian, Latvian, Lithuanian
    "e-posti aadress", "e-maili aadress", "meil", "meiliaadress", "meili aadress", "elektronpost",
    "e-pasts", "e-pasta adrese", "elektroniskais pasts", "elektroniskā pasta adrese",
    "el. paštas", "el. pašto adresas", "e. paštas", "e. pašto adresas", "elektroninis paštas",
    "elektroninio pašto adresas",
    # Polish
    "adres e-mail", "adresy e-mail", "adres mailowy", "adres e-mailowy",
    "adres poczty elektronicznej",
    "poczta elektroniczna", "adres elektroniczny",
    # Czech, Slovak
    "e-mailová adresa", "mailová adresa", "elektronická adresa", "elektronická pošta",
    "adresa elektronické pošty", "adresa elektronickej pošty", "e-mail adresa",
    # Croatian, Slovene
    "e-pošta", "adresa e-pošte", "elektronička pošta", "elektronička adresa",
    "adresa elektroničke pošte", "e-poštni naslov", "elektronski naslov", "elektronska pošta",
    "naslov e-pošte", "naslov elektronske pošte", "e-naslov", "e-mail naslov",
    # Hungarian
    "e-mail cím", "e-mailcím", "elektronikus levélcím", "elektronikus cím", "elektronikus posta",
    # Romanian
    "adresă de e-mail", "adresă e-mail", "adresă de mail", "adresă electronică",
    "poștă electronică", "adresa de poștă electronică", "adresa poștei electronice",
    # Greek
    "ηλεκτρονική διεύθυνση", "ηλεκτρονικό ταχυδρομείο", "ηλ. ταχυδρομείο", "ηλ. διεύθυνση",
    "διεύθυνση ηλεκτρονικού ταχυδρομείου", "διεύθυνση e-mail", "ηλ. ταχ.",
    # Bulgarian
    "имейл", "имейл адрес", "мейл", "e-mail адрес", "и-мейл", "ел. поща", "електронна поща",
    "електронен адрес", "адрес на електронна поща", "адрес на ел. поща", "ел. адрес",
    # Maltese, Irish, Turkish
    "imejl", "indirizz elettroniku", "indirizz tal-imejl", "indirizz tal-email",
    "indirizz tal-posta elettronika", "posta elettronika", "ríomhphost", "seoladh ríomhphoist",
    "r-phost", "seoladh r-phoist", "e-posta", "e-posta adresi", "e-mail adresi",
    "elektronik posta", "elektronik posta adresi",
)  # fmt: skip
#: Names of a telephone number.
PHONE: Final = (
    # English
    "phone", "telephone", "tel", "mobile", "mobile phone", "phone number", "phone no",
    "mobile number", "mobile no", "telephone number", "telephone no", "tel no", "tel nr", "cell",
    "cell phone", "cell no", "cellular", "cellphone", "landline", "whatsapp", "direct dial",
    "msisdn", "gsm", "e164", "mob tel", "mob no", "mob nr", "switchboard number",
    # German, Luxembourgish
    "telefon", "telefonnummer", "telefonnr", "telefonsnummer", "rufnummer", "rufnr", "fernruf",
    "handy", "handynummer", "handynr", "mobil", "mobilnummer", "mobilnr", "mobiltelefon",
    "mobiltelefonnummer", "mobiltelefonnr", "mobil-tel.-nr.", "mobil-tel.", "mobilfunk",
    "mobilfunknummer", "mobilrufnummer", "festnetz", "festnetznummer", "festnetznr",
    "durchwahl", "telefon nr.",
    # French
    "téléphone", "tél", "n° de téléphone", "no de téléphone", "numéro de téléphone",
    "numéro téléphone", "n° tél", "no tél", "num tél", "portable", "numéro de portable",
    "numéro de mobile", "téléphone portable", "téléphone mobile", "téléphone fixe",
    # Spanish, Portuguese
    "teléfono", "tfno", "telf", "tlf", "número de teléfono", "nº de teléfono", "nº teléfono",
    "móvil", "número de móvil", "celular", "número de celular", "telefone", "telemóvel",
    "número de telefone", "número de telemóvel", "nº de telefone", "tlm", "telem",
    "contacto telefónico",
    # Italian
    "telefono", "cellulare", "numero di telefono", "numero telefono", "n. telefono", "n. tel",
    "numero di cellulare", "numero cellulare", "n. cellulare", "recapito telefonico",
    # Dutch
    "telefoon", "telefoonnummer", "telefoonnr", "mobiel", "mobielnummer", "mobiel nummer",
    "mobiele nummer", "mobiele telefoon", "mobiele telefoonnummer", "gsm-nummer", "gsm nr",
    # Danish, Norwegian, Swedish
    "tlf nr", "tlf.nummer", "mobil nr", "mobiltlf", "telefon nr",
    # Finnish
    "puhelin", "puhelinnumero", "puh", "puh. nro", "puhelinnro", "matkapuhelin",
    "matkapuhelinnumero", "kännykkä", "kännykkänumero", "gsm-numero", "lankapuhelin",
    # Estonian, Latvian, Lithuanian
    "telefoni number", "telefoninumber", "mobiil", "mobiiltelefon", "mobiili number",
    "mobiilinumber", "lauatelefon", "tālrunis", "tālruņa numurs", "tālruņa nr", "telefons",
    "telefona numurs", "mobilais", "mobilais tālrunis", "mobilais telefons", "telefonas",
    "telefono numeris", "telefono nr", "mobilusis", "mobilusis telefonas", "mobilusis tel",
    "mobiliojo telefono numeris", "mob. telefonas",
    # Polish
    "numer telefonu", "nr telefonu", "nr tel", "numer tel", "komórka", "nr komórki",
    "numer komórki", "telefon komórkowy", "numer telefonu komórkowego", "tel. kom",
    # Czech, Slovak
    "telefonní číslo", "číslo telefonu", "tel. číslo", "tel. č", "mobilní telefon",
    "mobilní číslo", "číslo mobilu", "mobilní tel", "pevná linka", "telefón", "telefónne číslo",
    "číslo telefónu", "mobilný telefón", "mobilné číslo",
    # Croatian, Slovene
    "broj telefona", "telefonski broj", "br. telefona", "br. tel", "mobitel", "broj mobitela",
    "mobilni telefon", "mobilni", "telefonska številka", "številka telefona", "tel. št",
    "tel. številka",
    "mobilna številka", "gsm številka",
    # Hungarian
    "telefonszám", "tel. szám", "mobilszám", "mobiltelefonszám", "mobil telefonszám",
    # Romanian
    "număr de telefon", "număr telefon", "nr. de telefon", "nr. telefon", "nr. tel",
    "telefon mobil",
    "număr de mobil", "telefon fix",
    # Greek
    "τηλέφωνο", "τηλ", "αριθμός τηλεφώνου", "τηλεφωνικός αριθμός", "αρ. τηλεφώνου", "κινητό",
    "κινητό τηλέφωνο", "τηλέφωνο κινητό", "αριθμός κινητού", "σταθερό", "σταθερό τηλέφωνο",
    # Bulgarian
    "телефон", "тел", "телефонен номер", "номер на телефон", "тел. номер", "мобилен",
    "мобилен телефон", "мобилен номер", "мобилен тел", "стационарен телефон", "джиесем",
    # Maltese, Irish, Turkish
    "telefown", "numru tat-telefown", "numru tat-telefon", "mowbajl", "mobajl",
    "numru tal-mowbajl", "ċellulari", "fón", "guthán", "teileafón", "uimhir theileafóin",
    "uimhir ghutháin", "uimhir fóin", "fón póca", "guthán póca", "móibíleach",
    "telefon numarası", "cep telefonu", "telefon no", "gsm no",
)  # fmt: skip
#: Which one of several it is, before or behind its name. The first ones come first.
FIRST: Final = (
    "main", "primary", "default", "preferred", "pref", "haupt", "primär", "primäre", "bevorzugte",
    "standard", "principal", "principale", "primaire", "primario", "primaria", "primário",
    "predefinito", "primair", "primaire", "hoofd", "primær", "primaer", "huvud", "ensisijainen",
    "peamine", "galvenais", "primārais", "pagrindinis", "główny", "glowny", "podstawowy",
    "hlavní", "primární", "hlavný", "hlavná", "primárny", "primárna", "glavni", "glavna",
    "primarni", "primarna", "elsődleges", "principală", "κύριο", "κύρια", "πρωτεύον", "основен",
    "основна", "ewlieni", "primarju", "príomh", "birincil",
)  # fmt: skip
#: Words for another one: where both are there, the other address is not the one that is written to.
SECOND: Final = (
    "second", "secondary", "2nd", "third", "tertiary", "3rd", "other", "another", "alternate",
    "alternative", "alt", "additional", "further", "more", "backup", "recovery", "old", "previous",
    "former", "past", "extra", "others", "optional",
    "zweite", "zweit", "weitere", "weiteren", "andere", "anderen", "alternativ", "sekundär",
    "sekundäre", "zusätzliche",
    "ersatz", "alte", "frühere", "ehemalige", "bisherige", "vorherige", "sonstige",
    "secondaire", "autre", "autres", "alternatif", "supplémentaire", "ancien", "ancienne",
    "secundario", "secundaria", "otro", "otra", "otros", "alternativo", "alternativa", "adicional",
    "adicionales", "antiguo", "antigua", "anterior", "secundário", "outro", "outros", "antigo",
    "secondario", "secondaria", "altro", "altra", "altri", "altre", "aggiuntivo", "aggiuntiva",
    "vecchio", "vecchia",
    "precedente", "secundair", "secundaire", "tweede", "ander", "overige", "alternatief", "oude",
    "vorige", "sekundær", "sekundaer", "anden", "andet", "annen", "annan", "andra", "ekstra",
    "gammel", "gammal", "tidligere", "tidigare", "toissijainen", "toinen", "muu", "vanha",
    "vaihtoehtoinen", "lisä", "teine", "teisene", "vana", "täiendav", "alternatiivne", "otrais",
    "sekundārais", "cits", "papildu", "vecais", "alternatīvais", "antras", "antrasis", "kitas",
    "papildomas", "senas", "alternatyvus", "drugi", "druga", "inny", "inne", "dodatkowy",
    "dodatkowe", "alternatywny",
    "stary", "poprzedni", "druhý", "druhá", "další", "jiný", "jiná", "sekundární", "alternativní",
    "náhradní", "starý", "stará", "ďalší", "ďalšia", "iný", "iná", "sekundárny", "alternatívny",
    "sekundarni", "sekundarna", "ostali", "ostala", "dodatni", "dodatna", "alternativni",
    "alternativna", "stari", "stara", "másodlagos", "második", "egyéb", "másik", "további",
    "alternatív", "régi", "korábbi", "secundar", "secundară", "altul", "alta", "suplimentar",
    "suplimentară", "vechi", "vechea", "δευτερεύον", "δευτερεύουσα", "άλλο", "άλλη", "εναλλακτικό",
    "εναλλακτική", "παλιό", "παλιά", "втори", "втора", "вторичен", "вторична", "друг", "друга",
    "алтернативен", "алтернативна", "допълнителен", "допълнителна", "стар", "стара", "sekondarju",
    "ieħor", "alternattiv", "addizzjonali", "antik", "eile", "tánaisteach", "breise", "ikincil",
    "diğer", "alternatif", "eski",
)  # fmt: skip
#: Where the contact has it, and other words that leave it the contact's own.
PLACE: Final = (
    "work", "business", "office", "professional", "company", "corporate", "home", "private",
    "personal", "new", "current", "billing", "shipping", "invoice", "contact", "customer", "member",
    "lead", "person", "guest", "attendee", "participant", "normalized", "normalised", "value",
    "your",
    "privat", "private", "geschäftlich", "geschaeftlich", "geschäftliche", "geschäfts", "geschäftl",
    "dienstlich", "dienstliche", "dienst", "beruflich", "berufliche", "arbeit", "büro", "firmen",
    "firma", "zuhause", "persönliche", "rechnungs", "kontakt", "kunde", "kunden", "neue", "wert",
    "professionnel", "professionnelle", "pro", "personnel", "personnelle", "perso", "privé",
    "privée", "bureau", "domicile", "travail", "contact", "du client", "de contact", "du contact",
    "du bureau", "du domicile", "valeur", "entreprise",
    "trabajo", "del trabajo", "de trabajo", "laboral", "casa", "de casa", "oficina", "particular",
    "personal", "contacto", "de contacto", "cliente", "del cliente", "profesional", "valor",
    "empresa", "trabalho", "do trabalho", "de trabalho", "comercial", "residencial", "pessoal",
    "profissional", "contato", "de contato", "do cliente", "do contacto",
    "lavoro", "ufficio", "uff", "aziendale", "personale", "privato", "privata", "contatto",
    "di contatto", "abitazione", "professionale", "valore", "del cliente", "di lavoro",
    "zakelijk", "zakelijke", "werk", "op werk", "thuis", "persoonlijk", "persoonlijke", "waarde",
    "klant", "arbejde", "arbejds", "hjem", "hjemme", "personlig", "arbeid", "jobb", "arbete",
    "arbets", "hem", "bostad", "kund", "kunde", "työ", "koti", "oma", "henkilökohtainen",
    "yhteys", "asiakkaan", "töö", "kodune", "isiklik", "darba", "mājas", "personīgais",
    "privātais", "darbo", "namų", "asmeninis", "służbowy", "sluzbowy", "prywatny", "domowy",
    "praca", "firmowy", "osobisty", "kontaktowy", "klienta", "pracovní", "zaměstnání", "domácí",
    "domů", "soukromý", "soukromá", "osobní", "firemní", "kontaktní", "pracovný", "pracovná",
    "zamestnanie", "domáci", "domov", "súkromný", "súkromná", "osobný", "osobná", "firemný",
    "poslovni", "poslovna", "posao", "kućni", "privatni", "privatna", "osobni", "osobna",
    "službeni", "službena", "domači", "zasebni", "osebni", "osebna", "munkahelyi", "hivatali",
    "otthoni", "céges", "privát", "magán", "személyes", "kapcsolattartási", "üzleti", "serviciu",
    "birou", "acasă", "personală", "de serviciu", "εργασίας", "οικίας", "σπιτιού", "προσωπικό",
    "προσωπική", "επαγγελματικό", "επαγγελματική", "επικοινωνίας", "πελάτη", "служебен",
    "служебна", "домашен", "личен", "лична", "за контакт", "на клиента", "xogħol", "tax-xogħol",
    "dar", "tad-dar", "personali", "oibre", "baile", "pearsanta", "iş", "ev", "kişisel",
)  # fmt: skip
#: Words of telephones only: "Direct Mail" is no address.
OF_PHONES: Final = (
    "direct", "mobile", "mob", "cell", "cellular", "landline", "daytime", "evening", "day", "night",
    "mobil", "festnetz", "durchwahl", "fixe", "portable", "direct", "móvil", "fijo", "fixo",
    "fisso", "mobile", "cellulare", "mobiel", "mobiele", "vast", "vaste", "fast", "komórkowy",
    "stacjonarny", "stacionární", "pevný", "fiksni", "stacionarni", "mobilni", "vezetékes", "fix",
    "mobilní", "mobilný", "κινητό", "σταθερό", "мобилен", "стационарен", "whatsapp", "viber",
    "sms", "text", "voice", "iphone", "cep",
)  # fmt: skip
