"""The way of an initiative as a stepped line, what the law promises of it, and what comes
next: each with its dates, in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.steps import Step
from core.templatetags.osallistu import day, grouped, weekday
from initiatives.enums import Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeSettings
from initiatives.services.stages import in_months

S = Stage
Reached = Mapping[str, datetime]

# The step at which a stage stands; what is not here is the last one.
PLACES = (
    (S.DRAFT, S.MADE),
    (S.SCREENING, S.CORRECTION, S.PUBLISHED),
    (S.COLLECTING,),
    (S.SENT,),
    (S.REGISTERED,),
    (S.HANDLING, S.HEARD),
    (S.DECIDED,),
)
LIGHT_PLACES = (
    (S.DRAFT, S.MADE),
    (S.SCREENING, S.CORRECTION),
    (S.RECEIVED,),
    (S.CONSIDERED,),
    (S.PLANNED,),
)


def reached(events: Iterable[InitiativeEvent]) -> dict[str, datetime]:
    """When each stage was reached, the last time."""
    found: dict[str, datetime] = {}
    for event in sorted(events, key=lambda event: event.happened_at):
        if event.stage:
            found[event.stage] = event.happened_at
    return found


def steps(
    initiative: Initiative, now: datetime, when: Reached | None = None
) -> list[Step]:
    """All steps in order; `when` says when each stage was reached (`reached`)."""
    if when is None:
        when = reached(initiative.events.all())
    if initiative.is_suggestion:
        return light_steps(initiative, when, now)
    place = place_of(initiative, PLACES)
    found = [
        made(initiative, place),
        step(_("Checked and published"), place, 1, local(initiative.published_at)),
    ]
    if initiative.collects:
        found.append(collecting(initiative, place))
    return [
        *found,
        step(
            S.SENT.label,
            place,
            3,
            local(initiative.sent_at or initiative.collects_until),
        ),
        registered(initiative, place, now),
        handled(initiative, place, when),
        answered(initiative, place, now),
    ]


def place_of(initiative: Initiative, places: Iterable[tuple[Stage, ...]]) -> int:
    """The number of the step that is going on; after the last one nothing is."""
    numbered = list(places)
    for number, stages in enumerate(numbered):
        if initiative.stage in stages:
            return number
    return len(numbered)


def step(
    name: Any, place: int, own: int, date: dt.date | None = None, text: str = ""
) -> Step:
    status = "done" if own < place else "now" if own == place else "next"
    return Step(str(name), status, date, text)


def made(initiative: Initiative, place: int) -> Step:
    words = _("e-mail confirmed") if place > 0 and not initiative.is_suggestion else ""
    name = pgettext("step of an initiative", "Made")
    return step(name, place, 0, local(initiative.received_at), words)


def collecting(initiative: Initiative, place: int) -> Step:
    until = initiative.collects_until
    words = ""
    if place == 2 and initiative.can_support:
        words = _("you can support it until %(date)s") % {"date": day(until)}
    if place > 2:
        name = pgettext("step of an initiative", "Support collected")
        return step(name, place, 2, local(initiative.sent_at))
    return step(S.COLLECTING.label, place, 2, None, words)


def registered(initiative: Initiative, place: int, now: datetime) -> Step:
    name, words = S.REGISTERED.label, ""
    if place > 3:
        if initiative.registry_number:
            words = _("registry number %(number)s") % {
                "number": initiative.registry_number
            }
        return step(name, place, 4, local(initiative.registered_at), words)
    by = acknowledge_by(initiative)
    if by:
        words = _("the registry answers by %(date)s") % {"date": day(by)}
    if by and by < now:
        return Step(str(name), "late", None, words)
    return step(name, place, 4, None, words)


def handled(initiative: Initiative, place: int, when: Reached) -> Step:
    if initiative.heard_on:
        words = _("initiators heard %(date)s") % {"date": day(initiative.heard_on)}
    elif place <= 5:
        words = _("the initiators are heard")
    else:
        words = ""
    name = pgettext("step of an initiative", "Handling")
    return step(name, place, 5, local(when.get(S.HANDLING)), words)


def answered(initiative: Initiative, place: int, now: datetime) -> Step:
    name = _("Decision and answer")
    if place >= 6:
        words = outcome_words(initiative) if place > 6 else ""
        date = initiative.decided_at or initiative.answered_at
        return step(name, place, 6, local(date), words)
    by = decide_by(initiative)
    if by and initiative.sent_at:
        words = _("by %(date)s at the latest") % {"date": day(by)}
        return Step(name, "late" if by < now else "next", None, words)
    if initiative.estimate:
        words = _("estimated %(date)s") % {"date": day(initiative.estimate)}
        return Step(name, "next", None, words)
    return Step(name, "next")


def light_steps(initiative: Initiative, when: Reached, now: datetime) -> list[Step]:
    place = place_of(initiative, LIGHT_PLACES)
    found = [
        made(initiative, place),
        step(S.RECEIVED.label, place, 2, local(initiative.published_at)),
    ]
    for own, stage in ((3, S.CONSIDERED), (4, S.PLANNED)):
        # What was passed by, and what is not promised, is no step of this one.
        if stage in when or (stage == S.CONSIDERED and place < 3):
            found.append(step(stage.label, place, own, local(when.get(stage))))
    return [*found, light_answer(initiative, place, now)]


def light_answer(initiative: Initiative, place: int, now: datetime) -> Step:
    name = pgettext("step of a suggestion", "Answer")
    if place > 4:
        date = local(initiative.answered_at)
        return Step(name, "done", date, outcome_words(initiative))
    by = initiative.answer_by
    if not by:
        return Step(name, "next")
    words = _("by %(date)s at the latest") % {"date": day(by)}
    return Step(name, "late" if by < now else "next", None, words)


def outcome_words(initiative: Initiative) -> str:
    """What the answer was, where the step does not say it by being done."""
    stage = Stage(getattr(initiative, "outcome", initiative.stage))
    return "" if stage in {S.DONE, S.ARCHIVED} else str(stage.label).lower()


# What the law promises ---------------------------------------------------------


def acknowledge_by(initiative: Initiative) -> datetime | None:
    """Promised once it was sent; before, worked out from the end of the collecting."""
    if initiative.acknowledge_by or not initiative.collects_until:
        return initiative.acknowledge_by
    months = InitiativeSettings.current().acknowledge_months
    return in_months(months, initiative.collects_until)


def decide_by(initiative: Initiative) -> datetime | None:
    """None where it was sent without the supporters that oblige the county."""
    if initiative.sent_at or not initiative.collects_until:
        return initiative.decide_by
    months = InitiativeSettings.current().handling_months
    return in_months(months, initiative.collects_until)


def promises(initiative: Initiative, now: datetime) -> list[Step]:
    """Act 611/2021, section 30: who answers, by when, and whether it was kept."""
    if initiative.is_suggestion:
        return []
    settings = InitiativeSettings.current()
    found = []
    if by := acknowledge_by(initiative):
        found.append(
            promise(
                _("The registry answers by %(date)s") % {"date": day(by)},
                initiative.registered_at,
                by,
                now,
                _(
                    "Within a month of the sending. The initiators are told who handles "
                    "the initiative, how long it takes and who can be asked."
                )
                if settings.acknowledge_months == 1
                else _(
                    "The initiators are told who handles the initiative, how long it "
                    "takes and who can be asked."
                ),
            )
        )
    if by := initiative.report_by:
        found.append(
            promise(
                _("The next report on its progress by %(date)s") % {"date": day(by)},
                None,
                by,
                now,
                "",
            )
        )
    if by := decide_by(initiative):
        words = ""
        if not initiative.sent_at:
            words = _("If it has %(count)s supporters by then.") % {
                "count": grouped(initiative.threshold)
            }
        name = _("The matter is handled by %(date)s") % {"date": day(by)}
        found.append(promise(name, initiative.decided_at, by, now, words))
    return found


def promise(
    name: str, kept: datetime | None, by: datetime, now: datetime, text: str
) -> Step:
    if kept:
        return Step(name, "done", local(kept))
    return Step(name, "late" if by < now else "next", None, text)


# What comes next -----------------------------------------------------------------


def ahead(initiative: Initiative, now: datetime) -> list[str]:
    """Sentences; none once all is done."""
    stage = Stage(initiative.stage)
    if stage == S.COLLECTING and initiative.collects_until:
        return [
            _(
                "The collecting of support ends %(day)s. The initiative then goes to the "
                "registry, also where the threshold is not reached."
            )
            % {"day": weekday(initiative.collects_until)},
            _(
                "The registry tells by %(day)s which body handles the initiative. The body "
                "hears the initiators before it decides. The answer and its reasons are "
                "published on this page."
            )
            % {"day": day(acknowledge_by(initiative))},
        ]
    return [words for words in [AHEAD[stage]() if stage in AHEAD else ""] if words]


AHEAD = {
    S.PUBLISHED: lambda: _("The collecting of support begins in a moment."),
    S.SENT: lambda: _(
        "The registry registers the initiative and tells which body handles it."
    ),
    S.REGISTERED: lambda: _(
        "The body takes up the initiative and hears the initiators before it decides."
    ),
    S.HANDLING: lambda: _(
        "The body hears the initiators before it decides. The answer and its reasons are "
        "published on this page."
    ),
    S.HEARD: lambda: _(
        "The body decides. The answer and its reasons are published on this page."
    ),
    S.DECIDED: lambda: _("We tell here what was done because of the decision."),
    S.RECEIVED: lambda: _(
        "We read the suggestion and tell on this page what happens to it."
    ),
    S.CONSIDERED: lambda: _(
        "We find out whether the suggestion can be carried out, and tell it on this page."
    ),
    S.PLANNED: lambda: _("We tell on this page when it has been done."),
}


def local(value: datetime | None) -> dt.date | None:
    return timezone.localtime(value).date() if value else None
