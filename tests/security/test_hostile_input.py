"""Whatever is sent, the answer is never an error of ours, and never takes long.

150 examples a test; `HYPOTHESIS_PROFILE=thorough` tries 2,500 a test, 10,000 in all.
"""

import time
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from initiatives.enums import Kind, Stage
from initiatives.links import token
from initiatives.making import services as making
from initiatives.making.drafts import page_token
from initiatives.making.steps import STEPS
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory
from tests.feedback_forms.test_views import answers

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PARAMETERS = [
    *("aihe", "sivu", "kieli", "kiitos", "next", "q", "tila", "kunta", "p", "v"),
    *("haku", "palvelu", "laji", "tapa", "kenelle"),
    *("tyyppi", "alue", "paikka", "vuosi"),
    *("tilanne", "jarjestys", "paluu", "lahetetty", "vahvistettu", "peruttu"),
]
FIELDS = [
    *answers(),
    "website",
    "captcha_key",
    "captcha_answer",
    "wrong_answers",
    "accept",
    *("title", "proposal", "place", "service_area", "municipality", "basis", "name"),
    *("name_public", "age", "support", "choice", "right_channel", "seen", "body"),
    *("undo", "poista", "lisaa", "answer", "hide", "List-Unsubscribe", "form_id"),
]
ODD = [
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202egnp.exe",
    "\ufeff",
    "é" * 10_000,
    "9" * 5_000,
    "-1",
    "0",
    "1e999",
    "NaN",
    "٣",
    "²",
    "2147483648",
    "9223372036854775808",
    "%",
    "%00",
    "%ff",
    "../../etc/passwd",
    "'; DROP TABLE auth_user; --",
    '"""(((',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% debug %}",
    "${7*7}",
    "unit-",
    "unit-9999999999999999999999",
    "area-²",
    "a:b:c",
    "\r\nSet-Cookie: a=b",
    "[]",
    "null",
]
text = st.one_of(
    st.sampled_from(ODD), st.text(max_size=200), st.integers().map(str), st.characters()
)
pairs = st.lists(st.tuples(st.sampled_from(PARAMETERS), text), max_size=6)
# Percent signs that are no escapes, bytes that are no UTF-8, and words of ours.
piece = st.one_of(
    text.map(lambda value: quote(value, safe="", errors="replace")),
    st.binary(max_size=20).map(lambda value: quote(value, safe="")),
    st.sampled_from(
        ["osallistu-nyt", "anna-palautetta", "julkaistut", "sv", "%", "%c3"]
    ),
)


@pytest.fixture
def visitor():
    """Somebody on a site with one of each page; slow or failing answers are errors."""
    page = pages.opportunity_page(slug="sivu")
    pages.feedback_page(), pages.home_page("sv")
    receipt = receipt_path(FeedbackFactory())
    own = addresses_of_initiatives()
    client = Client(raise_request_exception=False)

    def ask(method, path, *arguments, most=499, **kwargs):
        began = time.process_time()
        response = getattr(client, method)(path, *arguments, **kwargs)
        if hasattr(response, "streaming_content"):
            list(response.streaming_content)
        assert response.status_code <= most, (path[:300], response.status_code)
        assert time.process_time() - began < 1, path[:300]
        return response

    ask.page, ask.receipt, ask.initiatives = page, receipt, own
    return ask


def addresses_of_initiatives():
    """Those of the list, of an initiative, of a suggestion, of a draft and of the mails."""
    pages.initiatives_page()
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    suggestion = InitiativeFactory(at=Stage.RECEIVED, kind=Kind.SUGGESTION)
    draft = making.begin(language="fi", now=timezone.now())
    support, follower = (
        rows.create(email="aino@example.org", language="fi")
        for rows in (initiative.supports, initiative.followers)
    )
    person = initiative.initiators.get()
    one, draft_url = (
        f"/aloitteet/{initiative.slug}/",
        f"/aloitteet/tee/{draft.uuid}/{page_token(draft)}/",
    )

    def mailed(part, purpose, row):
        return f"/aloite/{part}/{row.uuid}/{token(purpose, row.uuid)}/"

    return [
        *("/aloitteet/", "/aloitteet/syote.atom", "/aloitteet/aloita/"),
        *("/aloitteet/aloita/oma-asia/", "/aloitteet/tee/", "/aloitteet/ehdota/"),
        *(one, f"{one}kannata/", f"{one}kannattajat/", f"{one}seuraa/", f"{one}jaa/"),
        *(draft_url + step.name + "/" for step in STEPS),
        *(
            f"{draft_url}tekija-uusi/",
            f"{draft_url}linkki/",
            f"{draft_url}samanlaisia/",
        ),
        f"/aloite/tuki/{suggestion.reference}/",
        mailed("tekija", "initiator", person),
        mailed("kannatus", "support", support),
        mailed("seuranta", "follower", follower),
        f"{mailed('seuranta', 'follower', follower)}lopeta/",
    ]


