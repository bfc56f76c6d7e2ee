"""The style guide: every component in every state, drawn by the site's own templates.

Mounted only where settings.STYLEGUIDE is set, and needs no database: its samples
are made here, in the words of real pages.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from core.facets import Choice, Facet
from core.forms import (
    ChoiceField,
    DateField,
    EmailField,
    ResidentForm,
    TextField,
    widgets,
)
from core.languages import OtherLanguage
from core.menu import MenuItem
from core.steps import Step

# A 45-letter compound: every heading must bear it.
LONG_WORD = "Lääkärihelikopterilentotoimintaharjoitukset"


@dataclass(frozen=True)
class Named:
    value: str
    label: str

    @property
    def name(self) -> str:
        return self.label


@dataclass
class Sample:
    """Looks like an opportunity page to the templates."""

    pk: int
    title: str
    state: Named
    opens: int
    closes: float
    due: int = 60
    introduction: str = (
        "Voit vaikuttaa siihen, mitä palveluja saat läheltä ja mitä etänä."
    )
    place: str = "both"
    duration: str = "8 minuuttia"
    picture_id: None = None
    outcome_delay_reason: str = "Vastauksia tuli odotettua enemmän"
    municipality_list: list[Named] = field(default_factory=list)

    def in_days(self, days: float) -> datetime:
        return timezone.now() + timedelta(days=days)

    @property
    def opens_at(self) -> datetime:
        return self.in_days(self.opens)

    @property
    def closes_at(self) -> datetime:
        return self.in_days(self.closes)

    @property
    def outcome_due(self) -> datetime:
        return self.in_days(self.due)

    @property
    def outcome_new_date(self) -> datetime:
        return self.in_days(9)

    @property
    def outcome_published_at(self) -> datetime:
        return self.in_days(-11)

    @property
    def can_take_part(self) -> bool:
        return self.state.value in ("open", "closes-soon")


STATES = [
    Named("opens-soon", "Avautuu pian"),
    Named("open", "Avoinna"),
    Named("closes-soon", "Päättyy pian"),
    Named("closed", "Päättynyt"),
    Named("outcome-due", "Tuloksia odotetaan"),
    Named("outcome-late", "Tulokset myöhässä"),
    Named("outcome-published", "Tulokset julkaistu"),
]
TOWNS = [
    Named("508", "Mänttä-Vilppula"),
    Named("702", "Ruovesi"),
    Named("936", "Virrat"),
]
TIMES: list[tuple[int, float, int]] = [
    (7, 30, 60),
    (-10, 12.5, 60),
    (-10, 0, 60),
    (-30, -1, 30),
    (-60, -30, 10),
    (-90, -60, -12),
    (-99, -70, -20),
]
TITLES = [
    "Nuorten mielenterveyden tuki: verkkoaivoriihi",
    "Millainen on hyvä lähipalvelu Ylä-Pirkanmaalla?",
    "Kotihoidon puhelut: soitammeko oikeaan aikaan?",
    f"{LONG_WORD} lähialueella",
    "Omaishoidon tuki: arvioi uudet perusteet",
    "Uusi perhekeskus Nokialle: tilat ja aukiolo",
    "Takaisinsoitto tulee nyt silloin, kun sinulle sopii",
]


def opportunities() -> list[Sample]:
    rows = zip((1207, 3415, 88, 941, 15, 16, 17), TITLES, STATES, TIMES, strict=True)
    return [
        Sample(pk, title, state, *times, municipality_list=TOWNS if pk % 2 else [])
        for pk, title, state, times in rows
    ]


@dataclass
class SampleEvent(Sample):
    """An event: its card, and its call to action in each state."""

    venue_name: str = "Virtain kirjasto"
    seats: int = 24
    sign_up: str = "Soita tai lähetä lomake. Riittää etunimi."
    contact_phone: str = "000 000 0000"
    is_one_day: bool = True

    @property
    def event(self) -> "SampleEvent":
        return self

    @property
    def starts_at(self) -> datetime:
        return self.closes_at - timedelta(hours=2.5)

    @property
    def ends_at(self) -> datetime:
        return self.closes_at

    @property
    def sign_up_by(self) -> datetime:
        return self.in_days(self.closes - 4)


def events() -> dict[str, SampleEvent]:
    title = "Työpaja: mitkä palvelut ovat lähellä?"
    coming = SampleEvent(21, title, STATES[1], -10, 12.2, municipality_list=TOWNS[2:])
    held = SampleEvent(22, LONG_WORD, STATES[4], -60, -30, 10)
    return {"coming": coming, "held": held}


AGENDA = [
    {
        "time": time(17),
        "title": "Kahvit ja tervetuloa",
        "text": "Voit tulla jo klo 16.30.",
    },
    {"time": time(18, 30), "title": "Tee", "text": ""},
    {"time": time(18, 45), "title": LONG_WORD, "text": "Neljän hengen pöydissä."},
]
ACCESS = [
    {
        "sign": "ear",
        "available": True,
        "title": "Induktiosilmukka",
        "text": "Koko salissa.",
    },
    {"sign": "access", "available": True, "title": LONG_WORD, "text": ""},
    {
        "sign": "speech",
        "available": False,
        "title": "Ei viittomakielen tulkkia valmiina",
        "text": "Tilaamme tulkin, jos kerrot viikkoa ennen.",
    },
]
PRESENT = [
    {"name": "Juhani", "role": "Aluevaltuutettu. Kuuntelee ja vastaa."},
    {"name": LONG_WORD, "role": ""},
]


class SampleForm(ResidentForm):
    role = ChoiceField(
        label="Oletko asiakas, läheinen vai joku muu?",
        choices=[("client", "Olen asiakas"), ("relative", "Olen asiakkaan läheinen")],
        help_text="Valitse se, joka kuvaa sinua parhaiten.",
        error_messages={"required": "Valitse, oletko asiakas, läheinen vai joku muu."},
    )
    message = TextField(
        label="Mitä haluat kertoa?",
        max_length=300,
        widget=widgets.TextArea(6, {"data-check-personal-data": True}),
        help_text="Kerro, mitä tapahtui.\nKerro myös, mitä toivot.",
        error_messages={"required": "Kirjoita palautteesi."},
    )
    recommendation = ChoiceField(
        label="Kuinka todennäköisesti suosittelisit tätä palvelua läheisellesi?",
        choices=[(str(number), str(number)) for number in range(11)],
        widget=widgets.Scale(),
        required=False,
        help_text="Valitse luku 0–10.",
    )
    day = DateField(
        label="Milloin asioit?", help_text="Esimerkiksi 22 11 2026", required=False
    )
    unit = forms.ChoiceField(
        label="Mitä toimipaikkaa palautteesi koskee?",
        choices=[
            ("", "Valitse"),
            ("1", "Hervannan terveysasema"),
            ("2", "Virtain terveysasema"),
        ],
        widget=widgets.Select(),
        required=False,
    )
    email = EmailField(label="Sähköpostiosoite", required=False)


WRONG = {
    "message": "Odotin takaisinsoittoa koko päivän. Tunnukseni on 131052-308T.",
    "recommendation": "9",
    "day_day": "31",
    "day_month": "2",
    "day_year": "2026",
    "email": "aino.esimerkki",
}


def steps(late: bool = False) -> list[Step]:
    today = timezone.localdate()
    done = [
        Step("Aloite", "done", today - timedelta(days=170)),
        Step("Vireilletulo", "done"),
    ]
    if late:
        return [*done, Step("Tulos", "late", None, "12 päivää")]
    ahead = today + timedelta(days=85)
    return [
        *done,
        Step("Valmistelu", "now"),
        Step("Päätös", "next", ahead, "aluevaltuusto"),
        Step("Toimeenpano", "next", None, "syksyllä 2027"),
        Step("Seuranta ja arviointi", "next"),
    ]


@dataclass(frozen=True)
class SampleScene:
    title: str
    text: str
    quote: str = ""
    picture: None = None


@dataclass(frozen=True)
class SampleStory:
    pk: int
    title: str
    voice: str
    minutes: int
    area: str = ""
    url: str = "#tarina"
    introduction: str = "Marja kertoo, miten pieni palaute muutti tapaa soittaa."
    picture_id: None = None


SCENES = [
    SampleScene("Puhelu tuli väärään aikaan", "Isä vastasi, että kaikki on hyvin."),
    SampleScene(LONG_WORD, "Meiltä kysyttiin samat asiat.", "Kerroin sen neljästi."),
]
STORIES = [
    SampleStory(
        2207, "Isän puhelu ja yksi lause", "Läheisen kokemus", 4, "Avopalvelut"
    ),
    SampleStory(2208, LONG_WORD, "Oma kokemus", 1),
]


@dataclass(frozen=True)
class SampleOutcome:
    title: str
    due: date
    in_time: bool = True
    new_date: date | None = None
    new_date_passed: bool = False
    reason: str = ""
    url: str = "#tulos"
    area: str = "Avopalvelut"
    heard: str = "Saimme 412 vastausta. Moni joutui odottamaan koko päivän."
    did: str = "Kun soitat, voit nyt valita ajan."
    could_not: str = "Iltanumeroa emme voineet avata: hoitajia ei riitä."

    @property
    def published_at(self) -> datetime:
        return timezone.now()


def outcomes() -> list[SampleOutcome]:
    today = timezone.localdate()
    return [SampleOutcome(TITLES[6], today), SampleOutcome(TITLES[3], today, False)]


def late_outcomes() -> list[SampleOutcome]:
    """Without a new date, with one, and with one that has passed."""
    today, reason = timezone.localdate(), "Selvitys jatkuu"
    due, ahead = today - timedelta(days=20), today + timedelta(days=9)
    return [
        SampleOutcome(TITLES[5], due),
        SampleOutcome(TITLES[4], due, new_date=ahead, reason=reason),
        SampleOutcome(TITLES[3], due, new_date=due, new_date_passed=True),
    ]


def facets() -> list[Facet]:
    counts = [("Oma kokemus", 11), ("Läheisen kokemus", 5), (LONG_WORD, 7)]
    choices = [Choice(label, "#rajaa", count, False) for label, count in counts]
    return [Facet("kenen", "Kenen tarina", Choice("", "", 23, True), choices)]


@dataclass(frozen=True)
class SamplePaging:
    number: int = 3
    pages: int = 9
    has_previous: bool = True
    has_next: bool = True
    previous_url: str = "?sivu=2"
    next_url: str = "?sivu=4"

    @property
    def links(self) -> list[tuple[int, str]]:
        shown = (1, 2, 3, 4, 0, 9)
        return [(number, f"?sivu={number}" if number else "") for number in shown]


@dataclass(frozen=True)
class Figure:
    """Looks like participation_pages.methods.Figure."""

    large: str
    small: str = ""
    is_long: bool = False


@dataclass(frozen=True)
class Rung:
    label: str
    here: bool = False


def methods() -> dict[str, Any]:
    """What the pages of methods show."""
    long = Figure("niin paljon kuin asia vaatii", is_long=True)
    return {
        "figures": [Figure("8–30", "neljän hengen pöydissä"), Figure("2 tuntia"), long],
        "rungs": [Rung("Yhteiskehittäminen", here=True), Rung("Tiedottaminen")],
        "method": {
            "title": "Työpaja",
            "introduction": "Kukaan ei tiedä vastausta valmiiksi.",
            "participants": "8–30, neljän hengen pöydissä",
            "duration": "2–3 tuntia",
        },
    }


def councils() -> dict[str, Any]:
    """What the pages of advisory councils show."""
    today = timezone.localdate()
    statement = {
        "date": today - timedelta(days=140),
        "title": "Lausunto chatin aukiolosta",
        "given_to": "aluehallitus",
        "summary": "Chatin pitää olla auki illalla.",
        "url": "#lausunto",
    }
    return {
        "meeting": {
            "starts": timezone.now() + timedelta(days=14),
            "place": "Virtain kirjasto ja verkko",
            "topics": ["nuorten mielenterveyden tuki", LONG_WORD],
            "url": "#asiakirjat",
        },
        "statements": [
            {**statement, "date": today, "title": "Lausunto palveluverkosta"},
            {**statement, "what_followed": "Chat on auki kello 20 asti."},
        ],
    }


@dataclass(frozen=True)
class SampleChoice:
    label: str
    count: int
    value: str = "1"
    chosen: bool = False


@dataclass(frozen=True)
class SampleQuestion:
    label: str
    parameter: str
    chosen: list[SampleChoice]
    others: list[SampleChoice]

    @property
    def choices(self) -> list[SampleChoice]:
        return self.chosen + self.others


def filter_sample() -> dict[str, Any]:
    """What the filter of the list takes."""
    return {
        "towns": SampleQuestion(
            "Paikka",
            "kunta",
            [SampleChoice("Tampere", 9, "837", chosen=True)],
            [SampleChoice("Mänttä-Vilppula", 2)],
        ),
        "questions": [
            SampleQuestion(
                "Palvelut",
                "palvelu",
                [SampleChoice("Avopalvelut", 5, chosen=True)],
                [SampleChoice("Lapset, nuoret ja perheet", 4, "2")],
            ),
            SampleQuestion(
                "Miten", "tapa", [], [SampleChoice(LONG_WORD, 12, "online")]
            ),
        ],
        "changes": [
            {"label": "Tampere", "url": "?kunta=837", "count": 9},
            {"label": LONG_WORD, "url": "?tapa=online", "count": 1},
        ],
    }


def icon_names() -> list[str]:
    sprite = finders.find("art/icons.svg")
    icon = r'<symbol id="([^"]+)" viewBox="0 0 24 24"'
    return re.findall(icon, Path(sprite).read_text()) if sprite else []


def frame() -> dict[str, Any]:
    """What the context processor would read from the database."""
    return {
        "county": {
            "name": "Pirkanmaan hyvinvointialue",
            "website": "https://example.org/",
            "phone": "000 000 0000",
            "phone_hours": "arkisin klo 9–15",
            "email": "osallisuus@example.org",
        },
        "main_menu": [
            MenuItem("Osallistu nyt", "/osallistu/"),
            MenuItem("Palaute", "/palaute/"),
        ],
        "footer_links": [MenuItem("Saavutettavuusseloste", "/saavutettavuusseloste/")],
    }


def fault() -> dict[str, Any]:
    return {
        "title": f"{LONG_WORD}: videosta puuttuu tekstitys",
        "where": "Kokemustarinat",
        "why": "Käännös on kesken (WCAG 1.2.2).",
        "alternative": "Tarina on sivulla myös tekstinä.",
        "mended_by": timezone.localdate() + timedelta(days=60),
    }


def results() -> list[dict[str, Any]]:
    """As the search shows them: with the word that was found, and in another language."""
    found = format_html(
        "Kerro, mikä <mark>{}</mark> on nyt hankalaa.", "ajanvarauksessa"
    )
    return [
        {
            "url": "#tulos",
            "title": format_html("Miten haluat <mark>{}</mark> hammashoitoon?", "ajan"),
            "snippet": found,
            "kind": "Tapa osallistua",
            "icon": "open",
            "state": "Avoinna",
            "area": "Avopalvelut",
            "date": "Viimeinen päivä: 22.11.2026",
        },
        {
            "url": "#tulos",
            "title": "Pappas samtal",
            "kind": LONG_WORD,
            "icon": "story",
            "other": OtherLanguage("sv", "Ruotsiksi"),
        },
    ]


def components(request: HttpRequest) -> HttpResponse:
    samples = opportunities()
    # Names and questions of their own: two forms on one page must not be confused.
    wrong = SampleForm(
        {f"wrong-{name}": value for name, value in WRONG.items()}, prefix="wrong"
    )
    for form_field in wrong.fields.values():
        form_field.label = f"{form_field.label} (virhe)"
    context = {
        **frame(),
        **methods(),
        **councils(),
        "states": STATES,
        "samples": samples,
        "open": samples[1],
        "late": samples[5],
        "events": events(),
        "agenda": AGENDA,
        "access": ACCESS,
        "present": PRESENT,
        "long_word": LONG_WORD,
        "steps": steps(),
        "late_steps": steps(late=True),
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": wrong,
        "wrong_errors": wrong.error_list(),
        "can": ["mitkä palvelut ovat sinua lähellä", "minä päivinä ne ovat auki"],
        "cannot": [
            "palveluihin käytettävän rahan määrään: siitä on päätetty talousarviossa"
        ],
        "heard": "Saimme 412 vastausta. Moni joutui odottamaan koko päivän.",
        "did": "Kun soitat, voit nyt valita ajan.\n\nSoitamme samana päivänä.",
        "could_not": "Iltanumeroa emme voineet avata: hoitajia ei riitä iltavuoroon.",
        "paging": SamplePaging(),
        "scenes": SCENES,
        "stories": STORIES,
        "outcomes": outcomes(),
        "late_outcomes": late_outcomes(),
        "facets": facets(),
        "filter": filter_sample(),
        "results": results(),
        "promoted": [
            {"url": "#tulos", "title": "Näin varaat ajan", "text": "Kolme tapaa."}
        ],
        # The box stands among the components, and once on a page.
        "is_search": True,
        "kept": [
            ("kind", "idea"),
            ("message", "Odotin koko päivän. " * 6),
            ("email", "a@example.org"),
        ],
        "fault": fault(),
        "icons": icon_names(),
    }
    return render(request, "styleguide/components.html", context)


urlpatterns = [path("", components, name="styleguide")]
