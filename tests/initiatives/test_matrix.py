"""Actor × address × method for what initiatives add to the admin, with things that exist.

That every role gets at most what it should where nothing of the name exists is in
tests/security/test_roles.py; whose the things are matters here. The addresses come from the
URLconf: one that has no row fails.
"""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.models import Attachment, Comment, Initiative, Initiator, Support
from initiatives.supporting.paper import services as paper
from moderation import services
from moderation.models import AuditEvent, Submission
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.moderation.test_matrix import status

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ACTORS = (
    "anonymous",
    "communications",
    "handler",
    "original_reader",
    "moderator",
    "participation",
    "registry",
    "administrator",
)

READ, FORM, NO, GONE = (200, 405), (200, 200), (403, 403), (404, 404)


def row(communications, handler, reader, moderator, participation, registry, admin):
    """What each actor gets; a stranger is sent to the login."""
    given = (communications, handler, reader, moderator, participation, registry, admin)
    return dict(zip(ACTORS, (("in", "in"), *given), strict=True))


def of_registry(answer):
    """For those who handle initiatives; no other."""
    return row(NO, NO, NO, NO, answer, answer, answer)


EXPECTED = {
    "handling:list": of_registry(READ),
    "handling:item": of_registry(READ),
    "handling:act": of_registry((200, 409)),
    "handling:council": of_registry(READ),
    "handling:council_file": of_registry((422, 405)),
    "merging:start": of_registry(READ),
    "merging:join": of_registry((200, 409)),
    "paper:list": of_registry(READ),
    "paper:batches": of_registry((200, 422)),
    "paper:batch": of_registry((200, 422)),
    "paper:row": of_registry((200, 422)),
    "initiative_attachment": row((403, 405), (404, 405), *[READ] * 5),
    "initiative_remove_file": row(NO, NO, NO, (200, 409), NO, NO, (200, 409)),
    # None has been removed.
    "initiative_removed_file": row(
        NO, (405, 403), *[(405, 302)] * 2, *[(405, 403)] * 2, (405, 302)
    ),
}
# On the desk, by the stage that it is at: unpublished ones are the moderators' alone.
ON_DESK = {
    "screening": row(NO, GONE, FORM, FORM, FORM, GONE, FORM),
    "public": row(NO, GONE, FORM, FORM, FORM, FORM, FORM),
    "comment": row(NO, GONE, FORM, FORM, FORM, GONE, FORM),
}


class Site:
    """A public initiative with a file and a sheet, a suggestion, one not yet checked, and a
    comment; and a unit that has a handler, so that scopes by unit hold."""

    def __init__(self):
        ServiceUnitFactory().handlers.add(UserFactory(handler=True))
        self.public = InitiativeFactory(at=Stage.COLLECTING)
        self.sent = InitiativeFactory(at=Stage.SENT)
        self.suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
        self.screening = InitiativeFactory(at=Stage.SCREENING)
        comment = Comment(
            subject=self.public,
            language="fi",
            message="Hyvä.",
            publication_consent=True,
        )
        self.comment = services.receive(submission=comment).submission
        services.start_screening(submission=self.comment)
        self.file = Attachment.objects.create(
            initiative=self.public,
            name="kartta.pdf",
            content_type="application/pdf",
            file=ContentFile(b"%PDF-1.4", name="kartta.pdf"),
        )
        keyer = UserFactory(registry=True)
        batch = paper.start_batch(
            initiative=self.public, received_on=timezone.localdate(), user=keyer
        )
        rows = [("Aino Aalto", MunicipalityFactory())]
        self.batch = paper.add_rows(batch=batch, rows=rows, user=keyer, version=1)
        self.support = Support.objects.get(batch=self.batch)

    def path(self, name, pattern):
        references = {
            "merging:join": self.suggestion,
            "handling:act": self.sent,
        }
        known = {
            "reference": references.get(name, self.public).reference,
            "act": "registered",
            "number": self.batch.number,
            "pk": self.pk(name),
        }
        wanted = pattern.pattern.regex.groupindex
        return reverse(name, kwargs={each: known[each] for each in wanted})

    def pk(self, name):
        files = ("initiative_attachment", "initiative_remove_file")
        return self.file.pk if name in files else self.support.pk

    def everything(self):
        """What a refused request may not touch."""
        models = (Initiative, Initiator, Support, Attachment, Comment)
        changing = Submission.objects.order_by("pk").values_list(
            "state", "version", "assignee"
        )
        events = AuditEvent.objects.count()
        return list(changing), events, [model.objects.count() for model in models]


def admin_addresses(resolver=None, namespace="", before=""):
    """Names and patterns of ours below the admin's address."""
    for each in (resolver or get_resolver()).url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from admin_addresses(each, each.namespace or namespace, path)
        elif (
            isinstance(each, URLPattern)
            and path.startswith("admin/")
            and getattr(each.callback, "__module__", "").startswith("initiatives.")
        ):
            own = "" if namespace == "wagtailadmin" else namespace
            yield f"{own}:{each.name}".lstrip(":"), each


def test_every_address_has_a_row_and_every_row_an_address():
    assert {name for name, _pattern in admin_addresses()} == set(EXPECTED)


@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_answers_each_actor_as_expected(actor):
    site, client = Site(), Client(raise_request_exception=False)
    if actor != "anonymous":
        client.force_login(UserFactory(**{actor: True}))
    before = site.everything()

    asked = [
        *(
            (name, site.path(name, pattern), EXPECTED[name][actor])
            for name, pattern in admin_addresses()
        ),
        *(
            (kind, f"/admin/viestit/{getattr(site, kind).reference}/", row[actor])
            for kind, row in ON_DESK.items()
        ),
    ]
    surprises = [
        (name, path, got, expected)
        for name, path, expected in asked
        for got in [(status(client, "get", path), status(client, "post", path))]
        if got != expected
    ]

    assert not surprises, "\n".join(map(str, surprises))
    assert site.everything() == before
