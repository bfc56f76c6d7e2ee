"""What is kept of a draft: everything typed, as it was typed, in one encrypted text."""

import json
import secrets
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from initiatives.enums import Basis
from initiatives.links import opens, token
from initiatives.models import Draft

# Of the link with which a draft is continued. The link that confirms the address has
# another purpose: whoever writes a draft has the first without any mail.
PAGE = "draft"


@dataclass
class Person:
    """One of the initiators; `municipality` is an id, or 0 for one outside the county."""

    key: str
    name: str = ""
    email: str = ""
    municipality: int = 0
    basis: str = Basis.RESIDENT
    name_public: bool = True
    phone: str = ""
    is_contact: bool = False
    # `users.identification.Claim.person` of who has been strongly identified.
    identified: str = ""


@dataclass
class Answers:
    """`typed`: the fields of each page as they were sent, right or wrong, by the page's name.
    `people`: initiators that were filled in rightly."""

    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)

    def of(self, step: str) -> dict[str, str]:
        return self.typed.get(step, {})

    def person(self, key: str) -> Person | None:
        return next((person for person in self.people if person.key == key), None)

    @property
    def contact(self) -> Person | None:
        return next((person for person in self.people if person.is_contact), None)

    def put(self, person: Person) -> None:
        """Add or replace a person; exactly one stays the contact person."""
        known = self.person(person.key)
        if known:
            self.people[self.people.index(known)] = person
        else:
            self.people.append(person)
        if person.is_contact:
            for other in self.people:
                other.is_contact = other is person
        self.settle_contact()

    def remove(self, key: str) -> None:
        self.people = [person for person in self.people if person.key != key]
        self.settle_contact()

    def settle_contact(self) -> None:
        if self.people and not self.contact:
            self.people[0].is_contact = True


def read(draft: Draft) -> Answers:
    stored: dict[str, Any] = json.loads(draft.answers or "{}")
    people = [Person(**person) for person in stored.get("people", [])]
    return Answers(stored.get("typed", {}), people)


def written(answers: Answers) -> str:
    return json.dumps(asdict(answers), ensure_ascii=False)


def new_key() -> str:
    return secrets.token_hex(4)


def open_draft(key: uuid.UUID, given: str, now: datetime) -> Draft | None:
    """The draft that a link leads to; None when it is not that link, or the time is over."""
    if not opens(PAGE, key, given):
        return None
    return Draft.objects.filter(uuid=key, expires_at__gt=now).first()


def page_token(draft: Draft) -> str:
    return token(PAGE, draft.uuid)


def confirm_purpose(draft: Draft) -> str:
    """Of the link that confirms the address: of no use once another address is given."""
    return f"draft-confirmed:{draft.email_hash}"


def open_sent(key: uuid.UUID, given: str, now: datetime) -> Draft | None:
    """The draft whose address the link confirms; None when it is not that link."""
    draft = Draft.objects.filter(uuid=key, expires_at__gt=now).first()
    if draft is None or not opens(confirm_purpose(draft), key, given):
        return None
    return draft
