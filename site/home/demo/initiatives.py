"""The demo's initiatives: made, supported and handled by the real services, each on its day."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files import File
from django.utils import timezone

from core.models import DecisionBody, Municipality, ServiceArea
from home.demo.clock import clock_at
from home.demo.crowd import on_paper, supporters, taps
from home.demo.files import FOLDER, Calendar, Texts, own_id, read
from home.demo.staff import people
from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.making.files import content_type, made_anew
from initiatives.models import (
    Attachment,
    Initiative,
    InitiativeMail,
    InitiativeSettings,
    Initiator,
)
from initiatives.services import move, publication_stands, remove_file
from initiatives.services.handling import Told, take_step, tell_news
from initiatives.suggestions.merging import merge
from moderation import services
from moderation.enums import RedactionReason
from moderation.models import OutboxMail

# Longer than a decision can be undone.
STANDS_AFTER = timedelta(minutes=6)
CALLED = ("initiatives.toml", "initiatives")


def keys() -> set[Any]:
    return {own_id("initiative", row["key"]) for row in rows()}


def rows() -> list[Texts]:
    file, name = CALLED
    found: list[Texts] = read(file)[name]
    return found


def load_initiatives(calendar: Calendar) -> int:
    """Make, support and handle what is not there yet; returns how many."""
    settings = InitiativeSettings.load()
    if not settings.registry_email:
        settings.registry_email = "kirjaamo@example.org"
        settings.save()
    there = set(
        Initiative.objects.filter(nonce__in=keys()).values_list("nonce", flat=True)
    )
    missing = [row for row in rows() if own_id("initiative", row["key"]) not in there]
    users = people()
    for row in missing:
        Way(row, calendar, users).tell()
    return len(missing)


class Way:
    """One initiative, from its making to where it stands now."""

    def __init__(self, row: Texts, calendar: Calendar, users: dict[str, Any]) -> None:
        self.row, self.calendar, self.users = row, calendar, users
        self.initiative = Initiative()

    def tell(self) -> None:
        made_at = self.moment(self.row["at"])
        self._at(made_at, self._receive)
        self._at(made_at, self._screen)
        for step in self.row.get("steps", []):
            self._at(self.moment(step["at"]), partial(self._do, step))
            if step["do"] == "approve" and step["at"] != "now":
                self._at(self.moment(step["at"]) + STANDS_AFTER, self._stand)

    def moment(self, text: str) -> datetime:
        if text == "now":
            return self.calendar.now - timedelta(minutes=1)
        return self.calendar.moment(text, weekends=True)

    def _receive(self) -> None:
        row = self.row
        names = row.get("people", [])
        receipt = services.receive(
            submission=Initiative(
                kind=row.get("kind", Kind.INITIATIVE),
                language=row["language"],
                title=row["title"],
                proposal=row["proposal"].strip(),
                effects=row.get("effects", "").strip(),
                service_area=ServiceArea.objects.get(name_fi=row["area"]),
                municipality=town(row.get("municipality", "")),
                wished_body=body(row.get("body", "")),
                community=row.get("community", ""),
                wants_reply=True,
                publication_consent=True,
            ),
            email=self._address(names[0][0]) if names else "",
            nonce=own_id("initiative", row["key"]),
        )
        for number, (name, place, basis) in enumerate(names):
            Initiator.objects.create(
                initiative_id=receipt.submission.pk,
                name=name,
                email=self._address(name),
                language=row["language"],
                municipality=town(place),
                basis=basis,
                is_contact=number == 0,
                sort_order=number,
                confirmed_at=receipt.submission.received_at,
            )
        for name, path in row.get("files", {}).items():
            _attach(receipt.submission.pk, name, path)

    def _address(self, name: str) -> str:
        first = name.split(maxsplit=1)[0].casefold()
        return f"{first}.{self.row['key']}@example.org"

    def _screen(self) -> None:
        services.start_screening(submission=self.initiative)

    def _stand(self) -> None:
        publication_stands(initiative=self.initiative, now=timezone.now())

    def _do(self, step: Texts) -> None:
        own = getattr(self, f"_{step['do']}", None)
        if own:
            own(step)
            return
        arguments: dict[str, Any] = {"submission": self.initiative}
        if "by" in step:
            arguments["user"] = self.users[step["by"]]
        if step["do"] == "reject":
            arguments |= {"rule": step["rule"], "explanation": step["text"]}
        elif "text" in step:
            arguments |= {"rule": step["rule"], "text": step["text"]}
        getattr(services, step["do"])(**arguments)

    def _support(self, step: Texts) -> None:
        give = taps if step.get("taps") else supporters
        give(
            self.initiative,
            step["number"],
            named=step.get("named", 0),
            places=step.get("places", []),
            until=self.moment(step["at"]),
            erased=step.get("erased", False),
        )

    def _paper(self, step: Texts) -> None:
        on_paper(
            self.initiative,
            step["number"],
            keyed_by=self.users[step["by"]],
            checked_by=self.users.get(step.get("checked_by", "")),
            places=step["places"],
            at=self.moment(step["at"]),
        )

    def _move(self, step: Texts) -> None:
        target = Stage(step["to"])
        if "actor" in step:
            actor = Actor(step["actor"])
            move(initiative=self.initiative, target=target, actor=actor)
            return
        take_step(
            initiative=self.initiative,
            target=target,
            user=self.users[step["by"]],
            version=self.initiative.version,
            told=told(step),
            **self._columns(step),
        )

    def _take_in(self, step: Texts) -> None:
        """Another that is like it, and that has been told of before."""
        other = Initiative.objects.get(nonce=own_id("initiative", step["other"]))
        merge(
            into=self.initiative,
            others=[other],
            user=self.users[step["by"]],
            versions={one.pk: one.version for one in (self.initiative, other)},
        )

    def _remove_file(self, step: Texts) -> None:
        remove_file(
            initiative=self.initiative,
            pk=self.initiative.attachments.get(name=step["file"]).pk,
            user=self.users[step["by"]],
            reason=RedactionReason(step["reason"]),
            explanation=step["text"],
        )

    def _tell(self, step: Texts) -> None:
        tell_news(
            initiative=self.initiative,
            kind=EventKind(step["kind"]),
            user=self.users[step["by"]],
            version=self.initiative.version,
            told=told(step),
        )

    def _columns(self, step: Texts) -> Texts:
        columns = dict(step.get("columns", {}))
        if "registry_number" in columns:
            year = self.moment(step["at"]).year
            columns["registry_number"] = columns["registry_number"].format(year=year)
        for name in ("estimate", "heard_on"):
            if name in columns:
                columns[name] = self.calendar.day(columns[name])
        if "handling_body" in columns:
            columns["handling_body"] = body(columns["handling_body"])
        return columns

    def _at(self, at: datetime, act: Any) -> None:
        """Do it at that time; nobody is written to."""
        last = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True).first()
        with clock_at(at):
            act()
        self.initiative = Initiative.objects.get(
            nonce=own_id("initiative", self.row["key"])
        )
        # The mail counts as sent before the transaction ends.
        OutboxMail.objects.filter(pk__gt=last or 0).update(next_try_at=at, sent_at=at)
        InitiativeMail.objects.all().delete()


def told(step: Texts) -> Told:
    names = ("title", "text", "link")
    return Told(**{name: step[name] for name in names if name in step})


def _attach(pk: int, name: str, path: str) -> None:
    """A file of the demo's folder, made anew as one that was sent."""
    with (FOLDER / path).open("rb") as file:
        content, shown = made_anew(File(file, name=name))
    Attachment.objects.create(
        initiative_id=pk,
        file=content,
        name=shown,
        content_type=content_type(shown),
        size=content.size,
    )


def town(name: str) -> Municipality | None:
    return Municipality.objects.get(name_fi=name) if name else None


def body(name: str) -> DecisionBody | None:
    return DecisionBody.objects.get(name_fi=name) if name else None
