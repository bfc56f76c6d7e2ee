"""What stands beside a name, and tells whether it is a resident's, one of staff, or a place's."""

import re

# A title stands in the nominative before a name: `lääkäri Virtasen`, not `lääkärille`.
TITLE = re.compile(
    r"(?:lääkäri|hoitaja|tohtori|(?<!\w)tri|dosentti|professori|terapeutti|psykologi|ohjaaja|"
    r"työntekijä|kätilö|johtaja|päällikkö|ministeri|pormestari|puheenjohtaja|farmaseutti|"
    r"avustaja|psykiatri|kirurgi|lekuri|hammashoitaja|sihteeri|emäntä|vastaava|esihenkilö|"
    r"luennoitsija|kirjailija|näyttelijä|kansanedustaja|valtuutettu|presidentti|kuraattori|"
    r"asiamies|virkailija|koordinaattori|suunnittelija|neuvoja|piispa|pastori|diakoni|laulaja|"
    r"harjoittelija|(?:hoitaja|lääkäri|kätilö|terapeutti)opiskelija|"
    r"doctor|(?<!\w)dr|nurse|professor|therapist|psychologist|"
    r"läkaren?|doktor|ministern?|kurator|barnmorskan?|direktör|ordförande|skötaren?|sköterskan?|terapeuten?|psykologen?)"
    r"(?:t|ni|mme|nsa|nsä)?$"
)
# Where the person works who is named after it: `Kotihoidon Essi`, `poliklinikan Sirpa`.
WORKPLACE = re.compile(
    r"(?:hoidon|poliklinikan|neuvolan|vastaanoton|aseman|päivystyksen|laboratorion|labran|"
    r"apteekin|hammashoitolan|kelan|neuvonnan|toimiston|keittiön)$"
)
# Who is greeted reads the message.
GREETING = frozenset(
    ["hei", "moi", "terve", "hyvä", "arvoisa", "hej", "hi", "hello", "dear"]
)
THANKS = ("kiito", "kiitt", "tack", "thank", "terveisiä", "kehu")
AND = frozenset(["ja", "sekä", "och", "samt", "and"])
RELATION = re.compile(
    r"(?:äiti|isä|poika|poja|tyttär|tytär|vaimo|miehe|lapse|sisko|sisar|velje|naapuri|ystävä|"
    r"kaveri|serkku|mummo|mummi|ukki|vaari|pappa|setä|täti|eno|anoppi|appi|puoliso|kumppani|"
    r"kummi\w*|omaise|isoäiti|isoisä|lapsenlapse|veljenpoika|miniä|vävy)\w{0,3}"
    r"(?:ni|mme|nsa|nsä)$"
    r"|^(?:potilas|asiakas|naapurin|son|sonen|dotter|mamma|pappa|mor|far|bror|syster|granne|"
    r"daughter|mother|father|brother|sister|neighbour|husband|wife|friend)$"
)
# As people call their own: `mun pappa Reino`; also a title of courtesy.
RELATIVE = re.compile(
    r"^(?:iso|pikku|ex-)?(?:äiti|äidin|isä|isän|poika|pojan|tyttö|tytön|tytär|tyttären|vaimo|vaimon|"
    r"mies|miehen|sisko|siskon|veli|veljen|naapuri|naapurin|ystävä|ystävän|kaveri|kaverin|serkku|"
    r"serkun|mummo|mummon|mummi|mummin|mumma|ukki|ukin|vaari|vaarin|pappa|papan|setä|sedän|täti|"
    r"tädin|eno|enon|anoppi|anopin|appi|apen|puoliso|puolison|vauva|vauvan|lapsi|lapsen|"
    r"rouva|rouvan|herra|herran|neiti|fru|herr|mr|mrs|ms)$"
)
# What makes a name before it that of a place: `Virtain terveysasema`.
OF_PLACE = re.compile(
    r"(?:asema|keskus|keskukse|(?<!paris)kun[tn]a|kaupun|neuvola|päivysty|poliklini|hammashoitol|apteek|kappeli|kirko|kirkko|kahvila|ravintola|säätiö|"
    r"yhdisty|liito|liitto|ryhmä|myrsky|patsa|päivän|kampuks|klinik|kylpylä|areena|stadion|center)\w{0,5}$"
    r"|^sairaala(?:n|ssa|sta|an|lle|lla)?$"
)
# A street that is called after somebody: `Väinö Linnan aukiolla`.
OF_STREET = re.compile(
    r"(?:katu|kadu[nl]|aukio|tie(?:n|ll|lt)|polku|polu[nl]|puistossa|puiston|raiti|silta|silla[nl])"
)
# What else a family's name alone before it may be the place of: `Annalan koululla`.
OF_FAMILY_PLACE = re.compile(
    r"(?:koulu|kylä|päiväko|alue|asuinalue|järv|ranta|ranna|kartano|kenttä|kentä|uimahalli|tori)"
)
# What is called by the name after it: `Hoivakoti Hilma`, `Lääkärikeskus Aava`.
CALLED_PLACE = re.compile(
    r"(?:koti|talo|keskus|kahvila|ravintola|apteekki|osasto|yksikkö|ryhmä|asema|sairaala|"
    r"klinikka|säätiö|yhdistys|yritys|hotelli|laiva|kerho|hanke|järjestelmä|sovellus|myrsky|"
    r"attendo|esperi|humana|norlandia|"
    r"hemmet|huset|gården|centralen|föreningen|restaurang|kafé)$"
)
# Between a title and the name it tells of: `hoitajani oli Liisa`.
IS_CALLED = frozenset(
    ["oli", "on", "nimeltä", "nimeltään", "jonka", "nimi", "var", "är", "is", "was"]
)
# What staff do, said right after their name.
ACTS_OF_STAFF = re.compile(
    r"(?:lupasi|neuvoi|opasti|palveli|vastasi|ehdotti|määräsi|rokotti|luennoi|diagnosoi|"
    r"palautti|lauloi|esiintyi|lovade|svarade|promised)$"
)
# What only people do or are, said right after a name that is a common noun, too: `Toivo`.
ACTS_OF_PEOPLE = re.compile(
    r" (?:har (?:fått|haft|diagnos\w*|en)"
    r"|(?:ei|eikä) (?:enää |kuulemma |vieläkään )?(?:tunnista|muista|pysty|jaksa|pääse|osaa|"
    r"syö|puhu|näe|kuule|nouse|halua|saanut|päässyt)"
    r"|(?:sokeu|kuuroutu|halvaan|loukkaan|vammau|pyör|retkah|masen|uupu|dementoi|laih|tukehtu)\w{1,5}|kuulee|kuuli|"
    r"menetti|ratkesi|lyyhistyi|viilteli|hakeutui|toipuu|juopottelee|"
    r"kertoi|makaa|makasi|sairast\w+|käyttää|tarvitsee|odottaa|kärsii|joutui|pelkää|itkee|kuoli|"
    r"synnytti|kaatui|asuu|sai|syö|juo|joi|viiltelee|mursi|halvaantui|leikattiin|kotiutettiin|"
    r"haluaa|pyytää|nukkuu|oksentaa|oksenteli|kouristi|muistaa|menehtyi"
    r"|on (?:[0-9]{1,3}[ -]|\w+vuotias|saanut|sairastunut|joutunut|masentunut|menettänyt|raskaana|"
    r"ollut (?:kuivilla|raittiina|sairaana|masentunut)|kuivilla|sokea|kuuro|dementoitunut))(?!\w)"
)
# What is found or done in people only, said right after `Toivolla` or `Mäkelältä`.
FOUND_IN_PEOPLE = re.compile(
    r" (?:(?:on|oli) (?:nyt |jo |taas )?)?(?:todettiin|todettu|diagnosoitiin|diagnosoitu|epäillään|"
    r"epäiltiin|leikattiin|leikattu|puhkesi|löytyi|löydettiin|määrättiin|vietiin|katkesi|murtui)(?!\w)"
)
# A word joined to a name that leaves it one: `Leena-mummo`, `Sanna-hoitaja`.
CALLED = re.compile(
    r"(?:äi[td]i|isä|poi[kj]|ty[tö]t|tytär|tyttä|vaimo|mie[hs]|sisko|vel[ij]|mummo|mummi|mumma|mummu|"
    r"uk[ki]|vaari|pap[pa]|setä|sedä|täti|tädi|eno|vauva|lapsi|lapse|rouva|herra|neiti|serkku|"
    r"serku|kaveri|ystäv|naapuri|raukka|rauka|parka|para|niminen|nimi[ns]|potila|asiakka|"
    r"\w*hoitaj|\w*lääkäri|\w*terapeut|\w*psykolog|\w*ohjaaj|\w*kätilö)"
)
# Before the name of who writes.
GREETS = (
    r"(?:(?:ystävällisin |parhain )?terveisin|terv|yst|t|yt|(?:med vänlig )?hälsning(?:ar)?|"
    r"(?:kind |best )?regards|sincerely)"
)
SIGNATURE = re.compile(rf"(?<!\w){GREETS}[.:,]?\s+$", re.IGNORECASE)
SIGNED = re.compile(rf"\W*{GREETS}[.:,]?\s", re.IGNORECASE)
