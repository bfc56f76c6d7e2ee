"""Pages as an editor would make them, with believable texts."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from core.models import (
    DecisionBody,
    Municipality,
    ServiceArea,
    ServiceUnit,
    TargetGroup,
)
from feedback_forms.models import FeedbackPage
from home.models import AccessibilityStatementPage, HomePage, InformationPage
from initiatives.models import InitiativesPage
from moderation.models import ModerationRulesPage
from participation_pages.models import (
    CouncilIndexPage,
    CouncilPage,
    EventPage,
    MethodIndexPage,
    MethodPage,
    OpportunityIndexPage,
    OpportunityPage,
)


def register_entry(model: type, name: str, **fields: Any) -> Any:
    """The entry of that Finnish name, made when it is missing."""
    found = model.objects.filter(name_fi=name).first()
    return found or model.objects.create(name_fi=name, **fields)


def service_area(name: str = "Avopalvelut") -> ServiceArea:
    return register_entry(
        ServiceArea, name, name_sv="Öppenvård", name_en="Outpatient services"
    )


def service_unit(name: str = "Hervannan terveysasema") -> ServiceUnit:
    return register_entry(ServiceUnit, name, service_area=service_area())


def decision_body(name: str = "Aluevaltuusto") -> DecisionBody:
    return register_entry(DecisionBody, name)


def municipality(name: str = "Tampere", code: str = "837") -> Municipality:
    return register_entry(Municipality, name, code=code, name_sv="Tammerfors")


def home_page(language: str = "fi", **fields: Any) -> HomePage:
    """The site's home page; in other languages its translation."""
    if language != "fi":
        original = home_page()
        locale = Locale.objects.get(language_code=language)
        found = HomePage.objects.filter(locale=locale).first()
        if found:
            return found
        page = original.copy_for_translation(locale)
        page.title = f"{original.title} {language}"
        page.save_revision().publish()
        return HomePage.objects.get(pk=page.pk)
    found = HomePage.objects.filter(locale__language_code="fi").first()
    if found:
        return found
    root = Page.get_first_root_node()
    page = root.add_child(
        instance=HomePage(
            title="Osallistu ja näe, mihin se johtaa",
            slug="osallistu",
            introduction="Kerro, mitä ajattelet palveluista.",
            **fields,
        )
    )
    site = Site.objects.get(is_default_site=True)
    stale, site.root_page = site.root_page, page
    site.save()
    if not isinstance(stale.specific, HomePage):
        stale.delete()
    return HomePage.objects.get(pk=page.pk)


def below(parent: Page, page: Page, *, live: bool = True) -> Any:
    page.live = live
    return parent.add_child(instance=page)


def index_page() -> OpportunityIndexPage:
    found = OpportunityIndexPage.objects.filter(locale__language_code="fi").first()
    page = OpportunityIndexPage(
        title="Osallistu nyt", slug="osallistu-nyt", show_in_menus=True
    )
    return found or below(home_page(), page)


def feedback_page() -> FeedbackPage:
    found = FeedbackPage.objects.filter(locale__language_code="fi").first()
    page = FeedbackPage(
        title="Anna palautetta", slug="anna-palautetta", show_in_menus=True
    )
    return found or below(home_page(), page)


def initiatives_page() -> InitiativesPage:
    found = InitiativesPage.objects.filter(locale__language_code="fi").first()
    page = InitiativesPage(title="Aloitteet", slug="aloitteet", show_in_menus=True)
    return found or below(home_page(), page)


def information_page(**fields: Any) -> InformationPage:
    fields = {"title": "Tietoa osallistumisesta", "slug": "tietoa", **fields}
    return below(home_page(), InformationPage(**fields))


FAULT = {
    "title": "Kahdesta videosta puuttuu tekstitys ruotsiksi",
    "where": "Kokemustarinat",
    "why": "Käännös on kesken (WCAG 1.2.2).",
    "reason": "not-yet",
    "alternative": "Tarina on sivulla myös tekstinä.",
    "mended_by": date(2027, 1, 31),
}


