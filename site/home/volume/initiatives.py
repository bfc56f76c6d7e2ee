"""Initiatives at every stage over five years, and their supporters, the same each time.

Rows go into the tables as they are: nobody is mailed. What is still on the desk has its
place in the workflow. Most supporters are of a few initiatives, as they are in life: the
first one gathers a tenth of them all.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.crypto import keyed_hash
from core.models import Municipality, ServiceArea
from home.volume import texts
from home.volume.feedback import LANGUAGES, batches
from home.volume.rows import insert
from home.volume.workflow import Running, start_workflows
from initiatives.enums import Basis, Kind, Stage
from initiatives.models import (
    Initiative,
    InitiativeEvent,
    InitiativeSettings,
    Initiator,
    Support,
)
from initiatives.services.stages import in_months
from initiatives.stages import AT_THE_COUNTY, ENDED, PUBLIC, STATE_OF_STAGE
from moderation.enums import SubmissionState
from moderation.models import ModerationSettings, Submission
from moderation.services import index_missing
from moderation.services.base import in_days

S = Stage
DAYS = 5 * 365
# No reference of a resident's has an O or a zero in it; the four signs after it are
# hexadecimal, since an address takes no more.
MARK = "-VOL0"
UNPUBLISHED = {
    S.MADE: 1,
    S.SCREENING: 3,
    S.CORRECTION: 1,
    S.REJECTED: 6,
    S.WITHDRAWN: 3,
}
OF_INITIATIVES = {
    **UNPUBLISHED,
    S.COLLECTING: 10,
    S.SENT: 3,
    S.REGISTERED: 4,
    S.HANDLING: 8,
    S.HEARD: 3,
    S.DECIDED: 4,
    S.DONE: 20,
    S.NOT_DONE: 20,
    S.ARCHIVED: 14,
}
OF_SUGGESTIONS = {
    **UNPUBLISHED,
    S.RECEIVED: 14,
    S.CONSIDERED: 10,
    S.PLANNED: 8,
    S.DONE: 24,
    S.NOT_NOW: 25,
}
# The way of a public one to where it is, for its events.
WAY = (S.COLLECTING, S.SENT, S.REGISTERED, S.HANDLING, S.HEARD, S.DECIDED)
LIGHT_WAY = (S.RECEIVED, S.CONSIDERED, S.PLANNED)
SUGGESTIONS = 0.4
NAMED = 0.3
SUPPORTS_AT_ONCE = 5_000
FIRST_HAS = 0.1
WORDS = (
    "Penkki pysäkille",
    "Neuvola auki illalla",
    "Ambulanssi myös yöksi",
    "Jono näkyviin verkkoon",
    "Hammashoito kouluille",
    "Silmukka odotustilaan",
    "Muistutus läheiselle",
    "Vapaapäivä omaishoitajalle",
)


def ours() -> Q:
    """The initiatives that were made here."""
    return Q(reference__contains=MARK)


class Years:
    def __init__(self, chance: Random, now: datetime) -> None:
        self.chance, self.now = chance, now
        self.areas = list(
            ServiceArea.objects.order_by("pk").values_list("pk", flat=True)
        )
        self.towns = list(
            Municipality.objects.order_by("pk").values_list("pk", flat=True)
        )
        self.promises = InitiativeSettings.current()
        self.desk = ModerationSettings.current()
        self.threshold = self.promises.threshold()
        self.type = ContentType.objects.get_for_model(Initiative)

    def initiative(self, number: int) -> Initiative:
        chance = self.chance
        light = chance.random() < SUGGESTIONS
        shares = OF_SUGGESTIONS if light else OF_INITIATIVES
        stage = chance.choices(list(shares), list(shares.values()))[0]
        # What has not ended is of late.
        age = chance.random() * (DAYS if stage in ENDED else 150)
        if number == 0:
            # The one with most supporters is read and supported in measurements.
            light, stage, age = False, S.COLLECTING, 60
        received = self.now - timedelta(days=age)
        state = STATE_OF_STAGE[stage]
        made = Initiative(
            kind=Kind.SUGGESTION if light else Kind.INITIATIVE,
            stage=stage,
            stage_at=received,
            reference=f"A-{timezone.localtime(received).year}{MARK}{number:04X}",
            content_type=self.type,
            state=state,
            live=state == SubmissionState.ANSWERED,
            language=chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0],
            title=f"{chance.choice(WORDS)} {number}",
            service_area_id=chance.choice(self.areas) if self.areas else None,
            municipality_id=chance.choice([None, *self.towns]),
            received_at=received,
            screen_by=in_days(self.desk.screening_days, received),
            wants_reply=True,
            publication_consent=True,
        )
        if stage != S.WITHDRAWN:
            made.proposal = texts.message(chance, made.language)
            made.effects = "Useampi pääsee perille omin voimin."
        else:
            made.title, made.erased_at = "", received
        if stage in ENDED:
            made.ended_at = min(
                self.now, received + timedelta(days=120 * chance.random())
            )
            made.answer = "Vastaus on päätöksessä." if stage in PUBLIC else ""
        if stage in PUBLIC:
            self.publish(made)
        return made

    def publish(self, made: Initiative) -> None:
        at = made.received_at + timedelta(days=2 * self.chance.random())
        made.published_at = at = min(at, self.now - timedelta(minutes=1))
        if made.is_suggestion:
            return
        made.threshold = self.threshold
        made.collects_until = at + timedelta(days=self.promises.collecting_days)
        if made.stage == S.COLLECTING:
            made.collects_until = max(made.collects_until, self.now + timedelta(days=9))
            return
        made.sent_at = sent = min(self.now, at + timedelta(days=30))
        made.acknowledge_by = in_months(self.promises.acknowledge_months, sent)
        if made.stage in AT_THE_COUNTY:
            made.report_by = in_months(self.promises.report_months, sent)
            made.answer_by = made.next_due()
        if made.stage != S.SENT:
            made.registered_at = min(self.now, sent + timedelta(days=9))
            made.registry_number = f"PIRHA/{self.chance.randrange(9999)}"

    def events(self, made: Initiative) -> Iterator[InitiativeEvent]:
        if made.stage not in PUBLIC or made.published_at is None:
            return
        way = LIGHT_WAY if made.is_suggestion else (S.PUBLISHED, *WAY)
        passed = (
            way[: way.index(S(made.stage)) + 1]
            if made.stage in way
            else (*way, made.stage)
        )
        step = (self.now - made.published_at) / (len(passed) + 1)
        for place, stage in enumerate(passed):
            yield InitiativeEvent(
                initiative_id=made.pk,
                stage=stage,
                happened_at=made.published_at + step * place,
            )

    def initiator(self, made: Initiative, name: str) -> Initiator:
        return Initiator(
            initiative_id=made.pk,
            name=name,
            # Nobody can be written to.
            language=made.language,
            municipality_id=self.chance.choice(self.towns) if self.towns else None,
            basis=self.chance.choice(Basis.values),
            is_contact=True,
            created_at=made.received_at,
            confirmed_at=made.received_at,
        )


def load_initiatives(total: int, seed: int, progress: Callable[[str], None]) -> int:
    """Initiatives until there are `total`; returns how many were made."""
    before = Initiative.objects.filter(ours()).count()
    years = Years(Random(seed + before), timezone.now())  # noqa: S311 - the same each time
    for numbers in batches(before, total):
        made = [years.initiative(number) for number in numbers]
        with transaction.atomic():
            store(made)
            insert([event for each in made for event in years.events(each)])
            insert([years.initiator(each, "Aada Aloittaja") for each in made])
        progress(f"{numbers.stop} initiatives")
    while number := index_missing(timezone.now()):
        progress(f"{number} initiatives made findable")
    return max(0, total - before)


def store(made: list[Initiative]) -> None:
    names = [
        each.attname
        for each in Submission._meta.concrete_fields
        if not each.primary_key
    ]
    bases = Submission.objects.bulk_create(
        Submission(**{name: getattr(each, name) for name in names}) for each in made
    )
    for initiative, base in zip(made, bases, strict=True):
        initiative.pk = initiative.id = initiative.submission_ptr_id = base.pk
    insert(made)
    start_workflows(
        [
            Running(each, SubmissionState(each.state))
            for each in made
            if each.state
            in {
                SubmissionState.SCREENING,
                SubmissionState.WAITING,
                SubmissionState.HANDLING,
            }
        ]
    )


def load_supports(total: int, seed: int, progress: Callable[[str], None]) -> int:
    """Supporters of the public initiatives until there are `total`; returns how many."""
    public = list(Initiative.objects.filter(ours(), stage__in=PUBLIC).order_by("pk"))
    before = Support.objects.filter(initiative__in=public).count()
    if not public:
        return 0
    chance = Random(seed + before)  # noqa: S311 - the same each time
    places = list(Municipality.objects.order_by("pk").values_list("pk", "population"))
    towns = [pk for pk, _people in places] or [None]
    weights = list(accumulate(people or 1 for _pk, people in places)) or [1]
    name = "Kaisa Kannattaja"
    counts: dict[int, int] = {}
    for start in range(before, total, SUPPORTS_AT_ONCE):
        made = []
        for number in range(start, min(start + SUPPORTS_AT_ONCE, total)):
            of = public[place_of(chance, len(public))]
            counts[of.pk] = counts.get(of.pk, 0) + 1
            made.append(
                Support(
                    initiative=of,
                    email_hash=keyed_hash("volume", str(number)),
                    name=name,
                    name_public=chance.random() < NAMED,
                    municipality_id=chance.choices(towns, cum_weights=weights)[0],
                    language=of.language,
                    created_at=of.published_at,
                    confirmed_at=of.published_at,
                )
            )
        with transaction.atomic():
            insert(made)
        progress(f"{min(start + SUPPORTS_AT_ONCE, total)} supports")
    for of in public:
        if of.pk in counts:
            of.support_count += counts[of.pk]
    Initiative.objects.bulk_update(public, ["support_count"], batch_size=200)
    return max(0, total - before)


def place_of(chance: Random, number: int) -> int:
    """Which one is supported: the first by a tenth, the others by ever fewer."""
    if chance.random() < FIRST_HAS:
        return 0
    return int(number * chance.random() ** 3)
