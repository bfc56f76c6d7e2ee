"""The factory's traits end where they say, by the services."""

import pytest

from moderation.enums import SubmissionState
from tests.factories.feedback_forms import FeedbackFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [state.value for state in SubmissionState])
def test_trait_ends_in_its_state(state):
    feedback = FeedbackFactory(**({} if state == "received" else {state: True}))

    assert feedback.state == state


def test_published_is_public():
    feedback = FeedbackFactory(published=True)

    assert list(type(feedback).objects.public()) == [feedback]
