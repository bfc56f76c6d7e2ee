"""What goes with the texts of an initiative: every person, file and copy that hangs on it."""

from django.db import models, transaction

from initiatives.enums import Stage
from initiatives.models import (
    Comment,
    Draft,
    Follower,
    Initiative,
    InitiativeEvent,
    InitiativeMail,
)
from initiatives.models.initiative import OF_THE_COUNTY

from .attachments import delete_files

# Followers are told first that it was withdrawn (`retention.erase_followers`), and what
# tells them stays with them. Comments are withdrawn like other messages, so that their
# senders' receipts still say what became of them.
KEPT = frozenset({Comment, Follower, InitiativeEvent, InitiativeMail})


@transaction.atomic
def erase_all(*, initiative: Initiative) -> None:
    """Texts of the initiators and the county's words about them; initiators, supports,
    drafts and files, and whatever else of ours belongs to it and nothing else.

    The number of supporters stays: it is nobody's.
    """
    from initiatives.comments.services import withdraw_all

    withdraw_all(initiative=initiative)
    drafts = Draft.objects.filter(initiative_id=initiative.pk)
    delete_files(draft__in=drafts)
    delete_files(initiative_id=initiative.pk)
    for related in Initiative._meta.related_objects:
        if _belongs(related):
            rows = related.related_model._default_manager  # type: ignore[union-attr]
            rows.filter(**{related.field.name: initiative.pk}).delete()
    initiative.events.exclude(stage=Stage.WITHDRAWN).delete()
    initiative.followers.filter(confirmed_at=None).delete()
    names = (*initiative.text_fields(), *OF_THE_COUNTY)
    for name in names:
        setattr(initiative, name, "")
    initiative.save(update_fields=names)


def _belongs(related: models.ForeignObjectRel) -> bool:
    """Whether rows of this kind go with the initiative they point to."""
    model = related.related_model
    return (
        related.on_delete is models.CASCADE  # type: ignore[attr-defined]
        and model._meta.app_label == Initiative._meta.app_label  # type: ignore[union-attr]
        and model not in KEPT
    )
