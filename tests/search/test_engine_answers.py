"""The search engine's address leads to something that does not answer as it should.

Each server is real and small; the real engine's turns are in tests/services/.
"""

import base64
import ipaddress
import ssl
import time
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.search.query import PlainText

from search.engine_changes import note_differences, send_changes
from search.engines import EngineAway
from search.finding import find
from search.models import EngineChange, SearchEntry
from tests.factories import pages
from tests.support.search import Impostor, forget, html, http, using_engine

pytestmark = pytest.mark.django_db(transaction=True)

TIMEOUT = 1.0
SOON = TIMEOUT + 1.0
DAY = timedelta(days=1)
HALL = PlainText("fiquimahalli")


HITS = b'{"hits": {"hits": [{"fields": {"pk": ["%s"]}}]}}'
NONSENSE = {
    "nothing": b"",
    "garbage": b"\x00\xff" * 500,
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "html": html(200),
    "html of the engine's proxy": http(200, b"<h1>Login</h1>", "text/html"),
    "not found": html(404),
    "error": http(500, b'{"error": {"type": "x", "reason": "y"}, "status": 500}'),
    "error in words": http(502, b"Bad gateway", "text/plain"),
    "too many": http(429, b"{}"),
    "no right": http(401, b'{"error": "who are you"}'),
    "redirect": http(
        302, b"", product=False, more=b"Location: http://127.0.0.1:1/\r\n"
    ),
    "another product": http(200, HITS % b"1", product=False),
    "broken JSON": http(200, b'{"hits": {"hits": ['),
    "no JSON": http(200, b"\xff\xfe"),
    "deep JSON": http(200, b"[" * 100_000),
    "a list": http(200, b"[]"),
    "a number": http(200, b"5"),
    "null": http(200, b"null"),
    "other keys": http(200, b'{"hits": {"hits": [{"fields": {}}]}}'),
    "no number": http(200, HITS % b"avaa"),
    "hits that are none": http(200, b'{"hits": {"hits": 5}}'),
    "cut off": http(200, HITS % b"1")[:-10],
    "bulk without items": http(200, b'{"errors": false, "items": []}'),
}


def ask(backend):
    return backend.search(HALL, SearchEntry.objects.all())[:5].ids()


@pytest.mark.filterwarnings("ignore::elasticsearch.ElasticsearchWarning")
@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_an_absence(name):
    entry = pages.information_page(title="Uimahalli avataan", slug="avataan")
    with (
        Impostor(NONSENSE[name]) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT) as backend,
    ):
        with pytest.raises(EngineAway):
            ask(backend)
        with pytest.raises(EngineAway):
            backend.apply(list(SearchEntry.objects.all()), {1})
        began = time.monotonic()
        found = find("uimahalli", "fi")
        assert (found.total, found.fell_back) == (1, True)
        assert time.monotonic() - began < SOON
        # Each request was made once.
        assert len(impostor.requests) <= 3
    assert entry.live


@pytest.mark.parametrize(
    "pieces",
    [[http(200, b"{}")], [b"H"] * 100, [http(200, b"[" * 500)[:300], *([b"["] * 100)]],
    ids=["slow", "dripping from the first letter", "dripping body"],
)
def test_a_slow_answer_is_not_waited_for(pieces):
    pause = 0.3 if len(pieces) > 1 else 5 * TIMEOUT
    with (
        Impostor(*pieces, pause=pause) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT) as backend,
    ):
        began = time.monotonic()
        with pytest.raises(EngineAway, match="Timeout"):
            ask(backend)
        assert time.monotonic() - began < SOON


def test_keys_that_are_not_public_entries_show_nothing():
    """An engine that gives keys of nothing, or of what is not public, leaks nothing."""
    hidden = pages.information_page(title="Uimahalli salaa", slug="salaa")
    entry = SearchEntry.objects.get()
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    with (
        Impostor(http(200, HITS % str(entry.pk).encode())) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT),
    ):
        found = find("uimahalli", "fi")
        assert (found.total, found.fell_back) == (0, False)


# -- Who we say we are ---------------------------------------------------------------


