"""The import in the admin: upload, preview, report, writing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.caching import version
from feedback_forms.models import ImportState, NpsImport, Recommendation
from feedback_forms.models.answers import FIGURES
from feedback_forms.nps_import import views
from feedback_forms.nps_import.services import tidy_imports
from moderation.models import AuditEvent
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/palautteen-luvut/tuonti/"
CONTENT = "id;date;unit;score;comment\n1;2026-03-31;neuvola;9;Elsa\n2;2026-03-31;x;9;\n"


@pytest.fixture(autouse=True)
def _unit():
    ServiceUnitFactory(name_fi="Neuvola", slug="neuvola")


@pytest.fixture
def staff(client):
    user = UserFactory(participation=True)
    client.force_login(user)
    return user


def upload(client, content=CONTENT, source="Tekstiviestit"):
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("nps.csv", data, "text/csv")
    return client.post(ADDRESS, {"source": source, "file": file})


def test_upload_shows_what_would_change_and_writes_nothing(client, staff):
    response = upload(client)

    found = NpsImport.objects.get()
    assert response["Location"] == f"{ADDRESS}{found.pk}/"
    assert (found.new, found.refused, found.state) == (1, 1, ImportState.LOOKED_THROUGH)
    assert found.ignored_columns == ["comment"]
    assert not Recommendation.objects.exists()
    assert client.get(response["Location"]).status_code == 200


def test_no_words_of_the_file_are_kept(client, staff):
    upload(client)

    found = NpsImport.objects.get()
    assert "Elsa" not in found.rows + found.refusals


def test_confirmed_import_is_written_and_its_rows_forgotten(
    client, staff, django_capture_on_commit_callbacks
):
    address = upload(client)["Location"]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)

    found = NpsImport.objects.get()
    assert (found.state, found.rows, found.new) == (ImportState.DONE, "", 1)
    assert Recommendation.objects.get().source == "Tekstiviestit"
    assert AuditEvent.objects.filter(user=staff, action="imported").exists()
    assert client.get(address).status_code == 200


def test_import_by_mistake_is_taken_out_again(
    client, staff, django_capture_on_commit_callbacks
):
    Recommendation.objects.create(
        source="Toinen", external_id="1", score=3, answered_on=timezone.localdate()
    )
    address = upload(client)["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    before = version(FIGURES)

    assert f"{address}poista/" in client.get(address).content.decode()
    assert client.get(f"{address}poista/").context["number"] == 1
    assert Recommendation.objects.count() == 2
    for _time in range(2):  # the second time changes nothing
        response = client.post(f"{address}poista/")

    assert response["Location"] == address
    assert Recommendation.objects.get().source == "Toinen"
    assert version(FIGURES) != before
    last = AuditEvent.objects.filter(user=staff).latest("pk")
    assert last.detail == "nps 1 removed"
    found = NpsImport.objects.get()
    assert (found.state, found.numbers) == (ImportState.REMOVED, "")
    assert f"{address}poista/" not in client.get(address).content.decode()
    assert client.get(f"{address}poista/")["Location"] == address


def test_system_written_in_another_way_is_the_same(
    client, staff, django_capture_on_commit_callbacks
):
    for source in ("Tekstiviestit", "TEKSTIVIESTIT "):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(upload(client, source=source)["Location"])

    assert Recommendation.objects.count() == 1


def test_import_is_started_once(client, staff, django_capture_on_commit_callbacks):
    address = upload(client)["Location"]

    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address).status_code == 302

    assert AuditEvent.objects.filter(action="imported").count() == 1


def test_refused_rows_as_csv(client, staff):
    address = upload(client)["Location"]

    response = client.get(f"{address}hylatyt/")

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].count(";") == 4
    shown = client.get(address).context
    assert len(shown["refused_columns"]) == 5
    assert shown["refused_rows"][0][:4] == ["3", "2", "unit", "x"]
    assert lines[1].startswith("3;2;unit;x;")


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"PK\x03\x04\x00", b"a;b\n1;2\n", b"z" * 30_000]
)
def test_what_is_no_table_comes_back_with_the_reason(client, staff, content):
    response = upload(client, content)

    assert response.status_code == 422
    assert "<title>Virhe: " in response.content.decode()
    assert response.context["form"].errors["file"]
    assert response.context["form"]["source"].value() == "Tekstiviestit"


def test_larger_file_is_for_the_command(client, staff, monkeypatch):
    monkeypatch.setattr(views, "MOST_BYTES", 10)

    assert "import_nps" in upload(client).content.decode()


@pytest.mark.parametrize("source", ["", "a\x00b", "x" * 61])
def test_source_needs_a_name(client, staff, source):
    assert upload(client, source=source).status_code == 422


@pytest.mark.parametrize("role", ["moderator", "handler", "writer"])
def test_others_get_403_in_words(client, staff, role):
    address = upload(client)["Location"]
    client.force_login(UserFactory(**{role: True}))

    for path in (ADDRESS, address, f"{address}hylatyt/"):
        assert client.get(path).status_code == 403
    assert client.post(address).status_code == 403
    assert upload(client).status_code == 403
    assert not Recommendation.objects.exists()


def test_import_that_is_not_there_is_404(client, staff):
    assert client.get(f"{ADDRESS}99/").status_code == 404
    assert client.get(f"{ADDRESS}99/hylatyt/").status_code == 404


def test_clock_writes_what_a_lost_task_left_and_forgets_the_rest(client, staff):
    upload(client)
    upload(client)
    left, lost = NpsImport.objects.order_by("pk")
    NpsImport.objects.filter(pk=lost.pk).update(state=ImportState.WAITING)
    NpsImport.objects.update(created_at=timezone.now() - timedelta(days=2))

    assert tidy_imports(timezone.now()) == 1

    lost.refresh_from_db()
    assert (lost.state, lost.rows, lost.refusals) == (ImportState.DONE, "", "")
    assert not NpsImport.objects.filter(pk=left.pk).exists()
    assert Recommendation.objects.count() == 1
