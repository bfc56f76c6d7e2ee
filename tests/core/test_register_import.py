"""Registers from a file: what is shown is what is written, and all of it or nothing."""

import base64
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from core.importable import MunicipalityImport, ServiceUnitImport
from core.models import Municipality, ServiceUnit
from core.register_import import (
    MOST_BYTES,
    FileRefused,
    import_register,
    make_plan,
)
from tests.factories.core import (
    MunicipalityFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
)
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

TOWNS = "code,name_fi,name_sv,population\n020,Akaa,Akaa,16402\n837,Tampere,Tammerfors,255050\n"
URL = "/admin/core/municipality/import/"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def communications(client):
    user = UserFactory(communications=True)
    client.force_login(user)
    return user


def towns(text):
    data = text if isinstance(text, bytes) else text.encode()
    return make_plan(MunicipalityImport, data)


def upload(client, data, url=URL, name="kunnat.csv"):
    data = data if isinstance(data, bytes) else data.encode()
    return client.post(url, {"file": SimpleUploadedFile(name, data, "text/csv")})


def confirm(client, response, url=URL):
    form = response.context["confirm"]
    return client.post(url, {name: form[name].value() for name in form.fields})


# -- Reading -------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(encoding, delimiter, end):
    text = "code,name_fi,name_sv\n108,Hämeenkyrö,Tavastkyrö\n"

    plan = towns(text.replace(",", delimiter).replace("\n", end).encode(encoding))

    assert [change.entry.name_fi for change in plan.new] == ["Hämeenkyrö"]
    assert plan.refused == []


def test_zero_that_a_spreadsheet_took_comes_back():
    MunicipalityFactory(code="020", name_fi="Akaa")

    plan = towns("code;name_fi;population\n20;Akaa;16 402\n")

    (change,) = plan.changed
    assert (change.entry.code, change.entry.population) == ("020", 16402)


def test_other_columns_are_named_and_left_out():
    plan = towns("code,name_fi,land_area_km2\n020,Akaa,293\n")

    assert plan.ignored_columns == ("land_area_km2",)
    assert plan.ready


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n\n , ,\n", "is empty"),
        (b"code,name_fi\n020,Ak\x00aa\n", "not CSV"),
        ("code,name_fi\n020,Akaa\n".encode("utf-16"), "not CSV"),
        (b"PK\x03\x04\x14\x00\x06", "not CSV"),
        (b"code,name_fi\n020,\x81\x8d\n", "letters cannot be read"),
        (b"kunta;asukkaita\nAkaa;16402\n", "missing: code, name_fi"),
        (b"name_fi\nAkaa\n", "missing: code"),
        (b"code,name_fi,name_fi\n020,Akaa,Akaa\n", "twice: name_fi"),
        (b'code,name_fi\n020,"Akaa\n', "quotation mark"),
        (b'code,name_fi\n020,"Ak"aa"\n', "quotation mark"),
        (b"code,name_fi," + b"x," * 60 + b"\n", "too many columns"),
        (b"code,name_fi\n" + b"020,Akaa\n" * 6000, "more than 5000 lines"),
        (b"x" * (MOST_BYTES + 1), "larger than 500 kilobytes"),
        (b"code,name_fi\n020," + b"x" * 200_000, "quotation mark"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(client, communications, data, words):
    with pytest.raises(FileRefused, match=words):
        towns(data)

    assert upload(client, data).status_code in {200, 422}
    assert not Municipality.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1234,Akaa", "three digits"),
        ("²²²,Akaa", "three digits"),
        (",Akaa", "“code” is empty"),
        ("020,", "“name_fi” is empty"),
        ("020,=HYPERLINK(1)", "like a formula"),
        ("020,@SUM(1)", "like a formula"),
        ("020,+358", "like a formula"),
        ("020,-1", "like a formula"),
        ("020,Ak\u202eaa", "cannot be seen"),
        ("020,Ak\taa", "cannot be seen"),
        ("020,Akaa,1,2,3,4", "more cells than columns"),
        ("020,Akaa,-5", "like a formula"),
        ("020,Akaa,monta", "population"),
        ("020,Akaa,99999999999999999999", "population"),
        ("020,Akaa,5,ehkä", "1 or 0"),
        (f"020,{'a' * 151}", "name_fi"),
    ],
)
def test_line_that_cannot_be_used_is_refused_with_its_number(line, words):
    plan = towns(f"code,name_fi,population,in_use\n837,Tampere,1,1\n{line}\n")

    (refusal,) = plan.refused
    assert refusal.line == 3
    assert words in refusal.reason
    assert not plan.ready


