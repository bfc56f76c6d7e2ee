"""Who may open what: every address of the URLconf, for every role, by GET and by POST.

The table below is the expectation. An address that is in the URLconf and not in the
table is a surprise, and so is any other status. Of Wagtail's own admin addresses it is
asked that a stranger never gets further than to the login.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from core.printing import can_print
from feedback_forms.models import InDepthQuestion, NpsImport
from initiatives import links
from initiatives.enums import Stage
from moderation import services
from moderation.enums import MailTemplate
from moderation.models import ModerationRule, OutboxMail, ReplyTemplate, SavedView
from moderation.references import token
from tests.factories import pages
from tests.factories.core import TopicFactory
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import UserFactory
from tests.initiatives.supporting.test_services import give

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Somebody with a receipt's link is a stranger to everything else.
ROLES = (
    "anonymous",
    "resident",
    "handler",
    "moderator",
    "communications",
    "participation",
    "writer",
    "administrator",
)
OURS = (
    "core.",
    "home.",
    "users.",
    "feedback_forms.",
    "initiatives.",
    "moderation.",
    "participation_",
    "search.",
)
# Of other apps' screens, those that are for our own things.
OUR_SCREENS = ("admin/^core/", "admin/^feedback_forms/", "admin/vastauspohjat/")

READ, FORM, NO, AWAY = (200, 405), (200, 200), (403, 403), (302, 302)
IN, GONE = ("in", "in"), (404, 404)
# Where no PDF can be made, that is said in words.
PRINTED = (200 if can_print() else 503, 405)


def everybody(answer, staff=None):
    """The same for all, or one for strangers and one for staff."""
    return (answer, answer, *[staff or answer] * 6)


def staff(
    handler, moderator, communications, participation, administrator, writer=None
):
    """Strangers are sent to the login. AWAY is Wagtail's no: back to its start page.

    Writers have pages, and of our own screens only those that are named.
    """
    if writer is None:
        writer = AWAY if communications in {READ, FORM} else communications
    own = (handler, moderator, communications, participation, writer, administrator)
    return IN, IN, *own


MISSING = (404, 405)
OF_COMMUNICATIONS = "municipality|servicearea|serviceunit|decisionbody"
KINDS = "feedback_forms/feedback|initiatives/(initiative|comment)"
OF_BOTH = "topic|targetgroup"

# Pattern of the address (the first that fits counts) and what each of ROLES gets.
EXPECTED = {
    # The desk.
    r"admin/viestit/(tulokset/)?": staff(READ, READ, NO, READ, READ),
    r"admin/viestit/<slug:reference>/": staff(FORM, FORM, NO, FORM, FORM),
    r"admin/viestit/.*/yhteystiedot/": staff(
        (405, 403), (405, 200), NO, (405, 403), (405, 200)
    ),
    r"admin/viestit/.*/kasittelija/": staff(
        (405, 302), (405, 302), NO, (405, 403), (405, 302)
    ),
    r"admin/viestit/.*/muistiinpano/": staff(
        (405, 200), (405, 200), NO, (405, 403), (405, 200)
    ),
    r"admin/viestit/.*/katselijat/.*": staff(*[(405, 200)] * 2, NO, *[(405, 200)] * 2),
    # Without a choice of messages the way is back to the list.
    r"admin/viestit/monta/": staff(AWAY, AWAY, NO, AWAY, AWAY),
    r"admin/viestit/nakymat/": staff(FORM, FORM, NO, FORM, FORM),
    # Somebody else's.
    r"admin/viestit/nakymat/<int:pk>/(poista/)?": staff(
        *[(405, 404)] * 2, NO, *[(405, 404)] * 2
    ),
    r"admin/viestit/.*/peita/": staff(NO, FORM, NO, NO, FORM),
    r"admin/viestit/.*/alkuperainen/": staff(
        (405, 403), (405, 200), NO, (405, 403), (405, 200)
    ),
    r"admin/viestit/.*/palauta/": staff(
        (405, 403), (405, 302), NO, (405, 403), (405, 302)
    ),
    # Another person decided.
    r"admin/viestit/.*/kumoa/": staff(*[(405, 403)] * 2, NO, *[(405, 403)] * 2),
    rf"admin/snippets/({KINDS})/(tulokset/)?": staff(*[AWAY] * 5),
    rf"admin/snippets/({KINDS})/.*": staff(AWAY, AWAY, NO, AWAY, AWAY),
    # No file of this number: back to the message.
    r"admin/aloitteet/.*/liitteet/.*/poista/": staff(NO, AWAY, NO, NO, AWAY),
    r"admin/aloitteet/.*/poistetut/.*": staff(
        (405, 403), (405, 302), NO, (405, 403), (405, 302)
    ),
    # No file of this number; who may not see messages is told no more.
    r"admin/aloitteet/.*/liitteet/.*": staff(
        *[MISSING] * 2, (403, 405), *[MISSING] * 2
    ),
    # The link of another message, and of nobody.
    r"aloite/tekija/.*": everybody(GONE),
    # What is named is no suggestion.
    r"admin/yhdista-ehdotuksia/": staff(NO, NO, NO, READ, READ),
    r"admin/yhdista-ehdotuksia/<.*": staff(NO, NO, NO, GONE, GONE),
    r"admin/tapahtumaloki/.*": staff(AWAY, READ, AWAY, AWAY, READ),
    r"admin/lahtevat-viestit/(tulokset/)?": staff(AWAY, AWAY, AWAY, AWAY, READ),
    r"admin/lahtevat-viestit/.*/uudelleen/": staff(*[(405, 403)] * 4, (405, 302)),
    # Signature sheets; feedback takes none.
    r"admin/paperikannatukset/": staff(NO, NO, NO, READ, READ),
    r"admin/paperikannatukset/<.*": staff(NO, NO, NO, GONE, GONE),
    r"admin/vastauspohjat/(new|edit)/.*": staff(AWAY, FORM, AWAY, AWAY, FORM),
    r"admin/vastauspohjat/delete/.*": staff(AWAY, (200, 302), AWAY, AWAY, (200, 302)),
    r"admin/vastauspohjat/.*": staff(AWAY, READ, AWAY, AWAY, READ),
    r"admin/raportit/tulokset/(rivit/)?": staff(
        AWAY, AWAY, READ, READ, READ, writer=READ
    ),
    r"admin/raportit/turhat-haut/(rivit/)?": staff(AWAY, AWAY, READ, READ, READ),
    r"admin/saannot/(new|edit)/.*": staff(AWAY, FORM, AWAY, AWAY, FORM),
    r"admin/saannot/delete/.*": staff(AWAY, (200, 302), AWAY, AWAY, (200, 302)),
    r"admin/saannot/.*": staff(AWAY, READ, AWAY, AWAY, READ),
    # Registers.
    # Of those in use, some are protected, which is said in words; others are only named.
    r"admin/\^core/(serviceunit|servicearea|decisionbody)/delete/.*": staff(
        *[AWAY] * 4, FORM
    ),
    r"admin/\^core/\w+/delete/.*": staff(*[AWAY] * 4, (200, 302)),
    rf"admin/\^core/({OF_BOTH})/(create|edit)/.*": staff(AWAY, AWAY, FORM, FORM, FORM),
    rf"admin/\^core/({OF_BOTH})/.*": staff(AWAY, AWAY, READ, READ, READ),
    rf"admin/\^core/({OF_COMMUNICATIONS})/(create|edit)/.*": staff(
        AWAY, AWAY, FORM, AWAY, FORM
    ),
    # A POST without a file is asked again, in words.
    r"admin/core/(municipality|serviceunit)/import/": staff(
        AWAY, AWAY, (200, 422), AWAY, (200, 422), writer=AWAY
    ),
    rf"admin/\^core/({OF_COMMUNICATIONS})/.*": staff(AWAY, AWAY, READ, AWAY, READ),
    # Forms of feedback.
    r"admin/tabletit/": staff(NO, NO, READ, READ, READ, writer=NO),
    # No unit of this name.
    r"admin/toimipaikan-osoitteet/<.*": staff(NO, NO, *[MISSING] * 3, writer=NO),
    r"admin/\^feedback_forms/indepthquestion/delete/.*": staff(*[AWAY] * 4, (200, 302)),
    r"admin/\^feedback_forms/indepthquestion/(create|edit)/.*": staff(
        AWAY, AWAY, FORM, FORM, FORM
    ),
    r"admin/\^feedback_forms/indepthquestion/.*": staff(AWAY, AWAY, READ, READ, READ),
    r"admin/painotuotteet/": staff(NO, NO, READ, NO, READ, writer=NO),
    r"admin/painotuotteet/pdf/": staff(NO, NO, PRINTED, NO, PRINTED, writer=NO),
    # A handler keys in for own units; what another keyed in does not exist.
    r"admin/kirjaa-palaute/": staff((200, 422), (200, 422), NO, NO, (200, 422)),
    r"admin/kirjaa-palaute/<.*": staff((404, 405), (404, 405), NO, NO, (404, 405)),
    r"admin/palautteen-luvut/": staff(NO, READ, NO, READ, READ),
    r"admin/palautteen-luvut/tuonti/": staff(NO, NO, NO, (200, 422), (200, 422)),
    r"admin/palautteen-luvut/tuonti/<int:pk>/": staff(
        NO, NO, NO, (200, 302), (200, 302)
    ),
    # Nothing of it is stored yet that could be taken out.
    r"admin/palautteen-luvut/tuonti/.*/poista/": staff(NO, NO, NO, AWAY, AWAY),
    r"admin/palautteen-luvut/tuonti/.*/hylatyt/": staff(NO, NO, NO, READ, READ),
    r"admin/snippets/feedback_forms/change/(results/)?": staff(
        AWAY, AWAY, READ, READ, READ, writer=READ
    ),
    r"admin/snippets/feedback_forms/change/(add|edit)/.*": staff(
        AWAY, AWAY, FORM, FORM, FORM, writer=FORM
    ),
    # Writers neither publish nor delete.
    r"admin/snippets/feedback_forms/change/(unpublish|delete)/.*": staff(
        AWAY, AWAY, (200, 302), (200, 302), (200, 302), writer=AWAY
    ),
    # Initiatives at the county; what is no published initiative does not exist.
    r"admin/aloitteet/(valtuustolle/)?": staff(NO, NO, NO, READ, READ, writer=NO),
    r"admin/aloitteet/valtuustolle/luettelo/": staff(
        NO, NO, NO, (422, 405), (422, 405), writer=NO
    ),
    r"admin/aloitteet/<slug:reference>/": staff(
        NO, NO, NO, (404, 405), (404, 405), writer=NO
    ),
    r"admin/aloitteet/<slug:reference>/<slug:act>/": staff(
        NO, NO, NO, GONE, GONE, writer=NO
    ),
    # Ways in.
    r"admin/(login|password_reset)/|kirjaudu/(signup/)?|_util/login/": everybody(IN),
    r"kirjaudu/login/": everybody(FORM, AWAY),
    r"kirjaudu/logout/": everybody(AWAY, (200, 302)),
    r"kirjaudu/(reauthenticate|password/change)/": everybody(IN, FORM),
    r"kirjaudu/email/": everybody(IN, (200, 302)),
    r"kirjaudu/password/reset/": everybody(FORM),
    r"kirjaudu/\^password/reset/key/.*": everybody(FORM),
    r"kirjaudu/(inactive|confirm-email|password/reset/(key/)?done)/": everybody(READ),
    r"kirjaudu/\^confirm-email/.*": everybody((200, 404)),
    r"kirjaudu/2fa/(webauthn/)?": everybody(IN, READ),
    r"kirjaudu/2fa/recovery-codes/": everybody(IN, (404, 405)),
    r"kirjaudu/2fa/(totp/deactivate|recovery-codes/download)/": everybody(IN, GONE),
    # Somebody without a second factor is sent on, or asked for the password once more.
    r"kirjaudu/(2fa/.*|password/set/|login/code/confirm/)": everybody(IN, AWAY),
    # What everybody may see; a receipt opens for whoever has its link.
    r"seuranta/<\w+:reference>/<\w+:token>/": everybody((200, 422)),
    r"seuranta/": everybody((200, 422)),
    # Without a provider there is no identification; with one: tests/users/identification.
    r"tunnistus/.*": everybody(GONE),
    # Leads to the feedback page, with what was sent.
    r"palaute/": everybody((302, 307)),
    r"\^palaute/.*": everybody((302, 307)),
    # It was neither rejected nor replied to.
    r"seuranta/.*/uusi-tarkistus/": everybody((409, 409)),
    r"seuranta/.*/(auttoiko|parantuiko)/": everybody((302, 409)),
    r"seuranta/.*/julkaisu/": everybody(AWAY),
    # An empty text is asked for again.
    r"seuranta/.*/korjaa/": everybody((200, 422)),
    r"seuranta/.*/peru/": everybody((200, 302)),
    # So does a supporter's, of an initiative that collects.
    r"aloite/kannatus/.*": everybody((200, 302)),
    # Of no draft: the token is another's. It is said in words.
    r"aloite/luonnos/jatka/.*": everybody((410, 405)),
    r"aloite/luonnos/vahvista/.*": everybody((410, 410)),
    # Private links of followers, and taps of suggestions: what is named is neither.
    r"aloite/(seuranta|tuki)/.*": everybody(GONE),
    r"kuvio/.*|styleguide/": everybody(FORM),
    r"robots\.txt|sitemap\.xml": everybody(READ),
    r"sitemap-<section>\.xml": everybody((404, 405)),
    r"haku/(otsikot/)?": everybody(READ),
    # A county with the site's own colours has no sheet of its own.
    r"tyyli/.*": everybody((404, 405)),
    r"captcha/.*": everybody(GONE),
    r"tiedostot/.*|_util/authenticate.*": everybody(GONE),
    r"\^\(\(.*": everybody(GONE),
}
# Wagtail's own that a stranger gets: icons and words, no content.
OPEN_TO_STRANGERS = {
    "admin/sprite/": (200, 200),
    "admin/jsi18n/": (200, 405),
    "admin/password_reset/done/": GONE,
    "admin/password_reset/confirm/<uidb64>/<token>/": GONE,
    "admin/password_reset/complete/": GONE,
}

# What an argument of an address is filled with.
ARGUMENTS = {
    "reference": lambda site, pattern: site.feedback.reference,
    "token": lambda site, pattern: site.token(pattern),
    "key": lambda site, pattern: site.support.uuid,
    "page_id": lambda site, pattern: site.page.pk,
    "pk": lambda site, pattern: site.pk(pattern),
    "instance_pk": lambda site, pattern: site.pk(pattern),
    "action_name": lambda site, pattern: "approve",
    "revision_id_a": lambda site, pattern: "earliest",
    "revision_id_b": lambda site, pattern: "latest",
}


class Site:
    """One of each thing that an address can name."""

    def __init__(self):
        pages.feedback_page()
        self.page = pages.opportunity_page()
        self.feedback = FeedbackFactory(screening=True, email="aino@example.org")
        decided = {"submission": self.feedback, "user": UserFactory(moderator=True)}
        services.decide(services.approve, **decided)
        self.feedback.refresh_from_db()
        self.mail = OutboxMail.objects.create(
            template=MailTemplate.QUESTION, language="fi", submission=self.feedback
        )
        self.template = ReplyTemplateFactory()
        self.rule = ModerationRule.objects.first()
        self.change = ChangeFactory()
        self.imported = NpsImport.objects.create(source="Laite", refusals="rivi;syy")
        self.view = SavedView.objects.create(
            user=UserFactory(moderator=True), name="Omat", query="view=mine"
        )
        self.support = give(InitiativeFactory(at=Stage.COLLECTING))
        # In use, so that deleting one has to be refused in words.
        self.registers = {
            "municipality": self.page.municipalities.get(),
            "servicearea": self.page.service_area,
            "serviceunit": self.page.organiser,
            "decisionbody": self.page.decision_body,
            "targetgroup": self.page.target_groups.get(),
            "topic": TopicFactory(),
            "indepthquestion": InDepthQuestion.objects.first(),
        }

    def counts(self):
        models = {type(thing) for thing in self.registers.values()}
        return {
            model: model.objects.count()
            for model in {
                *models,
                *(type(self.feedback), type(self.mail), type(self.change)),
                *(ReplyTemplate, ModerationRule, SavedView),
            }
        }

    def token(self, pattern):
        """Of a receipt, or of whoever has a link in a mail."""
        if pattern.startswith("aloite/kannatus/"):
            return links.token("support", self.support.uuid)
        return token(self.feedback)

    def pk(self, pattern):
        """Of the thing that this address is about."""
        things = {
            "vastauspohjat": self.template,
            "lahtevat-viestit": self.mail,
            "saannot": self.rule,
            "feedback_forms/change": self.change,
            "tuonti": self.imported,
            "nakymat": self.view,
            **self.registers,
        }
        found = [thing for name, thing in things.items() if f"{name}/" in pattern]
        return (found or [self.feedback])[0].pk


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
            ARGUMENTS.get(found[1] or found[2], lambda *_: 1)(site, pattern)
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


def status(client, method, path):
    """Of a request whose traces are wiped away; "in" stands for the way to the login."""
    cookies = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.load(re.sub(r"^Set-Cookie: ", "", cookies, flags=re.MULTILINE))
    if response.status_code == 302 and "/kirjaudu/login/" in response["Location"]:
        return "in"
    return response.status_code


def is_ours(pattern, callback):
    module = getattr(callback, "__module__", "")
    return (
        not pattern.startswith("admin/")
        or module.startswith(OURS)
        or pattern.startswith(OUR_SCREENS)
        or expected(pattern) is not None
    )


def expected(pattern):
    fits = (row for rule, row in EXPECTED.items() if re.fullmatch(rule, pattern))
    return next(fits, None)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_expected(role):
    site = Site()
    client = login(role)
    surprises = []
    for pattern, each in every_pattern():
        if not is_ours(pattern, each.callback):
            continue
        path = address(pattern, site)
        row = expected(pattern)
        got = status(client, "get", path), status(client, "post", path)
        if row is None or got != row[ROLES.index(role)]:
            surprises.append((pattern, path, got))
    assert not surprises, "\n".join(map(str, surprises))


def test_a_stranger_gets_no_further_than_the_login_of_wagtail():
    site = Site()
    client = login("anonymous")
    surprises = []
    seen = 0
    for pattern, each in every_pattern():
        if is_ours(pattern, each.callback) or pattern == "admin/^.*/$":
            continue
        seen += 1
        path = address(pattern, site)
        got = status(client, "get", path), status(client, "post", path)
        if got != OPEN_TO_STRANGERS.get(pattern, IN):
            surprises.append((pattern, path, got))
    assert not surprises, "\n".join(map(str, surprises))
    assert seen > 150


@pytest.mark.parametrize("role", ROLES[2:])
def test_whoever_is_sent_away_has_changed_nothing(role):
    site = Site()
    client = login(role)
    before = site.counts()
    for pattern, each in every_pattern():
        row = expected(pattern)
        if not is_ours(pattern, each.callback):
            continue
        assert row is not None, pattern
        if row[ROLES.index(role)] in {NO, AWAY}:
            client.post(address(pattern, site), {"name": "x", "text_fi": "x"})
    assert site.counts() == before
