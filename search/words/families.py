"""Finnish words that say the same, of which the dictionary does not know it.

Voikko tells that `päivystys` is what one does who `päivystää`; of older words it does not.
Whoever looks for one word of a line finds the others too. A word stands in one line only,
in its base form; who does something (`hoitaja`) is never with what is done.
"""

from functools import cache

FAMILIES = """
hoito hoitaa
haku hakea hakemus
apu auttaa avustaa avustus
tuki tukea
maksu maksaa
lasku laskuttaa laskutus
rokote rokottaa rokotus
jono jonottaa jonotus
pelko pelätä peljätä
kysely kysyä kysymys
palvelu palvella
käynti käydä
asunto asua asuminen
päätös päättää
muutos muuttaa
matka matkustaa matkustus
tulkki tulkata tulkkaus
peruuttaa perua peruutus
budjetti budjetoida budjetointi
keskustelu keskustella
ehdotus ehdottaa
kokemus kokea
opetus opettaa
opiskelu opiskella
tapaaminen tavata
ilmoitus ilmoittaa
ilmoittautuminen ilmoittautua
kuljetus kuljettaa
kuunnella kuuntelu
kuulla kuuleminen
lainata laina lainaus
lausunto lausua
leikkaus leikata
liikunta liikkua
luottamus luottaa
masennus masentaa masentua masentunut
ahdistus ahdistaa ahdistua ahdistunut
neuvo neuvoa neuvonta
odotus odottaa
ohje ohjata ohjaus
osto ostaa ostos
pyyntö pyytää
ruoka ruokailu ruokailla
saattaa saatto
siivous siivota
sovittelu sovitella
suoja suojata suojelu suojella
suositus suositella
suunnitelma suunnittelu suunnitella
särky särkeä
tarve tarvita
tavoite tavoitella
tieto tietää
toimi toimia toiminta
toive toivoa toivomus
tutkimus tutkia
työ työskennellä
uneton unettomuus
uusinta uusia uusiminen
vaihto vaihtaa
valinta valita
valitus valittaa
valvonta valvoa
vastaus vastata
vierailu vierailla
viesti viestiä viestintä
yskä yskiä
kuume kuumeinen kuumeilla
kipu kipeä kivulias
kaatua kaatuminen
kaveri ystävä
osallistua osallisuus osallistuminen
esteetön esteettömyys
saavutettava saavutettavuus
köyhä köyhyys
yksinäinen yksinäisyys
turvallinen turvallisuus
raitis raittius
terve terveys
sairas sairaus sairastaa sairastua
vammainen vamma
vanha vanhuus
nuori nuoruus
puhelu puhelin soittaa soitto
verkko netti internet
sähköposti meili
diabetes diabeetikko
"""


@cache
def families() -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(other for other in line.split() if other != word)
        for line in FAMILIES.strip().splitlines()
        for word in line.split()
    }


def family_of(word: str) -> tuple[str, ...]:
    """The other words of its line; none if it stands in no line."""
    return families().get(word, ())
