"""Who may open what: every address of the URLconf, for every role, by GET and by POST.

The table below is the expectation. An address that is in the URLconf and not in the
table is a surprise, and so is any other status. Of Wagtail's own admin addresses it is
asked that a stranger never gets further than to the login.
"""

import re
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from moderation.enums import MailTemplate
from moderation.models import OutboxMail
from moderation.references import token
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Somebody with a receipt's link is a stranger to everything else.
ROLES = (
    "anonymous",
    "resident",
    "handler",
    "moderator",
    "communications",
    "participation",
    "administrator",
)
OURS = ("core.", "home.", "users.", "feedback_forms.", "moderation.", "participation_")
REGISTERS = "municipality servicearea serviceunit topic targetgroup decisionbody".split()

# What an argument of an address is filled with.
ARGUMENTS = {
    "reference": lambda site: site.feedback.reference,
    "token": lambda site: token(site.feedback),
    "page_id": lambda site: site.page.pk,
    "pk": lambda site: site.feedback.pk,
    "action_name": lambda site: "approve",
    "revision_id_a": lambda site: "earliest",
    "revision_id_b": lambda site: "latest",
    "instance_pk": lambda site: "1",
}


class Site:
    """One of each thing that an address can name."""

    def __init__(self):
        pages.feedback_page()
        self.page = pages.opportunity_page()
        self.feedback = FeedbackFactory(handling=True, email="aino@example.org")
        self.mail = OutboxMail.objects.create(
            template=MailTemplate.QUESTION, language="fi", submission=self.feedback
        )
        self.template = ReplyTemplateFactory()


def every_pattern(resolver=None, before=""):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from every_pattern(each, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern), each


def address(pattern, site):
    """The pattern with its arguments filled in; None where that is not possible."""
    path = re.sub(
        r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)|\([^?()][^()]*\)",
        lambda found: str(
            ARGUMENTS.get(found[1] or found[2], lambda site: 1)(site)
        ),
        pattern,
    )
    path = path.replace("^", "").replace("$", "").replace("\\", "")
    return "/" + path


def login(role):
    client = Client(raise_request_exception=False)
    if role not in {"anonymous", "resident"}:
        client.force_login(UserFactory(**{role: True}))
    return client


def status(client, method, path, data=None):
    """Of a request whose traces are wiped away."""
    with transaction.atomic():
        response = getattr(client, method)(path, data or {})
        transaction.set_rollback(True)
    if response.status_code == 302 and "/kirjaudu/login/" in response["Location"]:
        return "login"
    return response.status_code


if __name__ == "__main__":
    pass
