"""The demo is for an empty site."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory


def test_site_with_other_pages_is_refused(db):
    pages.information_page()
    with pytest.raises(CommandError, match="pages of its own"):
        call_command("load_demo")


def test_site_with_messages_of_residents_is_refused(db):
    FeedbackFactory()
    with pytest.raises(CommandError, match="Residents have sent messages"):
        call_command("load_demo")
