"""Whatever an address or a form holds, an answer in words follows, on this site."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import pages
from tests.feedback_forms.test_views import form_id

pytestmark = pytest.mark.django_db

PAGE = "/anna-palautetta/"
LISTS = (
    "julkaistut/",
    "julkaistut/syote.atom",
    "luvut/",
    "luvut/lataa/",
    "vaikutus/",
    "vaikutus/syote.atom",
    "paikat/",
)
FORMS = ("", "saavutettavuus/", "U/", "U/laaja/", "U/kuvat/", "U/kioski/")
PARAMETERS = (
    *("sivu", "haku", "laji", "palvelu", "kunta", "yksikko", "vuosi", "muutos"),
    *("palaute", "alue", "tapa", "taulu", "muoto", "aihe", "kerro", "laite", "koti"),
)
FIELDS = (
    *("message", "answer", "form_id", "ticket", "recommendation", "place", "kind"),
    *("captcha_key", "captcha_answer", "wrong_answers", "accept", "page_address"),
    *("role", "email", "publish", "wants_reply", "aid", "good", "better"),
)
BAD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        (
            *("\x00", "9" * 30, "9" * 19, "-1", "²", "١٢", "9999", "1001", "=1+1"),
            *("//stranger.example", "/\\stranger.example", "/[", "/x\u2028", "%00"),
            *("unit-99999999999999999999", "unit-", "area-x", "2026", "a:b:c"),
        )
    ),
)
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def unit():
    pages.feedback_page()
    return pages.service_unit()


def test_no_address_fails_or_leads_away(client, unit):
    @MANY
    @given(
        st.sampled_from(LISTS + FORMS),
        st.dictionaries(st.sampled_from(PARAMETERS), BAD, max_size=3),
    )
    def get(path, query):
        response = client.get(PAGE + path.replace("U", unit.slug), query)
        assert response.status_code < 500
        if response.status_code in {301, 302}:
            assert response["Location"].startswith(PAGE)

    get()


def test_no_form_fails(client, unit):
    @MANY
    @given(
        st.sampled_from(FORMS),
        st.dictionaries(st.sampled_from(FIELDS), BAD, max_size=6),
        st.dictionaries(st.sampled_from(PARAMETERS), BAD, max_size=2),
        st.booleans(),
    )
    def post(path, data, query, ours):
        if ours:
            data = {**data, "form_id": form_id()}
        address = f"{PAGE}{path.replace('U', unit.slug)}?{urlencode(query)}"
        assert client.post(address, data).status_code < 500

    post()


@pytest.mark.parametrize("path", FORMS[:4])
def test_sending_nothing_at_all_says_what_is_missing(client, unit, path):
    """Without even a token of the form, as a machine or a broken proxy does."""
    response = client.post(PAGE + path.replace("U", unit.slug))
    assert response.status_code == 422
    assert 'class="error-summary"' in response.content.decode()
