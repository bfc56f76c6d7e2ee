"""What residents might write: sentences put together anew for each message."""

from random import Random

PLACES = (
    "Hervannan hammashoitolassa", "Ylöjärven terveysasemalla", "Nokian neuvolassa",
    "Kangasalan kotihoidossa", "Lempäälän perhekeskuksessa", "Valkeakosken sairaalassa",
    "Sastamalan laboratoriossa", "Mäntän vuodeosastolla", "Orivedellä",
    "Acutan päivystyksessä", "Pirkkalan vastaanotolla", "Parkanon kuntoutuksessa",
    "Kaukajärven terveysasemalla", "Linnainmaan neuvolassa", "Virroilla", "Urjalassa",
)  # fmt: skip
SERVICES = (
    "hammaslääkärin", "kotihoidon", "omaishoidon tuen", "fysioterapian", "neuvolan",
    "lastensuojelun", "kuljetuspalvelun", "vammaispalvelun", "perheneuvolan",
    "mielenterveyspalvelun", "päihdehoidon", "laboratorion", "rokotuksen", "lääkärin",
    "ajanvarauksen", "aikuissosiaalityön", "koulukuraattorin", "asumispalvelun",
    "kotisairaalan", "hoitotarvikkeiden",
)  # fmt: skip
PEOPLE = (
    "äitini", "isäni", "lapseni", "puolisoni", "naapurini", "mummini", "poikani",
    "tyttäreni", "asiakkaani", "veljeni",
)  # fmt: skip
FINNISH = (
    "Odotin {service} aikaa {n} viikkoa, ja sitten se peruttiin tekstiviestillä.",
    "Puhelimeen ei vastattu, vaikka soitin {n} kertaa samana aamuna.",
    "Kiitos ystävälliselle hoitajalle {place}, hän jaksoi kuunnella.",
    "Takaisinsoittoa ei tullut {n} päivään.",
    "Miksi {service} jonoa ei näe mistään?",
    "{person} sai hyvää hoitoa {place}.",
    "Odotushuone {place} oli kylmä ja ahdas.",
    "Pysäköinti oli vaikeaa, ja invapaikat olivat täynnä.",
    "Ehdotan, että {service} asiat voisi hoitaa myös verkossa.",
    "Lähete katosi kahden toimipisteen välillä.",
    "Henkilökunta vaihtuu jatkuvasti, ja asia pitää aina kertoa alusta.",
    "Ohjeet olivat selkeät ja ne sai mukaan paperilla.",
    "Bussi ei enää pysähdy lähellä, joten {person} ei pääse itse perille.",
    "Laskussa oli virhe, jota kukaan ei osaa selittää.",
    "Lääkkeiden jako myöhästyi {n} tuntia.",
    "Saako {service} päätöksestä valittaa, ja mihin?",
    "Kielenkäyttö vastaanotolla oli tylyä.",
    "Etävastaanotto toimi hyvin, säästyi {n} kilometrin matka.",
    "Lomake ei toimi ruudunlukijalla, painikkeilla ei ole nimeä.",
    "Ruoka osastolla oli maukasta, ja toiveet otettiin huomioon.",
    "Toivoisin iltavastaanottoa ainakin kerran viikossa.",
    "Ilmoittautumisautomaatti {place} oli taas rikki.",
    "{person} jäi ilman apua koko viikonlopuksi.",
    "Päätöksessä luki väärä päivämäärä.",
    "Kotikäynti kesti viisi minuuttia, vaikka aikaa oli luvattu puoli tuntia.",
    "Hoitaja tuli ajoissa ja kysyi, mitä tarvitsen.",
)  # fmt: skip
SWEDISH = (
    "Jag väntade {n} veckor på en tid, och sedan ställdes den in.",
    "Personalen pratade över huvudet på min mamma.",
    "Tack till sköterskan som hade tid att lyssna.",
    "Blanketten finns inte på svenska.",
    "Varför svarar ingen i telefon?",
    "Färdtjänsten kom {n} timmar för sent.",
    "Kan man överklaga beslutet, och vart?",
    "Väntrummet var kallt och trångt.",
)
ENGLISH = (
    "I waited {n} weeks for an appointment and then it was cancelled.",
    "Nobody answered the phone although I called {n} times.",
    "Thank you to the nurse who took the time to listen.",
    "Is there an interpreter at the clinic?",
    "The letter was only in Finnish.",
)
IDENTITY_CODE = "Tunnus on 010152-9052."
PHONE = "Soittakaa numeroon 040 123 4567."
EMAIL = "Osoite on kysyja@example.org."
LINK = "Lisää: https://example.com/halpa"
SHOUTING = "TÄMÄ EI VOI JATKUA NÄIN!"
SENTENCES = {"fi": FINNISH, "fi-simple": FINNISH, "sv": SWEDISH, "en": ENGLISH}


def message(chance: Random, language: str) -> str:
    """One to four sentences."""
    chosen = chance.sample(SENTENCES[language], chance.choice((1, 2, 2, 3, 4)))
    text = " ".join(
        sentence.format(
            place=chance.choice(PLACES),
            service=chance.choice(SERVICES),
            person=chance.choice(PEOPLE),
            n=chance.randint(2, 19),
        )
        for sentence in chosen
    )
    return text[0].upper() + text[1:]
