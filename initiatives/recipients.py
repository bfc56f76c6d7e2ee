"""Where mail to the registry goes."""

from initiatives.models import InitiativeSettings
from initiatives.permissions import handlers


def registry_addresses() -> list[str]:
    """The registry's own address; where the county has set none, those of whoever may
    handle initiatives."""
    own = InitiativeSettings.current().registry_email
    return [own] if own else list(handlers().values_list("email", flat=True))
