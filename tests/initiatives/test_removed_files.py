"""Files that moderators remove: nowhere public, kept encrypted for a time, told and logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import Stage
from initiatives.models import Attachment, Initiative, InitiativesPage
from moderation import services
from moderation.enums import Action
from moderation.models import AuditEvent, Original
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.initiatives.public.test_views import attached
from tests.initiatives.test_erasing import files_with
from tests.initiatives.test_leaks import everything, headers, own_addresses, read
from tests.moderation.test_retention import rows_with

pytestmark = pytest.mark.django_db

NAME = "Lauri Lintusen lausunto.png"
WORDS = ["kanarialintu", "Lintusen"]


@pytest.fixture
def page():
    home = pages.home_page()
    return home.add_child(instance=InitiativesPage(title="Aloitteet", slug="aloitteet"))


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING)


@pytest.fixture
def file(initiative):
    return attached(initiative, NAME, "image/png")


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def removal(file):
    return f"/admin/aloitteet/{file.initiative.reference}/liitteet/{file.pk}/poista/"


def name_of(file):
    return file.file.name.rpartition("/")[2]


def remove(client, file, **data):
    version = Initiative.objects.get(pk=file.initiative_id).version
    data = {"version": version, "reason": "personal", **data}
    return client.post(removal(file), data)


def original_of(initiative, client, **data):
    kept = Original.objects.files().get()
    address = f"/admin/aloitteet/{initiative.reference}/poistetut/{kept.pk}/"
    version = Initiative.objects.get(pk=initiative.pk).version
    return client.post(address, {"version": version, **data})


def logged(action):
    return list(AuditEvent.objects.filter(action=action).values_list("user", "detail"))


def test_removed_file_is_nowhere(
    client, page, file, moderator, django_capture_on_commit_callbacks
):
    initiative = file.initiative
    public = f"{page.url}{initiative.slug}/liitteet/{file.pk}/"
    assert "Lintusen" in everything(client, page, initiative)
    before = set(files_with())
    assert name_of(file) in before

    with django_capture_on_commit_callbacks(execute=True):
        assert (
            remove(client, file, explanation="Kuvassa näkyy toinen.").status_code == 302
        )

    client.logout()
    assert rows_with(WORDS) == set()
    assert set(files_with()) == before - {name_of(file)}
    assert client.get(public).status_code == 404
    # One more, so that addresses of files are looked at.
    attached(initiative, "Kartta.png", "image/png")
    assert "Lintusen" not in everything(client, page, initiative)
    for address in own_addresses(page, initiative):
        assert "Lintusen" not in headers(client, address)
    receipt = client.get(receipt_path(initiative)).content.decode()
    assert "Kuvassa näkyy toinen." in receipt
    assert "(PDF)" in receipt, "what the stored file is"
    assert logged(Action.FILE_REMOVED) == [(moderator.pk, "personal")]


def test_original_is_saved_with_a_reason_and_each_time_logged(client, file, moderator):
    remove(client, file)

    assert original_of(file.initiative, client).status_code == 302
    assert original_of(file.initiative, client, reason="x").status_code == 302
    assert logged(Action.ORIGINAL_READ) == []
    for _time in range(2):
        response = original_of(file.initiative, client, reason="review")
        assert b"".join(response) == b"%PDF-1.7 kanarialintu"
        assert "attachment" in response["Content-Disposition"]
        assert "no-store" in response["Cache-Control"]
    assert logged(Action.ORIGINAL_READ) == [(moderator.pk, "review")] * 2


def test_file_is_put_back_as_it_was(client, page, file, moderator):
    initiative = file.initiative
    remove(client, file)

    assert original_of(initiative, client, put_back="1", version="1").status_code == 302
    assert not Attachment.objects.exists()
    original_of(initiative, client, put_back="1")

    back = Attachment.objects.get()
    assert (back.name, back.content_type, back.size) == (NAME, "image/png", 21)
    with back.file.open() as stored:
        assert stored.read() == b"%PDF-1.7 kanarialintu"
    assert not Original.objects.exists()
    address = f"{page.url}{initiative.slug}/liitteet/{back.pk}/"
    assert "kanarialintu" in read(client, address)


@pytest.mark.parametrize(
    ("role", "removes", "reads"),
    [
        ("moderator", True, True),
        ("original_reader", False, True),
        ("handler", False, False),
        ("registry", False, False),
        ("participation", False, False),
        ("data_protection", False, False),
        ("communications", False, False),
    ],
)
def test_each_way_in_is_for_its_roles(client, file, moderator, role, removes, reads):
    initiative = file.initiative
    other = attached(initiative, "Kartta.png", "image/png")
    remove(client, file)
    client.force_login(UserFactory(**{role: True}))

    allowed = {200} if removes else {403, 404}
    assert client.get(removal(other)).status_code in allowed
    status = remove(client, other, reason="").status_code
    assert status == 422 if removes else status in {403, 404}
    read_now = original_of(initiative, client, reason="review").status_code
    assert read_now == 200 if reads else read_now in {403, 404}
    if not removes:
        original_of(initiative, client, put_back="1")
        assert Attachment.objects.get() == other


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, file, moderator):
    for data in ({"reason": ""}, {"reason": "x"}, {"explanation": "x" * 3000}):
        response = remove(client, file, **{"explanation": "Selitys\x01", **data})
        assert response.status_code == 422, data
    assert remove(client, file, reason="other").status_code == 422
    for version in ("", "x", "1", "9" * 30):
        response = remove(client, file, version=version, explanation="Selitys")
        assert response.status_code == 409, version
        assert "Selitys" in response.content.decode()
    assert Attachment.objects.exists()

    remove(client, file)
    # The second of two.
    assert remove(client, file).status_code == 302
    assert client.get(removal(file)).status_code == 302
    assert len(logged(Action.FILE_REMOVED)) == 1


def test_only_files_of_that_initiative(client, file, moderator):
    other = FeedbackFactory(screening=True)
    address = removal(file).replace(file.initiative.reference, other.reference)

    client.post(address, {"version": other.version, "reason": "personal"})

    assert Attachment.objects.exists()


def test_original_of_a_file_is_erased_at_its_date_and_with_its_initiative(
    client, file, moderator
):
    initiative = file.initiative
    remove(client, file)
    Original.objects.update(erase_at=timezone.now() - timedelta(days=1))

    assert services.erase_expired_originals(now=timezone.now()) == 1
    assert not Original.objects.exists()
    assert logged(Action.ERASED) == [(None, "file")]

    remove(client, attached(initiative, NAME, "image/png"))
    services.withdraw(submission=initiative)
    assert not Original.objects.exists()


def test_each_opening_of_a_file_is_logged(client, file, moderator):
    for _time in range(2):
        b"".join(client.get(removal(file).removesuffix("poista/")))

    assert logged(Action.FILE_READ) == [(moderator.pk, str(file.pk))] * 2


def test_desk_shows_files_and_what_was_removed(client, file, moderator):
    address = f"/admin/viestit/{file.initiative.reference}/"
    assert removal(file) in client.get(address).content.decode()
    remove(client, file)

    page = client.get(address).content.decode()

    assert NAME not in page
    assert f"/poistetut/{Original.objects.get().pk}/" in page
    client.force_login(UserFactory(in_groups=["registry"]))
    page = client.get(address).content.decode()
    assert "/poistetut/" not in page
    assert "/poista/" not in page
