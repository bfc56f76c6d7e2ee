"""Actor × address × method, for the desk, the receipts, and moderation's screens in the admin.

The addresses come from the URLconf: one that has no row here fails. What the roles get
of the rest of the site is in tests/security/test_roles.py; here it matters whose the
message is.
"""

from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.contrib.settings.registry import registry

from feedback_forms.models import Feedback
from moderation.models import (
    AuditEvent,
    Message,
    Note,
    OutboxMail,
    ReplyTemplate,
    Submission,
)
from moderation.references import receipt_path, token
from moderation.wagtail_hooks import viewsets
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import OutboxMailFactory, ReplyTemplateFactory
from tests.factories.users import UserFactory
from users.groups import STAFF_GROUPS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# A resident with a link has opened the receipt before.
ACTORS = (
    "anonymous",
    "resident with a link",
    "resident without",
    "editor",
    "reader",
    "handler of another unit",
    "handler",
    "moderator",
    "administrator",
)
ROLES = {
    "editor": "communications",
    "reader": "participation",
    "handler of another unit": "handler",
    "handler": "handler",
    "moderator": "moderator",
    "administrator": "administrator",
}
STRANGERS = ("in", "in", "in")
# What a site has only if its groups include one for data protection.
OFFICER = "data protection officer"

READ, FORM, NO, AWAY, GONE = (200, 405), (200, 200), (403, 403), (302, 302), (404, 404)


def row(editor, reader, other, handler, moderator, administrator, officer=None):
    """What each actor gets, strangers being sent to the login; the officer as a reader
    of nothing unless it is said."""
    given = (editor, reader, other, handler, moderator, administrator)
    return {
        **dict(zip(ACTORS[3:], given, strict=True)),
        **dict.fromkeys(ACTORS[:3], ("in", "in")),
        OFFICER: officer or editor,
    }


def all_the_same(answer):
    return dict.fromkeys((*ACTORS, OFFICER), answer)


def post(status):
    return 405, status


TO_DESK = row(NO, AWAY, GONE, AWAY, AWAY, AWAY)
TEMPLATES = row(AWAY, AWAY, AWAY, AWAY, READ, READ)
SEEN_IN_LOG = row(AWAY, AWAY, AWAY, AWAY, READ, READ, officer=READ)
MAIL = row(AWAY, AWAY, AWAY, AWAY, AWAY, READ)

EXPECTED = {
    "desk:list": row(NO, READ, READ, READ, READ, READ),
    "desk:results": row(NO, READ, READ, READ, READ, READ),
    "desk:item": row(NO, FORM, GONE, FORM, FORM, FORM),
    "desk:contact": row(
        post(403), post(403), post(403), post(403), post(200), post(200)
    )
    | {"editor": NO, OFFICER: NO},
    "desk:assign": row(NO, post(403), post(404), post(302), post(302), post(302)),
    "desk:note": row(NO, post(403), post(404), post(200), post(200), post(200)),
    "desk:presence": row(NO, post(200), post(404), post(200), post(200), post(200)),
    **dict.fromkeys(
        (
            "wagtailsnippets_feedback_forms_feedback:list",
            "wagtailsnippets_feedback_forms_feedback:list_results",
        ),
        row(*[AWAY] * 6),
    ),
    **{
        f"wagtailsnippets_feedback_forms_feedback:{name}": TO_DESK
        for name in (
            "edit",
            "delete",
            "usage",
            "history",
            "unpublish",
            "workflow_history",
            "workflow_action",
            "workflow_preview",
            "workflow_history_detail",
            "revisions_compare",
        )
    },
    **{
        f"reply_templates:{name}": TEMPLATES
        for name in (
            "index",
            "index_results",
            "history",
            "history_results",
            "usage",
        )
    },
    **{
        f"reply_templates:{name}": row(AWAY, AWAY, AWAY, AWAY, FORM, FORM)
        for name in ("add", "edit")
    },
    "reply_templates:delete": row(AWAY, AWAY, AWAY, AWAY, (200, 302), (200, 302)),
    "audit_events:index": SEEN_IN_LOG,
    "audit_events:index_results": SEEN_IN_LOG,
    "outbox:index": MAIL,
    "outbox:index_results": MAIL,
    "outbox:retry": row(*[post(403)] * 5, post(302)),
    # Whoever has the link is its sender.
    "receipts:receipt": all_the_same((200, 422)),
    "receipts:correct": all_the_same(FORM),
    "receipts:withdraw": all_the_same((200, 302)),
    # Not in a namespace of ours: Wagtail's screens of our settings.
    "settings:moderationsettings": row(AWAY, FORM, AWAY, AWAY, AWAY, FORM),
    "settings:checklists": row(AWAY, (200, 302), AWAY, AWAY, (200, 302), (200, 302)),
}


