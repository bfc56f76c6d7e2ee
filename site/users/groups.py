"""The groups that staff start with, and what each may do.

The Finnish names are data that a county may change; code never looks a group up by
its name but here, when the site is set up. Permissions are given when a group is
made and left alone afterwards, so that a county's own changes stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

COMMUNICATIONS = "communications"
MODERATORS = "moderators"
HANDLERS = "handlers"
PARTICIPATION = "participation"
WRITERS = "writers"
ORIGINAL_READERS = "original_readers"
DATA_PROTECTION = "data_protection"
REGISTRY = "registry"

# Made by Wagtail's first migration. Their names would stand beside ours and mean
# something else ("Moderators" are of pages), so ours take their place.
STOCK_GROUPS = ("Editors", "Moderators")
# Likewise, of the review that pages go through.
STOCK_REVIEW = "Moderators approval"
PAGE_REVIEW = "Sivun tarkistus"

REGISTERS = (
    "decisionbody",
    "municipality",
    "servicearea",
    "serviceunit",
    "targetgroup",
    "topic",
)
TEAM_REGISTERS = ("targetgroup", "topic")
PAGES = (
    "add_page",
    "change_page",
    "publish_page",
    "lock_page",
    "unlock_page",
    "bulk_delete_page",
)
MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)

DOCUMENTS = tuple(name for name in MEDIA if name.startswith("wagtaildocs."))

# What changed because of feedback; those who write for their unit do not publish.
CHANGES = (
    "feedback_forms.add_change",
    "feedback_forms.change_change",
    "feedback_forms.publish_change",
    "feedback_forms.delete_change",
)


def _registers(models: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"core.{action}_{model}"
        for model in models
        for action in ("view", "add", "change")
    )


INDEPTH_QUESTIONS = tuple(
    f"feedback_forms.{action}_indepthquestion" for action in ("view", "add", "change")
)


# Rights that came to the product after its first groups, by group: a site that is older
# gets them with the group of the data protection officer, which came with them.
LATER: dict[str, tuple[str, ...]] = {
    COMMUNICATIONS: (*CHANGES, *INDEPTH_QUESTIONS),
    MODERATORS: (
        "moderation.key_in_submission",
        "moderation.export_submission",
        "moderation.export_texts",
        "moderation.add_moderationrule",
        "moderation.change_moderationrule",
        "moderation.delete_moderationrule",
        "moderation.change_checklists",
    ),
    HANDLERS: ("moderation.key_in_submission",),
    PARTICIPATION: (
        "moderation.export_submission",
        "feedback_forms.change_feedbacksettings",
        *INDEPTH_QUESTIONS,
        "moderation.change_checklists",
        "feedback_forms.import_recommendations",
        "feedback_forms.view_npstarget",
        "feedback_forms.add_npstarget",
        "feedback_forms.change_npstarget",
        "feedback_forms.change_figuressettings",
        *CHANGES,
    ),
    WRITERS: CHANGES[:2],
}


@dataclass(frozen=True)
class StaffGroup:
    name: str
    permissions: tuple[str, ...] = ()
    # On the whole tree of pages, and on the whole of pictures and documents.
    pages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    # Rights that came to the product together with this group: the groups of a site that
    # is older than both get them when this one is made.
    brings: tuple[tuple[str, str], ...] = ()


STAFF_GROUPS: dict[str, StaffGroup] = {
    COMMUNICATIONS: StaffGroup(
        name="Viestintä",
        permissions=(
            *_registers(REGISTERS),
            "core.change_countysettings",
            "wagtail_localize.submit_translation",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
            "wagtailsearchpromotions.add_searchpromotion",
            "wagtailsearchpromotions.change_searchpromotion",
            "wagtailsearchpromotions.delete_searchpromotion",
            "search.view_searchmiss",
            *LATER[COMMUNICATIONS],
        ),
        pages=PAGES,
        media=MEDIA,
    ),
    MODERATORS: StaffGroup(
        name="Moderaattorit",
        permissions=(
            "moderation.view_submission",
            "moderation.screen_submission",
            "moderation.reply_submission",
            "moderation.approve_publication",
            "moderation.read_contact",
            "moderation.read_original",
            "moderation.view_auditevent",
            "moderation.add_replytemplate",
            "moderation.change_replytemplate",
            "moderation.delete_replytemplate",
            *LATER[MODERATORS],
        ),
    ),
    HANDLERS: StaffGroup(
        name="Käsittelijät",
        permissions=(
            "moderation.view_submission",
            "moderation.reply_submission",
            *LATER[HANDLERS],
        ),
    ),
    PARTICIPATION: StaffGroup(
        name="Osallisuustiimi",
        permissions=(
            *_registers(TEAM_REGISTERS),
            "moderation.view_submission",
            "moderation.change_moderationsettings",
            "search.view_searchmiss",
            "wagtail_localize.submit_translation",
            *LATER[PARTICIPATION],
        ),
        pages=("add_page", "change_page", "publish_page"),
        media=MEDIA,
    ),
    # People of the units: they write, and communications look through and publish.
    WRITERS: StaffGroup(
        name="Sisällöntuottajat",
        permissions=("wagtail_localize.submit_translation", *LATER[WRITERS]),
        pages=("add_page", "change_page"),
        media=MEDIA,
    ),
    # For those who are no moderators, such as the patient ombudsman or a lawyer.
    ORIGINAL_READERS: StaffGroup(
        name="Alkuperäisten tekstien lukijat",
        permissions=("moderation.view_submission", "moderation.read_original"),
        brings=((MODERATORS, "moderation.read_original"),),
    ),
    # Registers initiatives, has them handled, and tells their makers (Act 611/2021,
    # section 30).
    REGISTRY: StaffGroup(
        name="Kirjaamo",
        permissions=(
            "moderation.view_submission",
            "moderation.reply_submission",
            "moderation.read_contact",
            "initiatives.handle_initiative",
            "initiatives.key_in_support",
        ),
        # Decisions and reports that go with a step.
        media=DOCUMENTS,
        brings=(
            (PARTICIPATION, "initiatives.handle_initiative"),
            (PARTICIPATION, "initiatives.key_in_support"),
            (PARTICIPATION, "initiatives.change_initiativesettings"),
        ),
    ),
    # Sees who did what, and none of the messages.
    DATA_PROTECTION: StaffGroup(
        name="Tietosuojavastaava",
        permissions=("moderation.view_auditevent", "moderation.export_auditevent"),
        brings=tuple(
            (group, right) for group, rights in LATER.items() for right in rights
        ),
    ),
}


def make_groups() -> dict[str, Group]:
    """The staff's groups by key; makes those that are not there yet."""
    names = {group.name: key for key, group in STAFF_GROUPS.items()}
    found = {names[group.name]: group for group in Group.objects.filter(name__in=names)}
    new = [key for key in STAFF_GROUPS if key not in found]
    for key in new:
        found[key] = _make(STAFF_GROUPS[key])
    for key in new:
        for other, permission in STAFF_GROUPS[key].brings:
            found[other].permissions.add(*find_permissions([permission]))
    _replace_stock_groups(found[COMMUNICATIONS])
    return found


