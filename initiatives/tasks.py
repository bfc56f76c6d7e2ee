"""Background tasks: small, repeatable, and given ids only."""

from django_tasks import task


@task()
def send_initiative_mail() -> int:
    """Send the mail that is due; returns how many were sent."""
    from initiatives.outbox import send_due

    return send_due()