class Site:
    """A message of a unit, whose handler it is, and who handles another."""

    def __init__(self):
        pages.feedback_page()
        self.feedback = FeedbackFactory(
            handling=True, email="aino@example.org", unit=ServiceUnitFactory()
        )
        self.template = ReplyTemplateFactory()
        self.mail = OutboxMailFactory(submission=self.feedback, failed=True)
        self.elsewhere = ServiceUnitFactory()
        self.settings = {}
        for model in settings_models().values():
            self.settings[model] = model.current()
            self.settings[model].save()

    def client(self, actor):
        client = Client(raise_request_exception=False)
        if actor == "resident with a link":
            client.get(receipt_path(self.feedback))
        if actor == OFFICER:
            client.force_login(UserFactory(in_groups=["data_protection"]))
        if actor in ROLES:
            user = UserFactory(**{ROLES[actor]: True})
            client.force_login(user)
            if actor == "handler":
                self.feedback.unit.handlers.add(user)
            if actor == "handler of another unit":
                self.feedback.unit.handlers.add(UserFactory(handler=True))
                self.elsewhere.handlers.add(user)
        return client

    def arguments(self, name, pattern):
        things = {"reply_templates": self.template, "outbox": self.mail}
        pk = things.get(name.partition(":")[0], self.feedback).pk
        known = {
            "reference": self.feedback.reference,
            "token": token(self.feedback),
            "pk": pk,
            "action_name": "approve",
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
        }
        wanted = pattern.pattern.regex.groupindex
        return {each: known.get(each, 1) for each in wanted}

    def everything(self):
        """What a refused request may not touch."""
        changing = Submission.objects.values_list(
            "state", "version", "assignee", "unit"
        ).get(pk=self.feedback.pk)
        models = (Message, Note, OutboxMail, ReplyTemplate, Feedback)
        events = AuditEvent.objects.count()
        return changing, events, [model.objects.count() for model in models]


def every_address(resolver=None, namespace=""):
    """The names and patterns of the URLconf that are ours to answer for."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from every_address(each, each.namespace or namespace)
        elif isinstance(each, URLPattern) and is_ours(namespace, each):
            yield f"{namespace}:{each.name}", each


def is_ours(namespace, pattern):
    of_viewsets = {viewset.url_namespace for viewset in viewsets()}
    module = getattr(pattern.callback, "__module__", "")
    return module.startswith("moderation.") or namespace in of_viewsets


def actors():
    return (*ACTORS, *([OFFICER] if "data_protection" in STAFF_GROUPS else []))


def addresses(site):
    for name, pattern in every_address():
        yield name, reverse(name, kwargs=site.arguments(name, pattern))
    for name, model in settings_models().items():
        kind = model._meta
        pk = site.settings[model].pk
        yield (
            name,
            reverse("wagtailsettings:edit", args=[kind.app_label, kind.model_name, pk]),
        )


def settings_models():
    ours = [model for model in registry if model._meta.app_label == "moderation"]
    return {f"settings:{model._meta.model_name}": model for model in ours}


def status(client, method, path):
    """Of a request whose traces are wiped away; "in" stands for the way to the login."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/kirjaudu/login/" in response["Location"]:
        return "in"
    return response.status_code


def test_every_address_has_a_row_and_every_row_an_address():
    names = {name for name, _pattern in every_address()} | set(settings_models())

    assert names == set(EXPECTED)


@pytest.mark.parametrize("actor", actors())
def test_every_address_answers_each_actor_as_expected(actor):
    site = Site()
    client = site.client(actor)
    surprises = [
        (name, path, got)
        for name, path in addresses(site)
        for got in [(status(client, "get", path), status(client, "post", path))]
        if got != EXPECTED.get(name, {}).get(actor)
    ]

    assert not surprises, "\n".join(map(str, surprises))


@pytest.mark.parametrize("actor", actors())
def test_whoever_is_refused_has_changed_nothing(actor):
    site = Site()
    client = site.client(actor)
    before = site.everything()
    refused = {"in", 302, 403, 404, 405}
    for (name, path), method in product(list(addresses(site)), (0, 1)):
        may = EXPECTED[name][actor]
        # A way on is a refusal only where nobody gets further by GET.
        if may[method] in refused and (may[method] != 302 or may[0] == 302):
            getattr(client, ("get", "post")[method])(
                path, {"name": "x", "note": "x", "text_fi": "x", "seen": ""}
            )

    assert site.everything() == before
