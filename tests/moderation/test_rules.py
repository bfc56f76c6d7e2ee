"""Rules as content: read from the cache, edited by moderators, never lost from the log."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation

from moderation import rules
from moderation.models import ModerationRule
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/saannot/"
KEYS = (
    "personal-data health-data insult discrimination threat accusation off-topic "
    "advertising duplicate copyright"
)


def rule(key="insult"):
    return ModerationRule.objects.get(key=key)


def posted(**changes):
    texts = {
        f"{name}_{code}": ""
        for name in ("title", "why", "mend")
        for code in ("fi", "sv", "en", "fi_simple")
    }
    needed = {"title_fi": "Otsikko", "why_fi": "Syy", "mend_fi": "Korjaus"}
    return {**texts, **needed, "key": "new-rule", "sort_order": "5", **changes}


def test_a_county_begins_with_ten_rules_in_four_languages():
    assert list(rules.all_rules()) == KEYS.split()
    for each in rules.in_use():
        for language in ("fi", "sv", "en", "fi-simple"):
            assert all((each.title(language), each.why(language), each.mend(language)))
    assert rule().title("sv") == "Meddelandet är kränkande"
    assert rule().title("fi-simple") == "Viesti loukkaa toista ihmistä"


def test_words_are_in_the_language_of_the_moment_and_finnish_where_it_has_none():
    ModerationRule.objects.filter(key="insult").update(title_sv="")
    with translation.override("sv"):
        assert rules.title("insult") == "Viesti loukkaa toista"
        assert rules.title("threat") == "Meddelandet innehåller ett hot"
    assert rules.title("gone") == "gone"
    assert rules.words("") == ""


def test_rules_are_read_from_the_cache_until_one_changes(django_assert_num_queries):
    rules.choices()
    with django_assert_num_queries(0):
        rules.choices()
    changed = rule()
    changed.in_use = False
    changed.save()
    assert "insult" not in dict(rules.choices())
    # Old decisions keep its words.
    assert rules.words("insult").startswith("Asiaa saa arvostella")


def test_a_rule_in_use_is_not_deleted():
    FeedbackFactory(rejected=True)
    with pytest.raises(ProtectedError):
        rule().delete()
    rule("threat").delete()
    assert "threat" not in rules.all_rules()


def test_the_key_stays():
    changed = rule()
    changed.key = "other"
    with pytest.raises(ValidationError) as error:
        changed.full_clean()
    assert "key" in error.value.message_dict


def test_moderator_writes_and_changes_a_rule(client):
    client.force_login(UserFactory(moderator=True))

    assert client.get(ADDRESS).status_code == 200
    response = client.post(ADDRESS + "new/", posted(in_use="on"))
    assert response.status_code == 302
    made = rule("new-rule")
    response = client.post(f"{ADDRESS}edit/{made.pk}/", posted(title_fi="Uusi otsikko"))

    assert response.status_code == 302
    assert rules.find("new-rule").title("fi") == "Uusi otsikko"
    assert not rules.find("new-rule").in_use


def test_a_rule_without_reason_is_refused_and_the_text_kept(client):
    client.force_login(UserFactory(moderator=True))

    response = client.post(ADDRESS + "new/", posted(why_fi="", mend_fi="Kerro toisin"))

    assert response.status_code == 200
    assert "Kerro toisin" in response.content.decode()
    assert rules.find("new-rule") is None


@pytest.mark.parametrize("role", ["handler", "communications"])
def test_others_do_not_change_rules(client, role):
    client.force_login(UserFactory(**{role: True}))

    client.post(f"{ADDRESS}edit/{rule().pk}/", posted(key="insult"))
    client.post(f"{ADDRESS}delete/{rule('threat').pk}/")

    assert rule().title_fi == "Viesti loukkaa toista"
    assert rules.find("threat")


def test_deleting_a_used_rule_says_why_not(client):
    client.force_login(UserFactory(moderator=True))
    FeedbackFactory(rejected=True)
    used = rule()

    response = client.post(f"{ADDRESS}delete/{used.pk}/", follow=True)

    assert response.status_code == 200
    assert ModerationRule.objects.filter(pk=used.pk).exists()
    unused = rule("threat")
    client.post(f"{ADDRESS}delete/{unused.pk}/")
    assert rules.find("threat") is None
