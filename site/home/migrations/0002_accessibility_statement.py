import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_index_page_url_path'),
        ('home', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessibilityStatementPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, help_text='One or two sentences. They stand under the title and in lists.', max_length=500, verbose_name='introduction')),
                ('conformance', models.CharField(choices=[('full', 'Meets the requirements'), ('partial', 'Meets most of the requirements'), ('none', 'Does not meet the requirements yet')], help_text='WCAG 2.1, levels A and AA.', max_length=10, verbose_name='how far the site meets the requirements')),
                ('faults', wagtail.fields.StreamField([('fault', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': "In the reader's words: what one cannot do.", 'label': 'What does not work', 'max_length': 120}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200}), 2: ('wagtail.blocks.TextBlock', (), {'help_text': 'What is missing, and the WCAG criteria that it breaks.', 'label': 'Why', 'max_length': 500}), 3: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('not-yet', 'We have not fixed it yet'), ('burden', 'Fixing it would be a disproportionate burden'), ('outside', 'The law does not cover it')], 'label': 'Reason'}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'For example by phone, or as another file, and how soon.', 'label': 'How one gets it all the same', 'max_length': 500}), 5: ('wagtail.blocks.DateBlock', (), {'label': 'To be fixed by', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('title', 0), ('where', 1), ('why', 2), ('reason', 3), ('alternative', 4), ('mended_by', 5)]], {})}, help_text='All that you know of. None if the requirements are met.', verbose_name='faults')),
                ('assessed', models.CharField(choices=[('self', 'We assessed it ourselves'), ('expert', 'An outside expert assessed it')], max_length=10, verbose_name='who assessed it')),
                ('method', models.TextField(help_text='By which means, on which pages, and with whom.', max_length=1000, verbose_name='how it was assessed')),
                ('published_on', models.DateField(null=True, verbose_name='drawn up on')),
                ('reviewed_on', models.DateField(help_text='Review it at least once a year. We remind you of it.', null=True, verbose_name='last reviewed on')),
                ('reminded_at', models.DateTimeField(editable=False, null=True, verbose_name='reminded of the review')),
                ('feedback_page', models.ForeignKey(blank=True, help_text='What comes in must be answered in 14 days.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page where faults are reported')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.siteimage', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'accessibility statement',
                'verbose_name_plural': 'accessibility statements',
            },
            bases=('wagtailcore.page',),
        ),
    ]
