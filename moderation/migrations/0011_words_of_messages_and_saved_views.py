import django.db.models.deletion
from django.conf import settings
from django.db import connection, migrations, models

WORDS = "moderation_messagewords"
FTS = f"{WORDS}_fts"
TAKE = f"INSERT INTO {FTS}({FTS}, rowid, words) VALUES ('delete', old.submission_id, old.words);"
PUT = f"INSERT INTO {FTS}(rowid, words) VALUES (new.submission_id, new.words);"

# https://sqlite.org/fts5.html#external_content_tables
SQLITE = (
    [
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(words, content='{WORDS}', "
        "content_rowid='submission_id', tokenize='ascii', columnsize=0)",
        f"CREATE TRIGGER {WORDS}_put AFTER INSERT ON {WORDS} BEGIN {PUT} END",
        f"CREATE TRIGGER {WORDS}_take AFTER DELETE ON {WORDS} BEGIN {TAKE} END",
        f"CREATE TRIGGER {WORDS}_change AFTER UPDATE ON {WORDS} BEGIN {TAKE} {PUT} END",
    ],
    [
        f"DROP TRIGGER {WORDS}_change",
        f"DROP TRIGGER {WORDS}_take",
        f"DROP TRIGGER {WORDS}_put",
        f"DROP TABLE {FTS}",
    ],
)
POSTGRESQL = (
    [f"CREATE INDEX {FTS} ON {WORDS} USING gin (to_tsvector('simple', words))"],
    [f"DROP INDEX {FTS}"],
)


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("moderation", "0010_channel_of_tablets"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="submission", name="submission_state_due"),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["state", "assignee", "unit", "screen_by", "answer_by", "received_at"], name="submission_open"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(condition=models.Q(("ended_at__isnull", False)), fields=["-ended_at", "-id", "state", "content_type", "unit", "service_area", "language", "channel", "received_at", "flags"], name="submission_ended"),
        ),
        migrations.CreateModel(
            name="MessageWords",
            fields=[
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="words", serialize=False, to="moderation.submission", verbose_name="message")),
                ("words", models.TextField(verbose_name="words, as keyed hashes")),
            ],
            options={
                "verbose_name": "words of a message",
                "verbose_name_plural": "words of messages",
            },
        ),
        migrations.RunSQL(*(POSTGRESQL if connection.vendor == "postgresql" else SQLITE)),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=1000, verbose_name="filters")),
                ("shared", models.BooleanField(default=False, verbose_name="shown to everybody who sees the messages")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL, verbose_name="whose")),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("user", "name"), name="one_saved_view_a_name")],
            },
        ),
    ]
