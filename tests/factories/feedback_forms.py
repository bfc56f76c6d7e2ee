"""Feedback in every state, brought there by the services that bring it there in earnest."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from feedback_forms.enums import FeedbackKind, SenderRole
from feedback_forms.models import Change, Feedback, Recommendation
from moderation import services
from moderation.models import Submission
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory

QUESTION = "Missä toimipisteessä aikasi oli?"
CORRECTION = "Poista haukkumasana, niin voimme julkaista viestin."
DISAGREEMENT = "En haukkunut ketään."
REPLY = "Kiitos palautteestasi. Peruttu aika siirtyy nyt aina uuteen aikaan."


class FeedbackFactory(DjangoModelFactory):
    """Without a trait: just received. `email`, `staff` and `replier` can be given.

    Traits, in the order of the work: `screening`, `waiting`, `returned`, `handling`,
    `publication`, `answered`, `published`, `closed`, `rejected`, `review`, `spam`,
    `withdrawn`.
    The returned object is read anew from the database.
    """

    class Meta:
        model = Feedback

    class Params:
        screening = factory.Trait(until="screening")
        waiting = factory.Trait(until="waiting")
        handling = factory.Trait(until="handling")
        publication = factory.Trait(
            until="publication", wants_reply=True, publication_consent=True
        )
        answered = factory.Trait(until="answered", wants_reply=True)
        published = factory.Trait(
            until="published", wants_reply=True, publication_consent=True
        )
        closed = factory.Trait(until="closed", wants_reply=False)
        returned = factory.Trait(until="returned")
        rejected = factory.Trait(until="rejected")
        review = factory.Trait(until="review")
        spam = factory.Trait(until="spam")
        withdrawn = factory.Trait(until="withdrawn")

    role = SenderRole.CLIENT
    kind = FeedbackKind.CRITICISM
    message = factory.Sequence(
        lambda n: f"Odotin hammaslääkärin aikaa {n} viikkoa, ja sitten se peruttiin."
    )
    language = "fi"
    unit = factory.SubFactory(ServiceUnitFactory)
    wants_reply = True

    @classmethod
    def _create(cls, model: type[Feedback], *args: Any, **kwargs: Any) -> Feedback:
        until = kwargs.pop("until", "received")
        given = {name: kwargs.pop(name, None) for name in ("email", "staff", "replier")}
        # Columns that no sender fills in, such as `screen_by`: written at the end.
        late = {
            name: kwargs.pop(name)
            for name in (
                "screen_by",
                "answer_by",
                "received_at",
                "assignee",
                "ended_at",
            )
            if name in kwargs
        }
        receipt = services.receive(
            submission=model(*args, **kwargs), email=given["email"] or ""
        )
        bring(receipt.submission, until, staff=given["staff"], replier=given["replier"])
        if late:
            Submission.objects.filter(pk=receipt.submission.pk).update(**late)
        feedback: Feedback = model.objects.get(pk=receipt.submission.pk)
        return feedback


def bring(
    feedback: Submission, until: str, *, staff: Any = None, replier: Any = None
) -> None:
    """Walk a received submission to the wanted state by the real services."""
    if until == "received":
        return
    if until == "withdrawn":
        services.withdraw(submission=feedback)
        return
    services.start_screening(submission=feedback)
    if until == "screening":
        return
    staff = staff or UserFactory(moderator=True)
    step = {"submission": feedback, "user": staff}
    if until == "waiting":
        services.ask(**step, text=QUESTION)
    elif until == "returned":
        services.return_for_correction(**step, rule="insult", text=CORRECTION)
    elif until in {"rejected", "review"}:
        services.reject(**step, rule="insult", explanation="Loukkaava sana.")
        if until == "review":
            services.ask_for_review(submission=feedback, text=DISAGREEMENT)
    elif until == "spam":
        services.mark_spam(**step)
    else:
        services.approve(**step)
        _bring_on(feedback, until, staff, replier)


def _bring_on(feedback: Submission, until: str, staff: Any, replier: Any) -> None:
    if until == "handling":
        return
    if until == "closed":
        services.close(submission=feedback, user=staff)
        return
    replier = replier or UserFactory(handler=True)
    services.reply(submission=feedback, user=replier, text=REPLY)
    if until == "published":
        services.approve_publication(submission=feedback, user=staff)


class ChangeFactory(DjangoModelFactory):
    """Published, in Finnish, unless `live=False` or a `locale` is given; `feedback` are the
    messages that led to it."""

    class Meta:
        model = Change
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Puhelimeen vastataan myös keskipäivällä {n}")
    heard = "Keskipäivällä kukaan ei vastannut puhelimeen."
    did = "Vuoroja muutettiin niin, että joku vastaa aina."
    happened_on = factory.LazyFunction(timezone.localdate)
    live = True
    locale = factory.LazyFunction(lambda: Locale.objects.get(language_code="fi"))

    @factory.post_generation
    def feedback(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.feedback = extracted
            self.save()


class RecommendationFactory(DjangoModelFactory):
    """An answer to a measurement, at a unit; `scores(…)` makes many at once."""

    class Meta:
        model = Recommendation

    score = 9
    unit = factory.SubFactory(ServiceUnitFactory)


def scores(
    *given: int, unit: Any = None, month: str = "2025-03", **fields: Any
) -> None:
    """One answer for each score, on the month's first day, in one statement."""
    place = {
        "unit": unit,
        "service_area_id": unit.service_area_id if unit else None,
        "municipality_id": unit.municipality_id if unit else None,
    }
    day = date.fromisoformat(f"{month}-01")
    Recommendation.objects.bulk_create(
        Recommendation(
            **{"answered_on": day, **place, **fields, "score": score},
        )
        for score in given
    )