def encoded(items):
    return urlencode(items, errors="replace")


@given(query=pairs, place=st.integers(0, 16))
@example(query=[("aihe", "9" * 4000)], place=2)
@example(query=[("palaute", "9" * 4000)], place=3)
@example(query=[("aihe", "\x00")], place=12)
@example(query=[("sivu", "\x00")], place=1)
def test_every_parameter_of_every_page(visitor, query, place):
    public = [
        "/",
        "/osallistu-nyt/",
        "/anna-palautetta/",
        "/anna-palautetta/julkaistut/",
        "/osallistu-nyt/sivu/",
        "/sv/",
        "/kirjaudu/login/",
        "/admin/login/",
        visitor.receipt,
        f"{visitor.receipt}korjaa/",
        "/osallistu-nyt/syote.atom",
        "/osallistu-nyt/kalenteri.ics",
        "/syote.atom",
        "/kalenteri.ics",
        "/anna-palautetta/julkaistut/syote.atom",
        "/haku/",
        "/haku/otsikot/",
    ]
    visitor("get", f"{public[place]}?{encoded(query)}")


@given(query=pairs, place=st.integers(0, 29))
@example(query=[("sivu", "9" * 5000)], place=0)
@example(query=[("kunta", "\x00"), ("alue", "²")], place=0)
def test_every_parameter_of_initiatives(visitor, query, place):
    own = visitor.initiatives
    visitor("get", f"{own[place % len(own)]}?{encoded(query)}")


@given(
    fields=st.lists(st.tuples(st.sampled_from(FIELDS), text), max_size=10),
    place=st.integers(0, 29),
)
@example(fields=[("poista", "9" * 5000)], place=17)
@example(fields=[("poista", "²")], place=17)
@example(fields=[("municipality", "9" * 5000), ("email", "a@b.fi")], place=7)
@example(fields=[("basis", "\x00"), ("is_contact", "\ud800")], place=19)
def test_every_field_of_initiatives(visitor, fields, place):
    own = visitor.initiatives
    form = "application/x-www-form-urlencoded"
    visitor("post", own[place % len(own)], encoded(fields), content_type=form)


@given(parts=st.lists(piece, max_size=8), query=st.binary(max_size=40))
@example(parts=["seuranta", "%00", "%00"], query=b"")
@example(parts=["seuranta", "P-2026-ABCD", "%ED%A0%80"], query=b"")
@example(parts=["kuvio", "9" * 4000 + ".svg"], query=b"")
@example(parts=["kuvio", "99999999999999999999.svg"], query=b"")
@example(parts=["tiedostot", "99999999999999999999", "x.pdf"], query=b"")
@example(parts=["tiedostot", "1", "%00"], query=b"")
@example(parts=["aloitteet", "a-2026-7k3m-%00", "liitteet", "9" * 30], query=b"")
@example(parts=["aloitteet", "tee", "%00", "%00", "otsikko"], query=b"")
@example(parts=["aloite", "tuki", "A-2026-%00"], query=b"")
@example(parts=["tunnistus", "paluu"], query=b"state=x&code=%00")
@example(parts=["captcha", "image", "x" * 3000], query=b"")
@example(parts=["captcha", "audio", "x.wav"], query=b"")
@example(parts=["captcha", "refresh"], query=b"")
@example(parts=["kirjaudu", "confirm-email", "%C3%A4"], query=b"")
@example(parts=["kirjaudu", "password", "reset", "key", "zzzzzzzzzzzzzzz-x"], query=b"")
@example(parts=["_util", "authenticate_with_password", "9" * 30, "1"], query=b"")
@example(parts=["a"] * 2000, query=b"")
def test_every_address(visitor, parts, query):
    visitor("get", f"/{'/'.join(parts)}/?{quote(query)}")
    visitor("get", f"/{'/'.join(parts)}")