def statement_page(
    *, live: bool = True, faults: list[Any] | None = None, **fields: Any
) -> AccessibilityStatementPage:
    """Most requirements met, one fault; `faults` are the values that differ from it."""
    given = {
        "title": "Saavutettavuusseloste",
        "slug": "saavutettavuusseloste",
        "conformance": "partial",
        "assessed": "self",
        "method": "Testasimme sivut näppäimistöllä ja kolmella ruudunlukijalla.",
        "published_on": timezone.localdate() - timedelta(days=100),
        "reviewed_on": timezone.localdate() - timedelta(days=10),
        **fields,
    }
    page = AccessibilityStatementPage(**given)
    values = [{}] if faults is None else faults
    page.faults = [("fault", {**FAULT, **value}) for value in values]
    return below(home_page(), page, live=live)


class OpportunityPageFactory(factory.Factory):
    """Built, not saved: `opportunity_page()` puts it below the index."""

    class Meta:
        model = OpportunityPage

    title = factory.Sequence(lambda number: f"Millainen on hyvä lähipalvelu {number}?")
    slug = factory.Sequence(lambda number: f"lahipalvelu-{number}")
    introduction = "Suunnittelemme, mitä palveluja saat läheltä."
    kind = "planning"
    phase = "preparation"
    place = "both"
    service_area = factory.LazyFunction(service_area)
    used_for = "Kokoamme vastauksista suunnitelman liitteen."
    decision_body = factory.LazyFunction(decision_body)
    organiser = factory.LazyFunction(service_unit)
    contact_name = "Helmi, suunnittelija"
    support = "Voit vastata myös puhelimessa tai paperilla."
    can_influence = "mitkä palvelut ovat lähellä\nmihin aikaan ne ovat auki"
    cannot_influence = "käytettävissä olevaan rahaan: siitä on jo päätetty"
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=20))
    outcome_due = factory.LazyAttribute(
        lambda page: (page.closes_at + timedelta(days=60)).date()
    )

    class Params:
        coming = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
            closes_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)),
        )
        ended = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=90)),
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=40)),
        )
        late = factory.Trait(
            ended=True,
            outcome_due=factory.LazyFunction(
                lambda: timezone.localdate() - timedelta(days=3)
            ),
        )
        with_outcome = factory.Trait(
            ended=True,
            heard="Saimme 412 vastausta.",
            did="Voit nyt valita soiton ajan.",
            could_not="Iltanumeroa emme voineet avata: hoitajia ei riitä.",
        )


def opportunity_page(
    *, live: bool = True, parent: Page | None = None, **fields: Any
) -> Any:
    page = OpportunityPageFactory.build(**fields)
    below(parent or index_page(), page, live=False)
    page.municipalities.set([municipality()])
    page.target_groups.set([register_entry(TargetGroup, "Kaikki")])
    page.live = live
    page.save()
    return OpportunityPage.objects.get(pk=page.pk)


ACCESS = [
    {
        "sign": "access",
        "available": True,
        "title": "Esteetön sisäänkäynti",
        "text": "Pääovi, ei kynnystä, ovi aukeaa napista.",
    },
    {
        "sign": "speech",
        "available": False,
        "title": "Ei viittomakielen tulkkia valmiina",
        "text": "Tilaamme tulkin, jos kerrot viikkoa ennen.",
    },
]


class EventPageFactory(OpportunityPageFactory):
    """Built, not saved: `event_page()` puts it below the index."""

    class Meta:
        model = EventPage

    title = factory.Sequence(lambda number: f"Mitkä palvelut ovat lähellä {number}?")
    slug = factory.Sequence(lambda number: f"tilaisuus-{number}")
    introduction = "Valitsemme yhdessä kolme asiaa, joita kehitämme ensin."
    event_kind = "discussion"
    place = "on-site"
    opens_at = None
    closes_at = None
    # As an editor writes it: without seconds.
    starts_at = factory.LazyFunction(
        lambda: (timezone.now() + timedelta(days=20)).replace(second=0, microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda page: page.starts_at + timedelta(hours=2))
    outcome_due = factory.LazyAttribute(
        lambda page: (page.ends_at + timedelta(days=14)).date()
    )
    venue_name = "Virtain kirjasto"
    venue_access = factory.LazyFunction(lambda: [("item", one) for one in ACCESS])

    class Params:
        hearing = factory.Trait(event_kind="hearing")
        workshop = factory.Trait(event_kind="workshop", design_phase="define")
        online = factory.Trait(
            place="online",
            venue_name="",
            venue_access=[],
            online_url="https://example.org/huone",
        )
        coming = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
        )
        running = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
        )
        ended = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=40)),
            outcome_due=factory.LazyFunction(
                lambda: timezone.localdate() + timedelta(days=20)
            ),
        )
        late = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=40)),
            outcome_due=factory.LazyFunction(
                lambda: timezone.localdate() - timedelta(days=3)
            ),
        )


