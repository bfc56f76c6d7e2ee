"""A real OpenID Connect provider, as a process of its own, and a person who uses it."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import requests

PERSON = {
    "sub": "010190-999A",
    "given_name": "Aada Maria",
    "family_name": "Esimerkki",
    "municipality_code": "837",
    "email": "aada@example.org",
}
NAMELESS = {"sub": "just-a-number"}
CLIENT = {"OIDC_CLIENT_ID": "osallistu", "OIDC_CLIENT_SECRET": "secret"}


@contextmanager
def provider(*people):
    """The issuer's address, while its process runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    claims = [f"--user-claims={json.dumps(person)}" for person in people]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--require-nonce", "true", *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": ""},
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{issuer}/.well-known/openid-configuration", process)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url, process):
    for _try in range(100):
        assert process.poll() is None, "the provider has ended"
        try:
            return requests.get(url, timeout=2)
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the provider does not answer")


def begin(client, back="/"):
    """To the provider: its address with all that the site asks."""
    response = client.post(f"/tunnistus/?{urlencode({'next': back})}")
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def agree(url, sub=PERSON["sub"], **changed):
    """The person says yes there; the address that the browser is sent back to."""
    answer = requests.post(
        with_query(url, **changed), {"sub": sub}, allow_redirects=False, timeout=10
    )
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def refuse(url):
    answer = requests.post(url, {"action": "deny"}, allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def query(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def with_query(url, **changed):
    """The same address with other parameters; None takes one away."""
    values = {**query(url), **changed}
    kept = {name: value for name, value in values.items() if value is not None}
    return urlunsplit(urlsplit(url)._replace(query=urlencode(kept)))


def path(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def id_token(issuer, client_id, nonce="n"):
    """A token that the provider gives to another of its clients."""
    back = "https://other.example.org/"
    ask = {
        "client_id": client_id,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "openid profile",
        "nonce": nonce,
    }
    code = query(agree(f"{issuer}/oauth2/authorize?{urlencode(ask)}"))["code"]
    answer = requests.post(
        f"{issuer}/oauth2/token",
        {"grant_type": "authorization_code", "code": code, "redirect_uri": back},
        auth=(client_id, "secret"),
        timeout=10,
    )
    return answer.json()["id_token"]
