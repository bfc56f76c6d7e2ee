from django.db import connection, migrations

INDEX = "search_indexentry_words"


class Migration(migrations.Migration):
    """On PostgreSQL, title and body of Wagtail's search index together: what it asks for."""

    dependencies = [
        ("search", "0001_initial"),
        ("wagtailsearch", "0009_remove_ngram_autocomplete"),
    ]

    operations = (
        [
            migrations.RunSQL(
                f"CREATE INDEX {INDEX} ON wagtailsearch_indexentry USING gin ((title || body))",
                f"DROP INDEX {INDEX}",
            )
        ]
        if connection.vendor == "postgresql"
        else []
    )
