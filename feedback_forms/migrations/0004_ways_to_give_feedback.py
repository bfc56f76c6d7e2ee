
import django.core.validators
import django.db.models.deletion
import feedback_forms.models.answers
from django.db import migrations, models

# Finnish, easy Finnish, Swedish, English: to begin with, and the county's to change.
STATEMENTS = [
    (
        "Sain apua asiaani.",
        "Sain apua.",
        "Jag fick hjälp med mitt ärende.",
        "I got help with my matter.",
    ),
    ("Minua kuunneltiin.", "", "Man lyssnade på mig.", "I was listened to."),
    (
        "Ymmärsin, mitä minulle kerrottiin.",
        "Ymmärsin, mitä minulle sanottiin.",
        "Jag förstod vad man berättade för mig.",
        "I understood what I was told.",
    ),
    (
        "Palveluun oli helppo saada yhteys.",
        "Oli helppoa saada yhteys palveluun.",
        "Det var lätt att få kontakt med tjänsten.",
        "The service was easy to reach.",
    ),
    ("Oloni oli turvallinen.", "Minulla oli turvallinen olo.", "Jag kände mig trygg.", "I felt safe."),
]


def make_statements(apps, schema_editor):
    model = apps.get_model("feedback_forms", "InDepthQuestion")
    model.objects.bulk_create(
        model(
            name_fi=finnish,
            name_simple=easy,
            name_sv=swedish,
            name_en=english,
            sort_order=10 * number,
        )
        for number, (finnish, easy, swedish, english) in enumerate(STATEMENTS, start=1)
    )


def keep_promise(apps, schema_editor):
    """Feedback was answered by the date of all messages; its own begin with the same."""
    before = apps.get_model("moderation", "ModerationSettings").objects.first()
    if before and before.answer_days != 14:
        names = ("question", "criticism", "idea", "thanks", "in_depth")
        days = {f"{name}_days": min(before.answer_days, 365) for name in names}
        apps.get_model("feedback_forms", "FeedbackSettings").objects.create(**days)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_service_unit_address_and_contact'),
        ('feedback_forms', '0003_changes_because_of_feedback'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until a question is answered')),
                ('criticism_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until criticism is answered')),
                ('idea_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until an idea is answered')),
                ('thanks_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until thanks are answered')),
                ('in_depth_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days until in-depth feedback is answered')),
                ('accessibility_days', models.PositiveSmallIntegerField(default=14, help_text='14 days at the most: Act 306/2019.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14, 'The law allows 14 days at the most (Act 306/2019).')], verbose_name='days until accessibility feedback is answered')),
                ('taps_per_hour', models.PositiveIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)], verbose_name='numbers and faces an hour from one address, without a question')),
                ('taps_per_day', models.PositiveIntegerField(default=200, validators=[django.core.validators.MinValueValidator(1)], verbose_name='numbers and faces a day from one address at the most')),
                ('kiosk_per_hour', models.PositiveIntegerField(default=300, validators=[django.core.validators.MinValueValidator(1)], verbose_name='answers an hour from one tablet')),
                ('kiosk_per_day', models.PositiveIntegerField(default=3000, validators=[django.core.validators.MinValueValidator(1)], verbose_name='answers a day from one tablet at the most')),
                ('kiosk_links', models.PositiveSmallIntegerField(default=1, help_text='Raise it when a tablet’s link has got about: the old links work on, with the limits of everybody. Then open the new links on the tablets.', verbose_name='number of the tablets’ links')),
            ],
            options={
                'verbose_name': 'forms of feedback',
            },
        ),
        migrations.CreateModel(
            name='InDepthQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=150, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=150, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=150, verbose_name='name in English')),
                ('sort_order', models.PositiveIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('in_use', models.BooleanField(default=True, help_text='Clear this instead of deleting: old pages keep the name.', verbose_name='in use')),
                ('name_simple', models.CharField(blank=True, max_length=150, verbose_name='name in easy Finnish')),
            ],
            options={
                'verbose_name': 'statement of in-depth feedback',
                'verbose_name_plural': 'statements of in-depth feedback',
                'ordering': ['sort_order', 'name_fi'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='feedback',
            name='aid',
            field=models.CharField(blank=True, max_length=200, verbose_name='aid'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='page_address',
            field=models.CharField(blank=True, max_length=500, verbose_name='address of the page'),
        ),
        migrations.CreateModel(
            name='ScaleAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered_on', models.DateField(default=feedback_forms.models.answers.today, verbose_name='day')),
                ('channel', models.CharField(choices=[('web', 'Web'), ('kiosk', 'Tablet at the place'), ('paper', 'Paper'), ('phone', 'Phone'), ('sms', 'Text message'), ('device', 'Device at the place'), ('other', 'Other')], default='web', max_length=10, verbose_name='channel')),
                ('value', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='agrees, 1–5')),
                ('feedback', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='scale_answers', to='feedback_forms.feedback', verbose_name='feedback')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.municipality', verbose_name='municipality')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback_forms.indepthquestion', verbose_name='statement')),
                ('service_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.servicearea', verbose_name='service area')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.serviceunit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'answer to a statement',
                'verbose_name_plural': 'answers to statements',
                'indexes': [models.Index(fields=['question', 'answered_on'], name='scaleanswer_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='scaleanswer_value')],
            },
        ),
        migrations.RunPython(make_statements, migrations.RunPython.noop),
        migrations.RunPython(keep_promise, migrations.RunPython.noop),
    ]
