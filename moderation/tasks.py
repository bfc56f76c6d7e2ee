"""Background tasks: small, repeatable, and given ids only."""

from django_tasks import task

from moderation.models import Submission


@task()
def screen(submission_id: int) -> bool:
    """Start the workflow of a stored submission, and have it found by its words; harmless
    when repeated."""
    from moderation.services import index_words, start_screening

    submission = Submission.objects.filter(pk=submission_id).first()
    if submission is None:
        return False
    started = start_screening(submission=submission)
    index_words(submission=submission.specific)
    return started


@task()
def index(submission_id: int) -> bool:
    """Have a submission found by the words that stand in it now; harmless when repeated."""
    from moderation.services import index_words

    submission = Submission.objects.filter(pk=submission_id).first()
    return submission is not None and index_words(submission=submission.specific)


@task()
def send_outbox() -> int:
    """Send the mail that is due; returns how many were sent."""
    from moderation.outbox import send_due

    return send_due()