@given(
    fields=st.lists(st.tuples(st.sampled_from(FIELDS), text), max_size=10),
    place=st.integers(0, 4),
    whole=st.booleans(),
)
@example(fields=[("place", "unit-²")], place=0, whole=True)
@example(fields=[("wrong_answers", "9" * 5000)], place=0, whole=True)
@example(fields=[("form_id", "a:" + "z" * 5000 + ":c")], place=0, whole=True)
@example(fields=[("message", "\x00")], place=1, whole=False)
def test_every_field_of_every_form(visitor, fields, place, whole):
    forms = [
        "/anna-palautetta/",
        visitor.receipt,
        f"{visitor.receipt}korjaa/",
        f"/anna-palautetta/?aihe={visitor.page.pk}",
        "/kirjaudu/login/",
    ]
    given_fields = [("text", value) for _name, value in fields[:2]] + [
        (field, value)
        for name, value in fields
        for field in (name, {"email": "login", "message": "password"}.get(name, name))
    ]
    sent = [*(answers().items() if whole else ()), *given_fields]
    visitor(
        "post",
        forms[place],
        encoded(sent),
        content_type="application/x-www-form-urlencoded",
    )


CONTENT_TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary=\xe4",
    "text/plain",
    "image/png",
    "",
    ";",
]
PART = b'--x\r\nContent-Disposition: form-data; name="message"'
body = st.one_of(
    st.binary(max_size=300),
    st.lists(
        st.sampled_from(
            [
                PART,
                b'; filename="../a\x00.php"',
                b"; filename*=UTF-8''%00",
                b"\r\nContent-Transfer-Encoding: base64",
                b"\r\n\r\n",
                b"!!!\xff",
                b"\r\n--x--\r\n",
                b"\r\n--x\r\n",
                b"a=b&" * 50,
                b"message=%ff%00&message=%u0041",
            ]
        ),
        max_size=8,
    ).map(b"".join),
)


@given(data=body, content_type=st.sampled_from(CONTENT_TYPES), place=st.integers(0, 2))
@example(data=b"&".join([b"a=b"] * 10_002), content_type=CONTENT_TYPES[0], place=0)
@example(data=b"message=" + b"x" * 2_600_000, content_type=CONTENT_TYPES[0], place=0)
def test_every_body(visitor, data, content_type, place):
    forms = ["/anna-palautetta/", visitor.receipt, "/kirjaudu/login/"]
    visitor("generic", "POST", forms[place], data, content_type)


@pytest.mark.parametrize(
    "method",
    ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "post", "X" * 99],
)
def test_other_methods(visitor, method):
    for path in ("/", "/anna-palautetta/", visitor.receipt, "/kirjaudu/login/", "/x/"):
        visitor("generic", method, path)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
        {"HTTP_ACCEPT_LANGUAGE": "\x00,fi;q=NaN"},
        {"HTTP_COOKIE": "sessionid=\x00; csrftoken=" + "x" * 4000},
        {"HTTP_COOKIE": "django_language=../../x"},
        {"HTTP_X_FORWARDED_FOR": "\x00, " + "x" * 3000},
        {"HTTP_REFERER": "http://[::1"},
        {"HTTP_ORIGIN": "http://[::1"},
        {"HTTP_RANGE": "bytes=-1-9999999999999"},
        {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT"},
        {"HTTP_USER_AGENT": "\x01\xff" + "x" * 5000},
        {"CONTENT_LENGTH": "-1"},
        {"CONTENT_LENGTH": "x"},
    ],
    ids=str,
)
def test_headers(visitor, headers):
    for path in ("/", "/anna-palautetta/", visitor.receipt, "/kirjaudu/login/"):
        visitor("get", path, **{k: v[:6000] for k, v in headers.items()})
        visitor("post", path, {"login": "a", "password": "b", "text": "x"}, **headers)
