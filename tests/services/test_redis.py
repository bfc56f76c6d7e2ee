"""The parts that Redis serves at scale, on a real one (make test-services)."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from core.models import SiteDocument
from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)

REDIS_URL = os.environ.get("REDIS_URL", "")
# Each process of tests empties the Redis database of its own number (its cache) before
# every test: the tasks wait in one that none of them touches.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
QUEUE_URL = f"{REDIS_URL.rpartition('/')[0]}/{15 - WORKER}"


def manage(env: dict[str, str], *arguments: str) -> str:
    """A process of its own, as on a server."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_rq_worker_starts_the_screening(child_env):
    feedback = Feedback(role="client", kind="idea", message="Idea", language="fi")
    services.receive(submission=feedback, nonce=uuid.uuid4())
    Feedback.objects.update(state=SubmissionState.RECEIVED)
    env = child_env(TASKS_BACKEND="redis", REDIS_URL=QUEUE_URL)
    enqueue = f"from moderation.tasks import screen; screen.enqueue({feedback.pk})"
    manage(env, "shell", "--no-imports", "-c", enqueue)
    assert Feedback.objects.get().state == SubmissionState.RECEIVED
    manage(env, "rqworker", "default", "--burst", "--job-class", "django_tasks_rq.Job")
    assert Feedback.objects.get().state == SubmissionState.SCREENING


def test_a_document_whose_file_cannot_be_read_waits_for_another_try(child_env):
    """Its storage answers with an error: here a folder stands where the file was."""
    document = SiteDocument.objects.create(
        title="Liite", file=ContentFile(b"x", "liite.pdf")
    )
    SiteDocument.objects.update(text_hash="")
    place = Path(document.file.path)
    place.unlink()
    place.mkdir()
    env = child_env(TASKS_BACKEND="redis", REDIS_URL=QUEUE_URL)
    enqueue = f"from core.tasks import read_document as r; r.enqueue({document.pk})"
    waiting = (
        "import django_rq; print(len(django_rq.get_queue().scheduled_job_registry))"
    )
    before = int(manage(env, "shell", "--no-imports", "-c", waiting))
    manage(env, "shell", "--no-imports", "-c", enqueue)
    manage(env, "rqworker", "default", "--burst", "--job-class", "django_tasks_rq.Job")
    assert int(manage(env, "shell", "--no-imports", "-c", waiting)) == before + 1


def test_two_processes_share_the_cache_and_see_a_change(child_env):
    env = child_env(CACHE_URL=REDIS_URL, REDIS_URL=REDIS_URL, CACHE_LOOK_AGAIN="0")
    name = f"Alue {uuid.uuid4().hex[:8]}"
    change = (
        "from core.models import CountySettings; c = CountySettings.load(); "
        f"c.name_fi = '{name}'; c.save()"
    )
    read = "from core.models import CountySettings; print(CountySettings.current().name_fi)"
    manage(env, "shell", "--no-imports", "-c", read)
    manage(env, "shell", "--no-imports", "-c", change)
    assert name in manage(env, "shell", "--no-imports", "-c", read)
