"""What the staff's groups may do."""

import pytest
from django.contrib.auth.models import Group

from tests.factories.users import UserFactory
from users.groups import (
    DATA_PROTECTION,
    LATER,
    STAFF_GROUPS,
    find_permissions,
    make_groups,
)

pytestmark = pytest.mark.django_db

RIGHTS = {
    "moderation.view_submission": {"moderator", "handler", "participation"},
    "moderation.screen_submission": {"moderator"},
    "moderation.reply_submission": {"moderator", "handler"},
    "moderation.approve_publication": {"moderator"},
    "moderation.read_contact": {"moderator"},
    "moderation.view_auditevent": {"moderator"},
    "moderation.change_replytemplate": {"moderator"},
    "moderation.change_moderationsettings": {"participation"},
    "moderation.change_checklists": {"moderator", "participation"},
    "moderation.view_outboxmail": set(),
    "core.change_countysettings": {"communications"},
    "core.change_serviceunit": {"communications"},
    "feedback_forms.change_change": {"communications", "participation", "writer"},
    "feedback_forms.publish_change": {"communications", "participation"},
    "search.view_searchmiss": {"communications", "participation"},
    "search.delete_searchmiss": set(),
    "wagtailsearchpromotions.change_searchpromotion": {"communications"},
    "wagtailadmin.access_admin": {
        "moderator",
        "handler",
        "communications",
        "participation",
        "writer",
    },
}


@pytest.mark.parametrize(
    "role", ["moderator", "handler", "communications", "participation", "writer"]
)
@pytest.mark.parametrize("right", RIGHTS)
def test_group_has_its_rights_and_no_others(role, right):
    user = UserFactory(**{role: True})

    assert user.has_perm(right) == (role in RIGHTS[right])


def test_misspelt_permission_is_noticed():
    with pytest.raises(LookupError, match="no_such_right"):
        find_permissions(["moderation.view_submission", "moderation.no_such_right"])


def test_every_group_has_a_name_of_its_own():
    names = [group.name for group in STAFF_GROUPS.values()]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("key", LATER)
def test_group_of_an_older_site_gets_the_rights_that_came_later_once(key):
    group = Group.objects.get(name=STAFF_GROUPS[key].name)
    later = find_permissions(LATER[key])
    group.permissions.remove(*later)
    Group.objects.get(name=STAFF_GROUPS[DATA_PROTECTION].name).delete()

    make_groups()
    assert set(later) <= set(group.permissions.all())

    group.permissions.remove(*later)
    make_groups()
    assert not set(later) & set(group.permissions.all())
