"""Compiled catalogues for tests that read words in several languages."""

import gettext
import io

import pytest
from django.core.management import call_command
from django.utils import formats
from django.utils.translation import trans_real


@pytest.fixture(scope="session")
def compiled():
    """Today's texts, compiled if they were not."""
    call_command("compile_catalogues", stdout=io.StringIO())
    forget_catalogues()


def forget_catalogues():
    """Django and Python keep what they have read."""
    trans_real._translations.clear()
    gettext._translations.clear()
    formats.reset_format_cache()
