from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_county_brand'),
    ]

    operations = [
        migrations.AddField(
            model_name='countysettings',
            name='supervising_authority_email',
            field=models.EmailField(blank=True, max_length=254, verbose_name="supervising authority's e-mail"),
        ),
        migrations.AddField(
            model_name='countysettings',
            name='supervising_authority_phone',
            field=models.CharField(blank=True, max_length=50, verbose_name="supervising authority's phone number"),
        ),
        migrations.AddField(
            model_name='countysettings',
            name='supervising_authority_url',
            field=models.URLField(blank=True, help_text='The accessibility statement links to it.', verbose_name='page where one complains to it'),
        ),
    ]