def event_page(*, live: bool = True, parent: Page | None = None, **fields: Any) -> Any:
    page = EventPageFactory.build(**fields)
    below(parent or index_page(), page, live=False)
    page.municipalities.set([municipality("Virrat", "936")])
    page.target_groups.set([register_entry(TargetGroup, "Kaikki")])
    page.live = live
    page.save()
    return EventPage.objects.get(pk=page.pk)


def method_index_page() -> MethodIndexPage:
    found = MethodIndexPage.objects.filter(locale__language_code="fi").first()
    page = MethodIndexPage(title="Menetelmät", slug="menetelmat")
    return found or below(home_page(), page)


class MethodPageFactory(factory.Factory):
    """Built, not saved: `method_page()` puts it below its index."""

    class Meta:
        model = MethodPage

    title = factory.Sequence(lambda number: f"Työpaja {number}")
    slug = factory.Sequence(lambda number: f"tyopaja-{number}")
    introduction = "Asukkaat, työntekijät ja päättäjät suunnittelevat yhdessä."
    ladder = "co-development"
    purpose = "Eri ihmiset kertovat arjestaan samassa pöydässä."
    suits = "ratkaisu on vielä auki\ntulos viedään päätökseen"
    does_not_suit = "päätös on jo tehty"
    participants = "8–30, neljän hengen pöydissä"
    duration = "2–3 tuntia"
    effort = "5 päivää"
    steps = factory.LazyFunction(
        lambda: [
            ("step", {"title": "Sovi, kuka päättää", "text": "Kirjoita se kutsuun."}),
            ("step", {"title": "Kerro tulokset", "text": ""}),
        ]
    )


def method_page(*, live: bool = True, **fields: Any) -> Any:
    page = MethodPageFactory.build(**fields)
    below(method_index_page(), page, live=live)
    return MethodPage.objects.get(pk=page.pk)


def council_index_page() -> CouncilIndexPage:
    found = CouncilIndexPage.objects.filter(locale__language_code="fi").first()
    page = CouncilIndexPage(title="Vaikuttamistoimielimet", slug="neuvostot")
    return found or below(home_page(), page)


class CouncilPageFactory(factory.Factory):
    """Built, not saved: `council_page()` puts it below its index."""

    class Meta:
        model = CouncilPage

    title = factory.Sequence(lambda number: f"Nuorisovaltuusto {number}")
    slug = factory.Sequence(lambda number: f"nuorisovaltuusto-{number}")
    introduction = "Nuorisovaltuusto tuo nuorten äänen päätöksiin."
    duties = "Nuorisovaltuustoa kuullaan nuorten asioissa."
    term = "2026–2027"
    contact_name = "Helmi, sihteeri"


def council_page(*, live: bool = True, **fields: Any) -> Any:
    page = CouncilPageFactory.build(**fields)
    below(council_index_page(), page, live=live)
    return CouncilPage.objects.get(pk=page.pk)


def meeting(days: float = 14, **fields: Any) -> tuple[str, dict[str, Any]]:
    """A meeting that many days from now, as a block of `CouncilPage.meetings`."""
    values = {"place": "Virtain kirjasto", "topics": "budjetti", "url": "", **fields}
    return "meeting", {"date": timezone.now() + timedelta(days=days), **values}


def statement(days: int = 10, **fields: Any) -> tuple[str, dict[str, Any]]:
    """A statement given that many days ago, as a block of `CouncilPage.statements`."""
    values = {
        "title": "Lausunto palveluverkosta",
        "given_to": "aluehallitus",
        "summary": "Iltapäivä on nuorille paras aika.",
        "url": "",
        "what_followed": "",
        **fields,
    }
    return "statement", {
        "date": timezone.localdate() - timedelta(days=days),
        **values,
    }


def rules_page(language: str = "fi") -> ModerationRulesPage:
    """The page of the moderation rules; one in each language."""
    home = home_page(language)
    found = ModerationRulesPage.objects.child_of(home).first()
    if found:
        return found
    page = ModerationRulesPage(title="Säännöt", slug="saannot", locale=home.locale)
    return below(home, page)
