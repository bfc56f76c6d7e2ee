"""Initiatives and suggestions at every stage, brought there by the services that bring them
there in earnest."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from initiatives.enums import Actor, Basis, Kind, Stage
from initiatives.models import Initiative, Initiator
from initiatives.services import move, publication_stands
from moderation import services
from moderation.models import Submission, UndoableDecision
from tests.factories.core import MunicipalityFactory, ServiceAreaFactory
from tests.factories.users import UserFactory

REGISTRY_WAY = (Stage.REGISTERED, Stage.HANDLING, Stage.HEARD, Stage.DECIDED)
# What a stage is reached with.
GIVEN: dict[Stage, dict[str, Any]] = {
    Stage.REGISTERED: {"registry_number": "PIRHA/4127/2026"},
    Stage.HANDLING: {"county_contact": "Kirjaamo, 000 000 0000"},
    Stage.NOT_DONE: {"answer": "Laki määrää, missä saa päivystää yöllä."},
    Stage.DONE: {"answer": "Penkki on nyt mäen puolivälissä."},
    Stage.NOT_NOW: {"answer": "Rahaa on ensi vuonna."},
}


class InitiatorFactory(DjangoModelFactory):
    class Meta:
        model = Initiator

    name = factory.Sequence(lambda n: f"Aada Aloittaja {n}")
    email = factory.Sequence(lambda n: f"aada{n}@example.org")
    language = "fi"
    municipality = factory.SubFactory(MunicipalityFactory)
    basis = Basis.RESIDENT
    confirmed_at = factory.LazyFunction(timezone.now)


class InitiativeFactory(DjangoModelFactory):
    """`InitiativeFactory(at=Stage.COLLECTING)`; `kind=Kind.SUGGESTION` for a suggestion.

    Without `at` it has just been made. `initiators=2` gives it confirmed ones, the first of
    whom is the contact person. The returned object is read anew from the database.
    """

    class Meta:
        model = Initiative

    kind = Kind.INITIATIVE
    title = factory.Sequence(lambda n: f"Penkki mäen puoliväliin {n}")
    proposal = (
        "Bussipysäkiltä on pitkä matka terveysasemalle, eikä matkalla voi levätä."
    )
    effects = "Useampi pääsee perille omin voimin."
    language = "fi"
    service_area = factory.SubFactory(ServiceAreaFactory)
    wants_reply = True
    publication_consent = True

    @classmethod
    def _create(cls, model: type[Initiative], *args: Any, **kwargs: Any) -> Initiative:
        at = Stage(kwargs.pop("at", Stage.MADE))
        people, staff = kwargs.pop("initiators", 1), kwargs.pop("staff", None)
        email = kwargs.pop("email", "")
        # Columns that nobody fills in: written at the end.
        late = {
            name: kwargs.pop(name)
            for name in list(kwargs)
            if name.endswith(("_at", "_by", "_until", "_count"))
        }
        receipt = services.receive(submission=model(*args, **kwargs), email=email)
        initiative: Any = receipt.submission
        for number in range(people):
            InitiatorFactory(
                initiative=initiative, is_contact=number == 0, sort_order=number
            )
        bring(initiative, at, staff=staff)
        own = {field.attname for field in model._meta.local_concrete_fields}
        for rows, names in (
            (Submission.objects, set(late) - own),
            (Initiative.objects, set(late) & own),
        ):
            if names:
                rows.filter(pk=initiative.pk).update(**{n: late[n] for n in names})
        return Initiative.objects.get(pk=initiative.pk)


def bring(initiative: Initiative, at: Stage, *, staff: Any = None) -> None:
    """From just made to this stage."""
    if at == Stage.MADE:
        return
    services.start_screening(submission=initiative)
    staff = staff or UserFactory(is_superuser=True)
    if at == Stage.SCREENING:
        return
    if at == Stage.CORRECTION:
        services.return_for_correction(
            submission=initiative, user=staff, text="Poista haukkumasana.", rule=""
        )
        return
    if at == Stage.REJECTED:
        services.reject(submission=initiative, user=staff, rule="", explanation="Ei.")
        return
    if at == Stage.WITHDRAWN:
        services.withdraw(submission=initiative)
        return
    services.approve(submission=initiative, user=staff)
    if at == Stage.PUBLISHED:
        return
    publish(initiative)
    way = _way(at) if initiative.kind == Kind.INITIATIVE else _light_way(at)
    for stage in way:
        actor = Actor.CLOCK if stage in {Stage.SENT, Stage.ARCHIVED} else Actor.REGISTRY
        move(
            initiative=initiative,
            target=stage,
            actor=actor,
            user=staff if actor == Actor.REGISTRY else None,
            **GIVEN.get(stage, {}),
        )


def publish(initiative: Initiative) -> None:
    """The minutes in which the approval could be undone are over."""
    UndoableDecision.objects.filter(submission_id=initiative.pk).delete()
    Submission.objects.filter(pk=initiative.pk).update(
        published_at=timezone.now() - timedelta(seconds=1)
    )
    publication_stands(
        initiative=Initiative.objects.get(pk=initiative.pk), now=timezone.now()
    )


def _way(at: Stage) -> list[Stage]:
    """The stages after “collecting”, or none when it is that."""
    if at == Stage.COLLECTING:
        return []
    way = [Stage.SENT, *REGISTRY_WAY]
    if at in way:
        return way[: way.index(at) + 1]
    return [*way, *([Stage.DONE] if at == Stage.ARCHIVED else []), at]


def _light_way(at: Stage) -> list[Stage]:
    if at == Stage.RECEIVED:
        return []
    if at == Stage.CONSIDERED:
        return [at]
    return [Stage.CONSIDERED, at]