def _make(wanted: StaffGroup) -> Group:
    group = Group.objects.create(name=wanted.name)
    group.permissions.set(
        find_permissions(("wagtailadmin.access_admin", *wanted.permissions))
    )
    if wanted.pages:
        root = Page.get_first_root_node()
        for permission in find_permissions(
            f"wagtailcore.{name}" for name in wanted.pages
        ):
            GroupPagePermission.objects.create(
                group=group, page=root, permission=permission
            )
    if wanted.media:
        collection = Collection.get_first_root_node()
        for permission in find_permissions(wanted.media):
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission
            )
    return group


def find_permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions with these names, `app.codename`.

    Raises LookupError for a name that no installed model has: a misspelt one
    would otherwise leave a group without its right, and nobody would notice.
    """
    wanted = {tuple(name.split(".", 1)) for name in names}
    query = Q(pk__in=[])
    for app, codename in wanted:
        query |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(query).select_related("content_type"))
    missing = wanted - {(item.content_type.app_label, item.codename) for item in found}
    if missing:
        raise LookupError(f"No such permissions: {sorted(missing)}")
    return found


def _replace_stock_groups(communications: Group) -> None:
    """Wagtail's own two groups go while nobody is in them; their page approvals move."""
    stock = Group.objects.filter(name__in=STOCK_GROUPS, user=None)
    for task in GroupApprovalTask.objects.filter(groups__in=stock).distinct():
        task.groups.add(communications)
        for named in (Task, Workflow):
            named.objects.filter(name=STOCK_REVIEW).update(name=PAGE_REVIEW)
    stock.delete()