def test_same_entry_twice_is_refused():
    plan = towns("code,name_fi\n020,Akaa\n20,Akaa\n")

    assert [(one.line, one.reason) for one in plan.refused] == [
        (3, "The same entry stands on line 2.")
    ]


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.text(alphabet='0123456789aä,;"\n\r\t=', max_size=80).map(
            lambda text: f"code,name_fi\n{text}".encode()
        ),
    )
)
def test_no_file_is_an_error_of_ours(data):
    try:
        plan = towns(data)
    except FileRefused:
        return
    assert all(refusal.reason for refusal in plan.refused)


# -- Comparing -----------------------------------------------------------------


def test_plan_tells_new_changed_and_unchanged_apart():
    MunicipalityFactory(code="020", name_fi="Akaa", name_sv="Akaa", population=16402)
    MunicipalityFactory(code="837", name_fi="Tampere", name_sv="", population=1)

    plan = towns(f"{TOWNS}143,Ikaalinen,Ikalis,6713\n")

    assert [change.entry.code for change in plan.new] == ["143"]
    (changed,) = plan.changed
    assert changed.differences == (
        ("name_sv", "", "Tammerfors"),
        ("population", "1", "255050"),
    )
    assert [change.entry.code for change in plan.unchanged] == ["020"]
    assert Municipality.objects.count() == 2


def test_what_the_file_does_not_say_stays():
    MunicipalityFactory(
        code="020", name_fi="Akaa", name_sv="Akaa", locative_fi="Akaassa", in_use=False
    )

    import_register(
        importer=MunicipalityImport, data=b"code,name_fi,name_sv\n020,Akaa kaupunki,\n"
    )

    entry = Municipality.objects.get()
    assert (entry.name_fi, entry.name_sv) == ("Akaa kaupunki", "Akaa")
    assert (entry.locative_fi, entry.in_use) == ("Akaassa", False)


def test_service_unit_finds_its_area_and_municipality_by_name():
    area = ServiceAreaFactory(name_fi="Avopalvelut")
    town = MunicipalityFactory(name_fi="Tampere")
    text = (
        "name_fi;service_area;municipality\nTesoman terveysasema;avopalvelut;Tampere\n"
    )

    import_register(importer=ServiceUnitImport, data=text.encode())

    unit = ServiceUnit.objects.get()
    assert (unit.service_area, unit.municipality) == (area, town)
    assert make_plan(ServiceUnitImport, text.encode()).unchanged


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Tesoma;Olematon;", "no such service area: Olematon"),
        ("Tesoma;Avopalvelut;Olematon", "no such municipality: Olematon"),
        ("Hervanta;Avopalvelut;", "several of this name"),
    ],
)
def test_service_unit_that_fits_nowhere_is_refused(line, words):
    area = ServiceAreaFactory(name_fi="Avopalvelut")
    ServiceUnitFactory.create_batch(2, name_fi="Hervanta", service_area=area)
    text = f"name_fi;service_area;municipality\n{line}\n"

    (refusal,) = make_plan(ServiceUnitImport, text.encode()).refused

    assert words in refusal.reason


# -- The screen ----------------------------------------------------------------


def test_list_leads_to_the_import(client, communications):
    for name in ("municipality", "serviceunit"):
        html = client.get(f"/admin/core/{name}/").content.decode()
        assert f'href="/admin/core/{name}/import/"' in html
    assert "/import/" not in client.get("/admin/core/topic/").content.decode()


def test_import_is_shown_and_then_written(client, communications):
    MunicipalityFactory(code="837", name_fi="Tampere", name_sv="", population=1)

    shown = upload(client, TOWNS)
    assert Municipality.objects.count() == 1
    done = confirm(client, shown)

    assert shown.status_code == 200
    assert "Tammerfors" in shown.content.decode()
    assert done.status_code == 302
    assert dict(Municipality.objects.values_list("code", "population")) == {
        "020": 16402,
        "837": 255050,
    }
    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "user_id")
    assert list(entries) == [
        ("wagtail.create", communications.pk),
        ("wagtail.edit", communications.pk),
    ]


