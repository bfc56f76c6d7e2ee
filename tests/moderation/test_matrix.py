"""Actor × address × method, for the desk, the receipts, and the screens of moderation and
of feedback in the admin.

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

from core.printing import can_print
from feedback_forms.models import Change, Feedback, FeedbackPage, NpsImport, NpsTarget
from feedback_forms.wagtail_hooks import targets
from moderation import services
from moderation.models import (
    AuditEvent,
    Message,
    ModerationRule,
    ModerationRulesPage,
    Note,
    Original,
    OutboxMail,
    ReplyTemplate,
    SavedView,
    Submission,
    UndoableDecision,
)
from moderation.references import receipt_path, token
from moderation.wagtail_hooks import viewsets
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory
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
CHANGE = "wagtailsnippets_feedback_forms_change"
# Wherever Wagtail would show one, its page on the desk.
KINDS = ("feedback_forms_feedback", "initiatives_initiative", "initiatives_comment")
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


# The moderator has taken the decision and keeps a view; the handler has keyed the message
# in. What belongs to a person is nobody else's, not even an administrator's.
OWN_VIEW = row(NO, post(404), post(404), post(404), post(200), post(404))
MINE = (404, 405)
PRINTED = (200 if can_print() else 503, 405)
FIGURES = row(NO, READ, NO, NO, READ, READ)
IMPORT = row(NO, (200, 422), NO, NO, NO, (200, 422))
RULES = row(AWAY, AWAY, AWAY, AWAY, READ, READ)
TARGETS = row(AWAY, READ, AWAY, AWAY, AWAY, READ)
CHANGES = row(READ, READ, AWAY, AWAY, AWAY, READ, officer=AWAY)
CHANGED = row(FORM, FORM, AWAY, AWAY, AWAY, FORM, officer=AWAY)
CONFIRMED = row(*[(200, 302)] * 2, *[AWAY] * 3, (200, 302), officer=AWAY)
TO_DESK = row(NO, AWAY, GONE, AWAY, AWAY, AWAY)
TEMPLATES = row(AWAY, AWAY, AWAY, AWAY, READ, READ)
SEEN_IN_LOG = row(AWAY, AWAY, AWAY, AWAY, READ, READ, officer=READ)
MAIL = row(AWAY, AWAY, AWAY, AWAY, AWAY, READ)

# The list as a file, at the address of the list.
FILES = {
    "desk:list as a file": "?export=csv",
    "desk:list with texts": "?export=xlsx&texts=1",
}

EXPECTED = {
    "desk:list": row(NO, READ, READ, READ, READ, READ),
    "desk:list as a file": row(NO, READ, (403, 405), (403, 405), READ, READ),
    "desk:list with texts": row(NO, *[(403, 405)] * 3, READ, READ),
    "desk:results": row(NO, READ, READ, READ, READ, READ),
    "desk:item": row(NO, FORM, GONE, FORM, FORM, FORM),
    "desk:contact": row(
        post(403), post(403), post(403), post(403), post(200), post(200)
    )
    | {"editor": NO, OFFICER: NO},
    "desk:assign": row(NO, post(403), post(404), post(302), post(302), post(302)),
    "desk:note": row(NO, post(403), post(404), post(200), post(200), post(200)),
    # The participation team takes the steps of initiatives.
    "desk:many": row(NO, FORM, (302, 200), FORM, FORM, FORM),
    "desk:saved": row(NO, FORM, FORM, FORM, FORM, FORM),
    "desk:saved_view": OWN_VIEW,
    "desk:saved_delete": OWN_VIEW | {"moderator": post(302)},
    "desk:redact": row(NO, NO, NO, NO, FORM, FORM),
    "desk:original": row(NO, post(403), post(403), post(403), post(200), post(200)),
    "desk:unredact": row(NO, post(403), post(403), post(403), post(302), post(302)),
    "desk:undo": row(NO, post(403), post(404), post(403), post(302), post(403)),
    "desk:presence": row(NO, post(200), post(404), post(200), post(200), post(200)),
    **{
        f"wagtailsnippets_{kind}:{name}": row(*[AWAY] * 6)
        for kind in KINDS
        for name in ("list", "list_results")
    },
    **{
        f"wagtailsnippets_{kind}:{name}": TO_DESK
        for kind in KINDS
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
    **{
        f"moderation_rules:{name}": RULES
        for name in ("index", "index_results", "history", "history_results", "usage")
    },
    **{
        f"moderation_rules:{name}": row(AWAY, AWAY, AWAY, AWAY, FORM, FORM)
        for name in ("add", "edit")
    },
    "moderation_rules:delete": row(AWAY, AWAY, AWAY, AWAY, (200, 302), (200, 302)),
    "prints:screen": row(READ, NO, NO, NO, NO, READ, officer=NO),
    "prints:pdf": row(PRINTED, NO, NO, NO, NO, PRINTED, officer=NO),
    "keying:form": row(NO, NO, *[(200, 422)] * 4),
    "keying:done": row(NO, NO, MINE, READ, MINE, MINE),
    "keying:slip": row(NO, NO, MINE, PRINTED, MINE, MINE),
    "figures:staff": FIGURES,
    "figures:upload": IMPORT,
    "figures:import": row(NO, (200, 302), NO, NO, NO, (200, 302)),
    # Nothing of it is stored yet that could be taken out.
    "figures:removal": row(NO, AWAY, NO, NO, NO, AWAY),
    "figures:report": row(NO, READ, NO, NO, NO, READ),
    "kiosk_links": row(READ, READ, NO, NO, NO, READ, officer=NO),
    "unit_addresses": row(READ, READ, NO, NO, NO, READ, officer=NO),
    **{
        f"nps_targets:{name}": TARGETS
        for name in ("index", "index_results", "history", "history_results", "usage")
    },
    **{
        f"nps_targets:{name}": row(AWAY, FORM, AWAY, AWAY, AWAY, FORM)
        for name in ("add", "edit")
    },
    "nps_targets:delete": row(*[AWAY] * 5, (200, 302)),
    **{
        f"{CHANGE}:{name}": CHANGES
        for name in (
            "list",
            "list_results",
            "usage",
            "history",
            "history_results",
            "revisions_compare",
        )
    },
    **{f"{CHANGE}:{name}": CHANGED for name in ("add", "edit", "revisions_revert")},
    **{
        f"{CHANGE}:{name}": CONFIRMED
        for name in ("delete", "unpublish", "revisions_unschedule")
    },
    "audit_events:index": SEEN_IN_LOG,
    "audit_events:index_results": SEEN_IN_LOG,
    "outbox:index": MAIL,
    "outbox:index_results": MAIL,
    "outbox:retry": row(*[post(403)] * 5, post(302)),
    # Whoever has the link is its sender.
    "receipts:by_code": all_the_same((200, 422)),
    # Leads to the feedback page, with what was sent.
    "feedback_short": all_the_same((302, 307)),
    "feedback_short_below": all_the_same((302, 307)),
    "receipts:receipt": all_the_same((200, 422)),
    "receipts:review": all_the_same((409, 409)),
    "receipts:rate": all_the_same((302, 409)),
    "receipts:tell_change": all_the_same((302, 409)),
    "receipts:withdraw_consent": all_the_same(AWAY),
    "receipts:correct": all_the_same((200, 422)),
    "receipts:withdraw": all_the_same((200, 302)),
    # Not in a namespace of ours: Wagtail's screens of our settings.
    "settings:moderationsettings": row(AWAY, FORM, AWAY, AWAY, AWAY, FORM),
    "settings:feedbacksettings": row(AWAY, FORM, AWAY, AWAY, AWAY, FORM),
    "settings:figuressettings": row(AWAY, FORM, AWAY, AWAY, AWAY, FORM),
    "settings:checklists": row(AWAY, (200, 302), AWAY, AWAY, (200, 302), (200, 302)),
}


class Site:
    """A message of a unit, whose handler it is, and who handles another."""

    def __init__(self):
        pages.feedback_page()
        self.feedback = FeedbackFactory(
            screening=True, email="aino@example.org", unit=ServiceUnitFactory()
        )
        services.decide(
            services.approve,
            submission=self.feedback,
            user=UserFactory(moderator=True),
        )
        self.feedback.refresh_from_db()
        self.template = ReplyTemplateFactory()
        self.mail = OutboxMailFactory(submission=self.feedback, failed=True)
        self.elsewhere = ServiceUnitFactory()
        # Nothing was decided by it, so that deleting it is possible.
        self.rule = ModerationRule.objects.first()
        self.view = SavedView.objects.create(
            user=UserFactory(moderator=True), name="Omat", query="view=mine"
        )
        self.imported = NpsImport.objects.create(source="Laite", refusals="rivi;syy")
        self.target = NpsTarget.objects.first()
        self.change = ChangeFactory()
        self.revision = self.change.save_revision()
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
                AuditEvent.objects.create(
                    action="received", reference=self.feedback.reference, user=user
                )
            if actor == "moderator":
                UndoableDecision.objects.update(user=user)
                SavedView.objects.update(user=user)
            if actor == "handler of another unit":
                self.feedback.unit.handlers.add(UserFactory(handler=True))
                self.elsewhere.handlers.add(user)
        return client

    def arguments(self, name, pattern):
        things = {
            "reply_templates": self.template,
            "outbox": self.mail,
            "moderation_rules": self.rule,
            "figures": self.imported,
            "nps_targets": self.target,
            CHANGE: self.change,
            "desk": self.view,
        }
        pk = things.get(name.partition(":")[0], self.feedback).pk
        known = {
            "reference": self.feedback.reference,
            "token": token(self.feedback),
            "pk": pk,
            "slug": self.feedback.unit.slug,
            "action_name": "approve",
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "revision_id": self.revision.pk,
        }
        wanted = pattern.pattern.regex.groupindex
        return {each: known.get(each, 1) for each in wanted}

    def query(self, name):
        """What an address needs beside itself."""
        if name == "desk:many":
            return f"?act=assign&m={self.feedback.reference}"
        return ""

    def everything(self):
        """What a refused request may not touch."""
        changing = Submission.objects.values_list(
            "state", "version", "assignee", "unit"
        ).get(pk=self.feedback.pk)
        models = (
            *(Message, Note, OutboxMail, ReplyTemplate, Feedback, Original),
            *(ModerationRule, SavedView, UndoableDecision),
            *(Change, NpsImport, NpsTarget),
        )
        events = AuditEvent.objects.count()
        return changing, events, [model.objects.count() for model in models]


def every_address(resolver=None, namespace=""):
    """The names and patterns of the URLconf that are ours to answer for."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from every_address(each, each.namespace or namespace)
        elif isinstance(each, URLPattern) and is_ours(namespace, each):
            yield f"{namespace}:{each.name}".lstrip(":"), each


