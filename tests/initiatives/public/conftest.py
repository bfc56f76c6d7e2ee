import pytest

from tests.browser import content_of_initiatives


@pytest.fixture(autouse=True)
def initiatives_page():
    return content_of_initiatives.page()
