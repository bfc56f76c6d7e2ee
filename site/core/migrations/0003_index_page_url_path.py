from django.db import migrations


class Migration(migrations.Migration):
    """Pages are found by their whole path in one query (core.routing); Wagtail has no index on it."""

    dependencies = [("core", "0002_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_page_url_path ON wagtailcore_page (url_path)",
            "DROP INDEX core_page_url_path",
        )
    ]
