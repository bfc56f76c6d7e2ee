"""Files of initiators: stored apart from public media, and gone with what they belong to."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from initiatives.models import Attachment, Initiative
from moderation.enums import Action, MessageKind, RedactionReason
from moderation.models import ModerationSettings, Original
from moderation.services.base import NotAllowedNow, change, locked, log
from moderation.services.texts import write_message

# The name of a text that an original is of: one for each file.
FIELD = "removed-file-{}"


def delete_files(**of: Any) -> int:
    """Delete the attachments of these drafts or initiatives; files go after the commit."""
    rows = Attachment.objects.filter(**of)
    names = list(rows.values_list("file", flat=True))
    rows.delete()
    storage = storages["private"]
    for name in names:
        transaction.on_commit(lambda name=name: storage.delete(name), robust=True)  # type: ignore[misc]
    return len(names)


@transaction.atomic
def remove_file(
    *,
    initiative: Initiative,
    pk: int,
    user: Any,
    reason: RedactionReason,
    explanation: str = "",
    version: int | None = None,
) -> Initiative:
    """Take a file of the makers' from everybody, and tell them on their receipt.

    Its row and the stored file go, so that nothing that lists files has to remember it;
    name and content are kept encrypted as long as the original of a redacted text.
    Raises Conflict, and NotAllowedNow when there is no such file.
    """
    current: Any = locked(initiative, version)
    files = list(current.attachments.all())
    found = next((file for file in files if file.pk == pk), None)
    if found is None:
        raise NotAllowedNow("no such file")
    _keep(current, found, reason, user)
    words = _told(current, found, files.index(found) + 1, reason)
    delete_files(pk=pk)
    text = "\n\n".join(filter(None, (words, explanation)))
    write_message(current, MessageKind.FILE_REMOVED, text, author=user)
    change(current)
    log(current, Action.FILE_REMOVED, user, detail=reason)
    return current  # type: ignore[no-any-return]


@transaction.atomic
def put_file_back(
    *, initiative: Initiative, original: int, user: Any, version: int | None = None
) -> Initiative:
    """The file as it was, the last among the others, under an address of its own.

    Raises Conflict, and NotAllowedNow when its original is gone.
    """
    current: Any = locked(initiative, version)
    kept = current.originals.files().filter(pk=original).first()
    if kept is None:
        raise NotAllowedNow("no such file")
    ending = kept.content_type.rpartition("/")[2]
    content = ContentFile(kept.content, name=f"{secrets.token_hex(16)}.{ending}")
    Attachment.objects.create(
        initiative=current,
        file=content,
        name=kept.text,
        content_type=kept.content_type,
        size=content.size,
    )
    kept.delete()
    change(current)
    log(current, Action.FILE_RESTORED, user)
    return current  # type: ignore[no-any-return]


def _keep(
    initiative: Initiative, file: Attachment, reason: RedactionReason, user: Any
) -> None:
    now = timezone.now()
    days = ModerationSettings.current().original_retention_days
    try:
        with file.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        # Lost already: there is nothing to be kept.
        return
    original = Original(
        submission_id=initiative.pk,
        field=FIELD.format(file.pk),
        text=file.name,
        content=content,
        content_type=file.content_type or "application/octet-stream",
        reason=reason,
        redacted_by=user,
        redacted_at=now,
        erase_at=now + timedelta(days=days),
    )
    original.passages = []
    original.save()


def _told(
    initiative: Initiative, file: Attachment, number: int, reason: RedactionReason
) -> str:
    """To the makers, in their language. Without the name, which may be what was wrong."""
    with translation.override(initiative.language):
        words = {
            RedactionReason.PERSONAL: _(
                "We removed attachment %(number)s (%(kind)s), because it had personal data."
            ),
            RedactionReason.HEALTH: _(
                "We removed attachment %(number)s (%(kind)s), because it had health "
                "information about somebody."
            ),
            RedactionReason.OTHER: _("We removed attachment %(number)s (%(kind)s)."),
        }[reason]
        kind = str(file.file.name).rpartition(".")[2].upper()
        return words % {"number": number, "kind": kind}