def test_import_again_changes_nothing(client, communications):
    confirm(client, upload(client, TOWNS))

    again = upload(client, TOWNS)

    assert not again.context["plan"].ready
    assert "Import these changes" not in again.content.decode()
    assert len(again.context["plan"].unchanged) == 2


def test_one_bad_line_leaves_everything_as_it_was(client, communications):
    shown = upload(client, TOWNS + "99999,Ei,Ej,1\n")
    html = shown.content.decode()

    assert "Import these changes" not in html
    assert "kolme numeroa" in html
    # Not even by hand.
    plan = upload(client, TOWNS).context["confirm"]["mark"].value()
    content = base64.b64encode((TOWNS + "99999,Ei,Ej,1\n").encode()).decode()
    refused = client.post(URL, {"content": content, "mark": plan})
    assert refused.status_code == 422
    assert not Municipality.objects.exists()


def test_what_has_changed_meanwhile_is_shown_again(client, communications):
    shown = upload(client, TOWNS)
    MunicipalityFactory(code="020", name_fi="Akaa", population=7)

    again = confirm(client, shown)
    assert again.status_code == 200
    assert Municipality.objects.count() == 1
    assert len(again.context["plan"].changed) == 1

    assert confirm(client, again).status_code == 302
    assert Municipality.objects.get(code="020").population == 16402


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"mark": "x"},
        {"mark": "x", "content": "ääää"},
        {"mark": "", "content": ""},
        {"mark": "x", "content": "A" * (MOST_BYTES * 2 + 1)},
        {"mark": "x" * 40, "content": "QQ=="},
        {"mark": "x", "content": "QQ=="},
    ],
)
def test_broken_forms_are_answered_in_words(client, communications, sent):
    response = client.post(URL, sent)

    assert response.status_code == 422
    assert not Municipality.objects.exists()


def test_failure_in_the_middle_writes_nothing():
    """A trigger stands for whatever may fail between two rows."""
    MunicipalityFactory(code="837", name_fi="Tampere", population=1)
    postgres = connection.vendor == "postgresql"
    refuse = (
        "ALTER TABLE core_municipality ADD CONSTRAINT few CHECK (population < 100000)"
        if postgres
        else "CREATE TRIGGER few BEFORE UPDATE ON core_municipality WHEN "
        "NEW.population > 100000 BEGIN SELECT RAISE(ABORT, 'few'); END"
    )
    with connection.cursor() as cursor:
        cursor.execute(refuse)

    with pytest.raises(IntegrityError), transaction.atomic():
        import_register(importer=MunicipalityImport, data=TOWNS.encode())

    assert Municipality.objects.count() == 1


@pytest.mark.parametrize("role", ["moderator", "handler", "participation"])
def test_others_may_not_import(client, role):
    client.force_login(UserFactory(**{role: True}))

    assert upload(client, TOWNS).status_code == 302
    assert client.get(URL).status_code == 302
    assert not Municipality.objects.exists()


def test_names_from_a_file_are_text(client, communications):
    html = upload(
        client, "code,name_fi\n020,<script>alert(1)</script>\n"
    ).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


# -- The command ---------------------------------------------------------------


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "kunnat.csv"
    path.write_text(TOWNS)
    return path


def run(*args, **options):
    out = io.StringIO()
    call_command("import_register", *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_command_imports_and_can_be_repeated(file):
    assert "2 new, 0 changed, 0 unchanged" in run("municipalities", str(file))
    assert "0 new, 0 changed, 2 unchanged" in run("municipalities", str(file))
    assert Municipality.objects.count() == 2


def test_command_can_only_look(file):
    assert "2 new" in run("municipalities", str(file), dry_run=True)
    assert not Municipality.objects.exists()


def test_command_names_file_and_line_of_what_is_wrong(file):
    file.write_text(TOWNS + "99999,Ei,Ej,1\n")
    out = io.StringIO()

    with pytest.raises(CommandError, match="Nothing has been changed"):
        call_command("import_register", "municipalities", str(file), stderr=out)

    assert f"{file}:4: " in out.getvalue()
    assert not Municipality.objects.exists()


def test_command_without_its_file_says_so(tmp_path):
    with pytest.raises(CommandError):
        run("municipalities", str(tmp_path / "puuttuu.csv"))


def test_import_knows_its_way():
    assert reverse("core_municipality_modeladmin_import") == URL
