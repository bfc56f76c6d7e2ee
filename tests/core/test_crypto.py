"""Encryption at rest, the change of keys, and keyed hashes."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection, models

from core.crypto import (
    EncryptedTextField,
    decrypt,
    email_hash,
    encrypt,
    keyed_hash,
)
from moderation.models import Contact
from tests.factories.feedback_forms import FeedbackFactory

ADDRESS = "Äiti.Öhman@example.org"


def test_text_comes_back():
    token = encrypt(ADDRESS)
    assert decrypt(token) == ADDRESS
    assert token.isascii()
    assert "example" not in token


def test_same_text_never_looks_the_same():
    assert encrypt(ADDRESS) != encrypt(ADDRESS)


def test_older_key_still_reads_and_newest_writes(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_KEYS = [old]
    token = encrypt(ADDRESS)
    settings.FIELD_KEYS = [new, old]
    assert decrypt(token) == ADDRESS
    later = encrypt(ADDRESS)
    settings.FIELD_KEYS = [new]
    assert decrypt(later) == ADDRESS
    with pytest.raises(InvalidToken):
        decrypt(token)


def test_changed_token_is_refused():
    token = encrypt(ADDRESS)
    changed = token[:-5] + ("A" if token[-5] != "A" else "B") + token[-4:]
    with pytest.raises(InvalidToken):
        decrypt(changed)


def test_hash_depends_on_purpose_parts_and_key(settings):
    hashes = {keyed_hash("a", "x"), keyed_hash("b", "x"), keyed_hash("a", "x", "")}
    settings.LOOKUP_KEY = "another"
    hashes.add(keyed_hash("a", "x"))
    assert len(hashes) == 4
    assert all(len(each) == 64 for each in hashes)


def test_parts_cannot_run_into_each_other():
    assert keyed_hash("p", "ab", "c") != keyed_hash("p", "a", "bc")


@pytest.mark.parametrize(
    "written", [ADDRESS.upper(), ADDRESS.lower(), f"  {ADDRESS}\n"]
)
def test_address_is_found_however_it_is_written(written):
    assert email_hash(written) == email_hash(ADDRESS)


@pytest.mark.django_db
def test_column_holds_no_address():
    FeedbackFactory(email=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, email_hash FROM moderation_contact")
        stored, hashed = cursor.fetchone()
    assert "example" not in stored + hashed
    assert decrypt(stored) == ADDRESS
    assert Contact.objects.get().email == ADDRESS
    assert Contact.objects.get(email_hash=email_hash(ADDRESS.lower()))


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["email", "email__contains", "email__in"])
def test_encrypted_column_cannot_be_searched(lookup):
    with pytest.raises((FieldError, TypeError)):
        list(Contact.objects.filter(**{lookup: [ADDRESS]}))


@pytest.mark.django_db
def test_empty_and_null_stay_as_they_are():
    field = EncryptedTextField(null=True)
    assert field.get_prep_value("") == ""
    assert field.get_prep_value(None) is None
    assert field.from_db_value("", None, None) == ""
    assert field.from_db_value(None, None, None) is None
    assert Contact.objects.filter(email__isnull=True).count() == 0


def test_index_on_an_encrypted_column_is_an_error():
    class Wrong(models.Model):  # noqa: DJ008
        text = EncryptedTextField(unique=True)

        class Meta:
            app_label = "core"
            managed = False

    from django.apps import apps

    try:
        assert "core.E001" in [
            error.id for error in Wrong._meta.get_field("text").check()
        ]
    finally:
        apps.all_models["core"].pop("wrong")
        apps.clear_cache()
