"""Words that every text has, and that no one looks for by themselves.

Function words in the forms in which they stand in texts; nouns and verbs that mean
something are never among them. They matter only beside other words: who looks for nothing
else gets what has them.
"""

from functools import cache

FINNISH = """
ei en et emme ette eivät ja tai sekä vai eli mutta vaan vaikka että jotta koska kun jos
kuin niin myös vielä jo nyt sitten ihan hyvin vain aina usein tässä tämä tämän tätä tästä
tähän tällä tälle nämä näiden näitä näissä näistä se sen sitä siinä siitä siihen sillä
sille ne niiden niitä niissä niistä niihin niillä niille tuo tuon tuota nuo joka jonka jota
jossa josta johon jolla jolle jotka joiden joita joissa joista joihin joilla joille mikä
minkä mitä missä mistä mihin millä mille mitkä mitkään mitään kuka kenen ketä kenellä
kenelle kenet miten miksi milloin kuinka minä minun minua minulla minulle minusta mä mun
mua mulla mulle sinä sinun sinua sinulla sinulle sä sun hän hänen häntä hänellä hänelle me
meidän meitä meillä meille te teidän teitä teillä teille he heidän heitä heillä heille on
ovat oli olivat olen olet olemme olette ole olla ollut olisi olisivat voi voin voit voiko
voinko voisi saa saan saako saanko saisi pitää pitäisi täytyy onko oliko kai kyllä noin
itse kanssa ilman ennen jälkeen aikana mukaan kautta varten vuoksi takia kohti yli alle
oon oot ollu oo onks voiks saaks mis mist sit kans niinku
"""
SWEDISH = """
och eller men att det den de som en ett är var i på av för med till från om inte har hade
kan ska skulle vill man jag du han hon vi ni dem mig dig oss er min din sin vår hur vad när
där här var varför vilken vilket vilka också så då än bara vid ut upp över under efter utan
"""
ENGLISH = """
the a an and or but of to in on at for from with by about is are was were be been it its
this that these those i you he she we they me him her us them my your our their how what
when where why who which do does did can could will would should not no as if than then so
there here also into out up over under after before have has had
"""
LISTS = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Of `fi`, `sv` or `en`, in lower case."""
    return frozenset(LISTS[language].split())