def is_ours(namespace, pattern):
    of_viewsets = {viewset.url_namespace for viewset in (*viewsets(), targets())}
    module = getattr(pattern.callback, "__module__", "")
    ours = module.startswith(("moderation.", "feedback_forms."))
    return ours or namespace in {*of_viewsets, CHANGE}


def actors():
    return (*ACTORS, *([OFFICER] if "data_protection" in STAFF_GROUPS else []))


def addresses(site):
    for name, pattern in every_address():
        path = reverse(name, kwargs=site.arguments(name, pattern))
        yield name, path + site.query(name)
    for name, query in FILES.items():
        yield name, reverse("desk:list") + query
    for name, model in settings_models().items():
        kind = model._meta
        pk = site.settings[model].pk
        yield (
            name,
            reverse("wagtailsettings:edit", args=[kind.app_label, kind.model_name, pk]),
        )


def settings_models():
    apps = {"moderation", "feedback_forms"}
    ours = [model for model in registry if model._meta.app_label in apps]
    return {f"settings:{model._meta.model_name}": model for model in ours}


def status(client, method, path):
    """Of a request whose traces are wiped away; "in" stands for the way to the login."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        if response.streaming:
            # To its end, so that the file behind it is closed.
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/kirjaudu/login/" in response["Location"]:
        return "in"
    return response.status_code


def test_every_address_has_a_row_and_every_row_an_address():
    names = {name for name, _pattern in every_address()} | set(settings_models())
    names |= set(FILES)

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


# What everybody may see or send, whoever they are: pages, and the forms of feedback, whose
# empty POST is asked again in words. A tablet's picture of a person is nobody's.
PUBLIC = {
    FeedbackPage: {
        "form": (200, 422),
        "published": READ,
        "published_feed": READ,
        "figures": READ,
        "figures_file": (404, 405),
        "changes": READ,
        "changes_feed": READ,
        "accessibility": (200, 422),
        "places": READ,
        "quick": (200, 422),
        "in_depth": (200, 422),
        "pictures": (200, 422),
        "kiosk": (200, 422),
        "picture_kiosk": (200, 422),
    },
    ModerationRulesPage: {
        "rules": READ,
        "statistics": READ,
        "statistics_csv": READ,
    },
}


def routes(page):
    """Name and address of each of a page's own addresses; Wagtail's for the page itself is
    the first one's."""
    unit = {"unit": ServiceUnitFactory().slug}
    for route in page.get_subpage_urls():
        if route.name != "index_route":
            wanted = route.pattern.converters
            below = page.reverse_subpage(route.name, kwargs=unit if wanted else {})
            path = f"{page.url}{below}"
            # A file is served without a last slash.
            yield route.name, path.rstrip("/") if "." in below else path


@pytest.mark.parametrize("actor", ["anonymous", "handler", "administrator"])
@pytest.mark.parametrize("model", PUBLIC)
def test_public_addresses_are_the_same_for_everybody(actor, model):
    site = Site()
    client = site.client(actor)
    page = pages.feedback_page() if model is FeedbackPage else pages.rules_page()

    got = {
        name: (status(client, "get", path), status(client, "post", path))
        for name, path in routes(page)
    }

    assert got == PUBLIC[model]


@pytest.mark.parametrize("actor", ["resident with a link", "administrator"])
def test_link_of_another_message_opens_no_receipt(actor):
    site = Site()
    client = site.client(actor)
    other = FeedbackFactory(handling=True)
    asked = 0

    for name, pattern in every_address():
        if name.startswith("receipts:") and name != "receipts:by_code":
            given = site.arguments(name, pattern) | {"token": token(other)}
            path = reverse(name, kwargs=given)
            assert status(client, "get", path) == 404, name
            assert status(client, "post", path) == 404, name
            asked += 1

    assert asked == 7
