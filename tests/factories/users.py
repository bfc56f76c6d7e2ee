"""Staff. A trait for each of the groups that `setup_site` makes."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from users.groups import (
    COMMUNICATIONS,
    DATA_PROTECTION,
    HANDLERS,
    MODERATORS,
    ORIGINAL_READERS,
    PARTICIPATION,
    REGISTRY,
    STAFF_GROUPS,
    WRITERS,
)
from users.models import User

PASSWORD = "salasana, joka on pitkä"


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in, and nothing more.

    `UserFactory(moderator=True)`, `handler`, `communications`, `participation`, `writer`,
    `registry`, `original_reader`, `data_protection` or `administrator`; also by key:
    `UserFactory(in_groups=["moderators"])`.
    """

    class Meta:
        model = User

    class Params:
        # Wagtail gives rights to groups, so that is how staff get them here too.
        moderator = factory.Trait(in_groups=[MODERATORS])
        handler = factory.Trait(in_groups=[HANDLERS])
        communications = factory.Trait(in_groups=[COMMUNICATIONS])
        participation = factory.Trait(in_groups=[PARTICIPATION])
        writer = factory.Trait(in_groups=[WRITERS])
        registry = factory.Trait(in_groups=[REGISTRY])
        original_reader = factory.Trait(in_groups=[ORIGINAL_READERS])
        data_protection = factory.Trait(in_groups=[DATA_PROTECTION])
        administrator = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda n: f"virkailija{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    first_name = factory.Sequence(lambda n: f"Aino{n}")
    last_name = "Virkailija"
    password = factory.django.Password(PASSWORD)

    @classmethod
    def _create(cls, model: type[User], *args: Any, **kwargs: Any) -> User:
        names = [STAFF_GROUPS[key].name for key in kwargs.pop("in_groups", ())]
        user: User = super()._create(model, *args, **kwargs)
        user.groups.set(Group.objects.filter(name__in=names))
        return user
