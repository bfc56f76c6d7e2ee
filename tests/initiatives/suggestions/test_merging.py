"""Joining suggestions: nobody is counted twice, nobody is lost, and everybody is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.models import Follower, Initiative, InitiativeMail, Support
from initiatives.services import move
from initiatives.suggestions.merging import merge, mergeable, preview
from initiatives.suggestions.services import give_tap, take_back
from initiatives.suggestions.taps import tap_url
from moderation.enums import Action, SubmissionState
from moderation.models import AuditEvent
from moderation.services import Conflict, NotAllowedNow
from search.services import refresh_source
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.support.queries import counted
from users.groups import REGISTRY

pytestmark = pytest.mark.django_db


def suggestion(marks="", followers=(), at=Stage.RECEIVED, **fields):
    made = InitiativeFactory(kind=Kind.SUGGESTION, at=at, **fields)
    for mark in marks:
        give_tap(suggestion=made, mark=mark, language="fi", now=timezone.now())
    for name in followers:
        Follower.objects.create(
            initiative=made,
            email=f"{name}@example.org",
            language="fi",
            confirmed_at=timezone.now(),
        )
    return Initiative.objects.get(pk=made.pk)


def seen(*suggestions):
    return {each.pk: each.version for each in suggestions}


def join(into, *others, user=None):
    user = user or UserFactory(administrator=True)
    return merge(into=into, others=others, user=user, versions=seen(into, *others))


def emails(initiative):
    return sorted(each.email.partition("@")[0] for each in initiative.followers.all())


def test_three_become_one_and_each_supporter_counts_once():
    target = suggestion("abc", ["anna", "bo"])
    first = suggestion("cde", ["bo", "cia"])
    second = suggestion("aef", ["cia"])
    third = suggestion("", ["dan"])

    joined = join(target, first, second, third)

    assert joined.support_count == 6
    assert joined.supports.counted().count() == 6
    assert emails(joined) == ["anna", "bo", "cia", "dan"]
    for other in (first, second, third):
        other.refresh_from_db()
        assert (other.stage, other.merged_into) == (Stage.MERGED, target)
        assert other.state == SubmissionState.ANSWERED
        assert other.support_count == other.supports.count() == 0
        assert not other.followers.exists()
        assert other not in Initiative.objects.listed()


def test_preview_says_what_will_happen():
    target = suggestion("abc", ["anna", "bo"])
    others = [suggestion("cde", ["bo", "cia"]), suggestion("aef", ["cia"])]

    said = preview(target, others)
    joined = join(target, *others)

    assert [(row.supports, row.shared, row.followers) for row in said.rows] == [
        (3, 1, 2),
        (3, 1, 1),
    ]
    assert said.supports == joined.support_count
    assert said.followers == joined.followers.count()


def test_preview_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    target, many = suggestion("ab"), [suggestion("b") for _ in range(5)]
    with django_assert_num_queries(4):
        preview(target, many[:1])
    with django_assert_num_queries(4):
        preview(target, many)


def test_makers_and_followers_of_what_was_joined_are_told_once():
    target = suggestion("", ["anna"])
    other = suggestion("", ["anna", "cia"])
    InitiativeMail.objects.all().delete()

    join(target, other)

    told = InitiativeMail.objects.filter(template=MailTemplate.STAGE)
    assert set(told.values_list("initiative", "event__stage")) == {
        (other.pk, Stage.MERGED)
    }
    followers = [mail.follower.email for mail in told if mail.follower]
    assert sorted(followers) == ["anna@example.org", "cia@example.org"]
    assert {mail.follower.initiative_id for mail in told if mail.follower} == {
        target.pk
    }
    assert sum(mail.initiator_id is not None for mail in told) == 1


def test_confirmation_of_either_holds():
    target, other = suggestion("", ["anna"]), suggestion("", ["anna"])
    target.followers.update(confirmed_at=None)
    join(target, other)
    assert target.followers.get().confirmed_at


def test_both_have_it_among_their_events_and_the_log_says_who():
    user = UserFactory(administrator=True)
    target, other = suggestion("a"), suggestion("b", title="Kanarialintu")

    join(target, other, user=user)

    assert other.events.first().stage == Stage.MERGED
    event = target.events.first()
    assert other.reference in event.text
    assert "Kanarialintu" not in event.text
    logged = AuditEvent.objects.filter(action=Action.MERGED, user=user)
    assert set(logged.values_list("reference", "detail")) == {
        (other.reference, target.reference),
        (target.reference, other.reference),
    }


def test_supporter_of_the_joined_one_is_known_again_and_may_take_it_back(client):
    pages.initiatives_page()
    target, other = suggestion(), suggestion()
    client.post(tap_url(other, "fi"))
    join(target, other)

    response = client.post(tap_url(other, "fi"), {"undo": "1"})

    assert (response.status_code, response["Location"]) == (307, tap_url(target, "fi"))
    client.post(response["Location"], {"undo": "1"})
    target.refresh_from_db()
    assert target.support_count == 0


def test_what_was_joined_before_leads_to_the_last_one():
    first, second, third = suggestion("a"), suggestion("b"), suggestion("c")
    second = join(second, first)
    third = join(third, Initiative.objects.get(pk=second.pk))
    first.refresh_from_db()
    assert first.merged_into == third
    assert third.support_count == 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: suggestion(at=Stage.SCREENING),
        lambda: suggestion(at=Stage.DONE),
        lambda: suggestion(at=Stage.WITHDRAWN),
        lambda: InitiativeFactory(at=Stage.COLLECTING),
    ],
    ids=["not public", "done", "withdrawn", "statutory"],
)
def test_what_cannot_be_joined_is_refused_and_nothing_is_changed(make):
    target, good, bad = suggestion("a"), suggestion("b"), make()
    with pytest.raises(NotAllowedNow):
        join(target, good, bad)
    target.refresh_from_db()
    assert target.support_count == 1
    assert good in mergeable()


@pytest.mark.parametrize("at", [Stage.NOT_NOW, Stage.DONE])
def test_nothing_is_joined_to_what_has_ended(at):
    with pytest.raises(NotAllowedNow):
        join(suggestion(at=at), suggestion())


def test_nothing_is_joined_to_itself():
    target = suggestion()
    with pytest.raises(NotAllowedNow):
        join(target, target)


def test_what_has_changed_since_it_was_seen_is_a_conflict():
    user = UserFactory(administrator=True)
    target, other = suggestion("a"), suggestion("b")
    versions = seen(target, other)
    move(initiative=other, target=Stage.CONSIDERED, actor="registry", user=user)
    with pytest.raises(Conflict):
        merge(into=target, others=[other], user=user, versions=versions)
    assert Support.objects.filter(initiative=target).count() == 1


def test_taking_back_after_joining_counts_down_once():
    target, other = suggestion("ab"), suggestion("bc")
    join(target, other)
    assert take_back(suggestion=target, mark="b")
    assert not take_back(suggestion=target, mark="b")
    target.refresh_from_db()
    assert target.support_count == 2


# -- The screens ---------------------------------------------------------------


def address(target):
    return reverse("merging:join", args=[target.reference])


@pytest.mark.parametrize("role", ["registry", "administrator"])
def test_registry_chooses_looks_and_joins(client, role):
    pages.initiatives_page()
    target = suggestion("ab", title="Penkki mäen puoliväliin")
    alike = suggestion("bc", title="Penkki mäen päälle")
    other = suggestion("d", title="Valo polulle")
    refresh_source(model=Initiative)
    client.force_login(staff(role))

    start = client.get(reverse("merging:start"))
    assert address(target) in start.content.decode()
    proposed = client.get(address(target)).content.decode()
    assert alike.reference in proposed
    assert other.reference not in proposed
    found = client.get(address(target), {"q": other.reference, "m": alike.reference})
    assert other.reference in found.content.decode()
    ticked = {"m": [alike.reference, other.reference], "preview": "1"}
    looked = client.get(address(target), ticked)
    assert looked.context["preview"].supports == 4
    data = {
        "m": ticked["m"],
        "seen": [f"{each.reference}:{each.version}" for each in (target, alike, other)],
    }
    done = client.post(address(target), data)

    assert done["Location"] == reverse("desk:item", args=[target.reference])
    target.refresh_from_db()
    assert target.support_count == 4


def staff(role):
    if role == "registry":
        return UserFactory(in_groups=[REGISTRY])
    return UserFactory(**{role: True})


@pytest.mark.parametrize("role", ["moderator", "handler", "communications"])
def test_others_may_not_join(client, role):
    target = suggestion()
    client.force_login(UserFactory(**{role: True}))
    for response in (
        client.get(reverse("merging:start")),
        client.get(address(target)),
        client.post(address(target)),
    ):
        assert response.status_code == 403


def test_strangers_are_sent_to_the_login(client):
    for url in (reverse("merging:start"), address(suggestion())):
        assert client.get(url)["Location"].startswith("/kirjaudu/")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"m": "A-2026-ZZZZ"},
        {"m": "x\x00", "seen": "x"},
        {"m": ["A-2026-ZZZZ"] * 200, "seen": [":", "::", "a:b"]},
    ],
)
def test_bad_input_is_told_in_words(client, data):
    target = suggestion()
    client.force_login(UserFactory(administrator=True))
    assert client.post(address(target), data).status_code == 409
    assert client.get(address(target), {**data, "preview": "1"}).status_code == 200


def test_stale_screen_is_told_and_what_was_ticked_stays(client):
    target, other = suggestion("a"), suggestion("b")
    client.force_login(UserFactory(administrator=True))
    data = {
        "m": other.reference,
        "seen": [f"{target.reference}:{target.version}", f"{other.reference}:0"],
    }
    response = client.post(address(target), data)
    assert response.status_code == 409
    assert response.context["ticked"] == {other.pk}
    assert response.context["preview"].supports == 2


@pytest.mark.parametrize("at", [Stage.SCREENING, Stage.REJECTED, Stage.WITHDRAWN])
def test_what_is_not_public_is_not_offered(client, at):
    hidden = suggestion(at=at, title="Kanarialintu")
    client.force_login(UserFactory(administrator=True))
    assert client.get(address(hidden)).status_code == 404
    assert "Kanarialintu" not in client.get(reverse("merging:start")).content.decode()


def test_list_costs_the_same_for_one_and_for_thirty(client):
    client.force_login(UserFactory(administrator=True))
    suggestion("a")
    client.get(reverse("merging:start"))
    with counted() as few:
        client.get(reverse("merging:start"))
    for _ in range(24):
        suggestion()
    # What the new ones have made stale is asked for once.
    client.get(reverse("merging:start"))
    with counted() as many:
        client.get(reverse("merging:start"))
    assert len(many) == len(few)
