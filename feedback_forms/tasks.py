"""Background tasks: small, repeatable, and given ids only."""

from django_tasks import task


@task()
def write_import(import_id: int) -> bool:
    """Write the answers of an import that waits."""
    from feedback_forms.nps_import.services import write_waiting

    return write_waiting(pk=import_id)
