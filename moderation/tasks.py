"""Background tasks: small, repeatable, and given ids only."""

from django_tasks import task

from moderation.models import Submission


@task()
def screen(submission_id: int) -> bool:
    """Start the workflow of a stored submission; harmless when repeated."""
    from moderation.services import start_screening

    submission = Submission.objects.filter(pk=submission_id).first()
    return submission is not None and start_screening(submission=submission)


@task()
def send_outbox() -> int:
    """Send the mail that is due; returns how many were sent."""
    from moderation.outbox import send_due

    return send_due()
