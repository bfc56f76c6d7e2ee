"""The editor's form of the accessibility statement: what is missing, in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

MISSING = {
    "conformance": _("Say how far the site meets the requirements."),
    "assessed": _("Say who assessed the accessibility."),
    "method": _("Say how it was assessed: by which means, and with whom."),
    "published_on": _("Say when the statement was drawn up."),
    "reviewed_on": _("Say when the statement was last reviewed."),
}


class StatementForm(WagtailAdminPageForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, message in MISSING.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = message

    def _post_clean(self) -> None:
        """After the page has its values; a draft may still say too little."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        try:
            self.instance.check_ready()
        except ValidationError as error:
            self.add_error(None, error)
