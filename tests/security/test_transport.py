"""Production's settings as they run: cookies, transport, hosts, and what is refused."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import PASSWORD, UserFactory
from tests.feedback_forms.test_views import URL

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%2f%2fevil.example",
    " //evil.example",
    "\t//evil.example",
    "https://evil.example%00testserver/",
]


def leaves(response):
    """Whether the answer sends the browser to another site."""
    target = response.get("Location", "")
    return bool(target) and not (
        target.startswith("/") and target[1:2] not in {"/", "\\"}
    )


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_redirects_to_another_site(target):
    pages.feedback_page()
    person = UserFactory(moderator=True)
    feedback = FeedbackFactory(screening=True)
    stranger, staff = Client(), Client()
    staff.force_login(person)
    assigned = f"/admin/viestit/{feedback.reference}/kasittelija/"
    responses = [
        stranger.post(
            "/kirjaudu/login/",
            {"login": person.username, "password": PASSWORD, "next": target},
        ),
        stranger.get("/kirjaudu/login/", {"next": target}),
        staff.post(assigned, {"next": target}),
        *(
            Client().get(path, {"next": target, "url": target, "kieli": target})
            for path in (
                "/admin/login/",
                "/_util/login/",
                "/kirjaudu/",
                "/kirjaudu/signup/",
                URL,
                receipt_path(feedback),
            )
        ),
        staff.post("/kirjaudu/logout/", {"next": target}),
    ]
    assert not [response["Location"] for response in responses if leaves(response)]


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/..", "/\\evil.example"]
)
def test_an_address_without_its_slash_does_not_lead_elsewhere(client, path):
    assert not leaves(client.generic("GET", path))


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_no_header_or_field_changes_the_method(method):
    pages.feedback_page()
    feedback = FeedbackFactory()
    client = Client()
    path = f"{receipt_path(feedback)}peru/"
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        client.generic(method, f"{path}?_method=POST", headers={name: "POST"})
    feedback.refresh_from_db()
    assert feedback.state == "received"


# -- Production's settings, in a process of their own ---------------------------

NEEDED = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "FIELD_KEYS": secrets.token_urlsafe(32) + "=",
    "RECEIPT_KEY": secrets.token_urlsafe(32),
    "LOOKUP_KEY": secrets.token_urlsafe(32),
    "ALLOWED_HOSTS": "osallistu.example.org",
    "BASE_URL": "https://osallistu.example.org",
    "EMAIL_URL": "smtp+tls://name:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "osallistu@example.org",
}


def python(code, folder, database="sqlite://:memory:", **environment):
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}:{ROOT / 'scripts'}",
            "DJANGO_SETTINGS_MODULE": "trials.settings",
            "TRIAL_DIR": str(folder),
            "DATABASE_URL": database,
            **environment,
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without(name, tmp_path):
    others = {key: value for key, value in NEEDED.items() if key != name}
    result = python("import django; django.setup()", tmp_path, **others)
    assert result.returncode != 0
    named = [line.strip() for line in result.stderr.splitlines()]
    assert [line.split(":")[0] for line in named if line.split(":")[0] in NEEDED] == [
        name
    ]
    # The keys that are set are not printed.
    keys = [value for value in others.values() if "example" not in value]
    assert not [value for value in keys if value in result.stderr]


ASK = """
import json
import django; django.setup()
from django.conf import settings
from django.test import Client
host = "osallistu.example.org"
found = {}
def ask(name, path, secure=True, host=host, **headers):
    client = Client(raise_request_exception=False)
    response = client.get(path, secure=secure, headers={"host": host, **headers})
    found[name] = {
        "status": response.status_code,
        "headers": dict(response.headers),
        "cookies": {key: dict(morsel) for key, morsel in response.cookies.items()},
        "text": response.content.decode(),
    }
ask("form", "/anna-palautetta/")
ask("login", "/kirjaudu/login/")
ask("plain", "/anna-palautetta/", secure=False)
ask("styleguide", "/styleguide/")
for number, other in enumerate(["evil.example", "osallistu.example.org.evil.example",
        "osallistu.example.org@evil.example", "osallistu.example.org:x", ""]):
    ask(f"host {number}", "/anna-palautetta/", host=other)
ask("forwarded", "/admin/", **{"x-forwarded-host": "evil.example"})
ask("believed proxy", "/anna-palautetta/", secure=False, **{"x-forwarded-proto": "https"})
found["debug"] = settings.DEBUG
found["session"] = [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
    settings.SESSION_COOKIE_SAMESITE]
print(json.dumps(found))
"""


@pytest.fixture
def production(child_env, tmp_path):
    pages.feedback_page()
    result = python(ASK, tmp_path, child_env()["DATABASE_URL"], **NEEDED)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_production_is_closed(production):
    form, login = production["form"], production["login"]
    assert (form["status"], login["status"]) == (200, 200)
    assert form["headers"]["Strict-Transport-Security"] == (
        "max-age=63072000; includeSubDomains; preload"
    )
    for answer in (form, login):
        (cookie,) = answer["cookies"].values()
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
    assert production["session"] == [True, True, "Lax"]
    assert production["debug"] is False
    assert production["styleguide"]["status"] == 404

    plain = production["plain"]
    assert (plain["status"], plain["headers"]["Location"]) == (
        301,
        "https://osallistu.example.org/anna-palautetta/",
    )
    # Nobody stands in front, so nobody's word on the transport is believed.
    assert production["believed proxy"]["status"] == 301

    for number in range(5):
        refused = production[f"host {number}"]
        assert refused["status"] == 400
        assert "evil.example" not in json.dumps(refused)
    assert "evil.example" not in json.dumps(production["forwarded"])
