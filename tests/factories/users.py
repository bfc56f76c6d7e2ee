"""Staff. A trait for each of the groups that `setup_site` makes."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from users.groups import COMMUNICATIONS, HANDLERS, MODERATORS, PARTICIPATION, STAFF_GROUPS
from users.models import User

PASSWORD = "salasana, joka on pitkä"


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in, and nothing more.

    `UserFactory(moderator=True)`, `handler`, `communications`, `participation`
    or `administrator`; also by key: `UserFactory(groups=["moderators"])`.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        moderator = factory.Trait(groups=[MODERATORS])
        handler = factory.Trait(groups=[HANDLERS])
        communications = factory.Trait(groups=[COMMUNICATIONS])
        participation = factory.Trait(groups=[PARTICIPATION])
        administrator = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda n: f"virkailija{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = factory.Sequence(lambda n: f"Aino{n}")
    last_name = "Virkailija"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(user: User, create: bool, keys: list[str] | None, **kwargs: Any) -> None:
        names = [STAFF_GROUPS[key].name for key in keys or ()]
        user.groups.set(Group.objects.filter(name__in=names))
