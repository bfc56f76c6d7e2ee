"""One person counts once, and the count is what the rows say."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core.crypto import email_hash
from initiatives.enums import Actor, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeMail, Support
from initiatives.services import move
from initiatives.supporting import services
from initiatives.supporting.clock import forget_addresses
from tests.factories import pages
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

ADDRESS = "kaisa@example.org"


@pytest.fixture
def initiative():
    pages.initiatives_page()
    return InitiativeFactory(at=Stage.COLLECTING)


def give(initiative, email=ADDRESS, **given):
    values = {
        "name": "Kaisa Kannattaja",
        "name_public": True,
        "municipality": None,
        "language": "fi",
        "nonce": uuid.uuid4(),
        "now": timezone.now(),
    }
    services.give_support(initiative=initiative, email=email, **{**values, **given})
    return initiative.supports.filter(email_hash=email_hash(email)).first()


def confirm(support):
    services.confirm_support(support=support, now=timezone.now())


def count(initiative):
    return Initiative.objects.get(pk=initiative.pk).support_count


def close(initiative):
    """Collecting ends at this moment."""
    Initiative.objects.filter(pk=initiative.pk).update(
        collects_until=timezone.now() - timedelta(seconds=1)
    )


def test_support_waits_for_the_mail_to_be_answered(
    initiative, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        support = give(initiative)

    assert count(initiative) == 0
    assert support.confirmed_at is None
    # The initiators have mail of their own.
    (mail,) = [mail for mail in mailoutbox if mail.to == [ADDRESS]]
    assert str(support.uuid) in mail.body
    assert initiative.title in mail.body


def test_confirmed_support_counts_once_and_its_address_is_gone(initiative):
    support = give(initiative)

    confirm(support)
    confirm(support)

    support.refresh_from_db()
    assert count(initiative) == 1
    assert (support.email, support.name) == ("", "Kaisa Kannattaja")
    assert support.email_hash == email_hash(ADDRESS)


def test_confirmed_supporter_is_told_and_nothing_changes(
    initiative, mailoutbox, django_capture_on_commit_callbacks
):
    support = give(initiative)
    confirm(support)
    mailoutbox.clear()
    InitiativeMail.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        give(initiative, email=" KAISA@example.org".strip(), name="Joku Muu")

    support.refresh_from_db()
    assert count(initiative) == 1
    assert support.name == "Kaisa Kannattaja"
    (mail,) = mailoutbox
    assert mail.to == ["KAISA@example.org"]
    assert str(support.uuid) in mail.body

    # The address was needed for this mail alone.
    assert support.email
    assert forget_addresses(timezone.now()) == 1
    support.refresh_from_db()
    assert (support.email, support.email_hash) == ("", email_hash(ADDRESS))
    assert not InitiativeMail.objects.exists()


def test_address_stays_while_a_mail_waits(initiative):
    support = give(initiative)
    confirm(support)
    InitiativeMail.objects.update(sent_at=timezone.now())
    give(initiative)

    forget_addresses(timezone.now())

    support.refresh_from_db()
    assert support.email == ADDRESS


def test_who_has_not_confirmed_can_put_the_details_right(initiative):
    town = MunicipalityFactory()
    give(initiative, name="Kiasa")
    support = give(initiative, municipality=town, name_public=False)

    assert initiative.supports.count() == 1
    assert (support.name, support.municipality) == ("Kaisa Kannattaja", town)
    assert support.name_public is False


def test_known_and_unknown_address_cost_the_same_statements(initiative):
    known = give(initiative)
    confirm(known)
    waiting = "odottaja@example.org"
    give(initiative, email=waiting)

    costs = []
    for email in (ADDRESS, waiting, "uusi@example.org"):
        mails = InitiativeMail.objects.count()
        with counted() as queries:
            give(initiative, email=email)
        costs.append((len(queries), InitiativeMail.objects.count() - mails))

    assert len(set(costs)) == 1, costs
    assert costs[0][1] == 1


def test_same_form_sends_one_mail(initiative):
    nonce = uuid.uuid4()
    give(initiative, nonce=nonce)
    give(initiative, nonce=nonce)

    mails = InitiativeMail.objects.filter(template=MailTemplate.CONFIRM_SUPPORT)
    assert mails.count() == 1


def test_nobody_fills_a_mailbox(initiative):
    for _each in range(services.MAILS_PER_HOUR + 5):
        give(initiative)

    mails = InitiativeMail.objects.filter(support__isnull=False)
    assert mails.count() == services.MAILS_PER_HOUR


def test_withdrawn_support_is_gone_and_no_longer_counted(initiative):
    support = give(initiative)
    confirm(support)

    services.withdraw_support(support=support)
    services.withdraw_support(support=support)

    assert count(initiative) == 0
    assert not Support.objects.exists()
    with pytest.raises(Support.DoesNotExist):
        confirm(support)


def test_withdrawing_before_confirming_changes_no_count(initiative):
    confirm(give(initiative))
    services.withdraw_support(support=give(initiative, email="toinen@example.org"))

    assert count(initiative) == 1
    assert Support.objects.count() == 1


def test_nothing_is_given_confirmed_or_withdrawn_after_the_end(initiative):
    support = give(initiative)
    confirm(support)
    waiting = give(initiative, email="odottaja@example.org")
    close(initiative)

    for act in (
        lambda: give(initiative, email="uusi@example.org"),
        lambda: confirm(waiting),
        lambda: services.withdraw_support(support=support),
    ):
        with pytest.raises(services.NotCollecting):
            act()

    assert count(initiative) == 1
    # Who was never counted can still have everything deleted, and a name can be hidden.
    services.withdraw_support(support=waiting)
    services.hide_name(support=support)
    assert not Support.objects.named().exists()
    assert Support.objects.counted().count() == 1


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.SENT, Stage.DONE])
def test_only_what_collects_can_be_supported(stage):
    with pytest.raises(services.NotCollecting):
        give(InitiativeFactory(at=stage))
    assert not Support.objects.exists()


def test_a_confirmation_after_sending_is_refused(initiative):
    support = give(initiative)
    move(initiative=initiative, target=Stage.SENT, actor=Actor.CLOCK)

    with pytest.raises(services.NotCollecting):
        confirm(support)
    assert count(initiative) == 0