def sent_header(impostor):
    for line in impostor.requests[0].decode().split("\r\n"):
        if line.lower().startswith("authorization: "):
            return line.partition(": ")[2]
    return None


def asked_with(url, options):
    with Impostor(http(200, b'{"hits": {"hits": []}}')) as impostor:
        address = url.replace("HOST", impostor.url.removeprefix("http://"))
        with using_engine(URLS=[address], OPTIONS=options) as backend:
            assert ask(backend) == []
        return sent_header(impostor), impostor.requests[0].split(b" ")[1]


def test_user_and_password_stand_in_the_address():
    header, path = asked_with("http://os%40listu:s%3Ala%2Fsana@HOST/haku/", {})
    assert header == f"Basic {base64.b64encode(b'os@listu:s:la/sana').decode()}"
    assert path.startswith(b"/haku/test_")


def test_a_key_is_sent():
    header, _path = asked_with("http://HOST", {"api_key": "YWJj"})
    assert header == "ApiKey YWJj"


def test_without_either_nothing_is_sent():
    header, _path = asked_with("http://HOST", {})
    assert header is None


@pytest.fixture
def certificate(tmp_path):
    """Of 127.0.0.1, signed by nobody else; its file and the context of its server."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "engine")])
    now = timezone.now()
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + DAY)
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = tmp_path / "certificate.pem", tmp_path / "key.pem"
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)
    return str(file), context


def test_https_with_an_authority_of_ones_own(certificate):
    file, context = certificate
    with Impostor(http(200, b'{"hits": {"hits": []}}'), tls=context) as impostor:
        urls = [impostor.url.replace("http:", "https:")]
        with using_engine(URLS=urls, OPTIONS={"ca_certs": file}) as backend:
            assert ask(backend) == []
        with using_engine(URLS=urls) as backend, pytest.raises(EngineAway, match="Tls"):
            ask(backend)


# -- What is to be told ----------------------------------------------------------------


TAKEN = http(200, b'{"errors": false, "items": [{"index": {"status": 201}}]}')
REFUSED = http(200, b'{"errors": true, "items": [{"index": {"status": 400}}]}')


def test_what_was_told_is_noted_no_more():
    with Impostor(TAKEN) as impostor, using_engine(URLS=[impostor.url]):
        pages.information_page(title="Uimahalli avataan", slug="avataan")
        assert not EngineChange.objects.exists()
        (request,) = impostor.requests
        assert b"fiquimahalli" in request


def test_what_is_refused_stays_noted_and_the_engine_is_left_alone(caplog):
    with Impostor(REFUSED) as impostor, using_engine(URLS=[impostor.url]):
        pages.information_page(title="Uimahalli avataan", slug="avataan")
        assert EngineChange.objects.count() == 1
        assert "away and left alone" in caplog.text
        assert "uimahalli" not in caplog.text.lower()
        assert send_changes() == 0
        assert find("uimahalli", "fi").fell_back
        assert len(impostor.requests) == 1
        forget()
        assert send_changes() == 0
        assert len(impostor.requests) == 2


def test_a_site_without_engine_notes_nothing():
    pages.information_page(title="Uimahalli avataan", slug="avataan")
    assert not EngineChange.objects.exists()
    assert send_changes() == 0
    assert not find("uimahalli", "fi").fell_back


def test_entries_that_are_not_as_was_told_are_noted():
    pages.information_page(title="Uimahalli avataan", slug="avataan")
    entry = SearchEntry.objects.get()
    assert note_differences({entry.pk: entry.digest, entry.pk + 1: ""}) == 0
    assert note_differences({entry.pk: "older", entry.pk + 1: "was there"}) == 2
    noted = EngineChange.objects.values_list("entry_id", flat=True)
    assert set(noted) == {entry.pk, entry.pk + 1}


def test_update_index_says_when_the_engine_is_away():
    """The database's part is done by then."""
    pages.information_page(title="Uimahalli avataan", slug="avataan")
    SearchEntry.objects.all().delete()
    with using_engine(URLS=["http://127.0.0.1:1"]):
        with pytest.raises(CommandError, match="index is as it was"):
            call_command("update_index", verbosity=0)
        assert find("uimahalli", "fi").total == 1
