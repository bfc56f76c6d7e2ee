from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Max, OuterRef, Subquery

# Of `moderation.enums`, as they were.
FOLLOW_UP = "follow-up"
REPLIED = ["publication", "answered"]


def list_what_was_said(apps, schema_editor):
    """What senders wrote since the last reply, which no list has told anybody of."""
    submissions = apps.get_model("moderation", "Submission").objects
    said = (
        apps.get_model("moderation", "Message")
        .objects.filter(submission=OuterRef("pk"), kind=FOLLOW_UP)
        .order_by()
        .values("submission")
        .annotate(last=Max("created_at"))
        .values("last")
    )
    unread = submissions.filter(
        state__in=REPLIED,
        messages__kind=FOLLOW_UP,
        messages__created_at__gt=F("answered_at"),
    ).values("pk")
    submissions.filter(pk__in=list(unread.distinct())).update(told_at=Subquery(said))


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('core', '0009_former_unit_addresses'),
        ('moderation', '0015_names_that_the_dictionary_lacks'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='told_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='said after the reply'),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='action',
            field=models.CharField(choices=[('received', 'Received'), ('started', 'Screening started'), ('approved', 'Approved in screening'), ('asked', 'Sender asked'), ('answered-question', 'Sender answered'), ('reminded', 'Sender reminded'), ('went-on', 'Went on without an answer'), ('added', 'Sender added'), ('corrected', 'Sender corrected'), ('returned', 'Returned for correction'), ('lapsed', 'Not corrected in time'), ('rejected', 'Not accepted'), ('review-asked', 'Sender asked for a review'), ('upheld', 'Decision upheld in the review'), ('overturned', 'Decision changed in the review'), ('undone', 'Decision undone'), ('marked-spam', 'Marked as spam'), ('restored', 'Returned to screening'), ('replied', 'Replied'), ('reply-corrected', 'Reply corrected'), ('closed', 'Closed without a reply'), ('published', 'Published'), ('not-published', 'Publication declined'), ('unpublished', 'Taken from publication'), ('offered', 'Publication to be decided again'), ('withdrawn', 'Withdrawn by the sender'), ('consent-withdrawn', 'Sender forbade publication'), ('rated', 'Sender said whether the reply helped'), ('came-back', 'Came back: the reply did not help'), ('followed-up', 'Sender asked whether things got better'), ('told-change', 'Sender told whether things got better'), ('seen', 'What the sender said after the reply was read'), ('assigned', 'Assigned'), ('forwarded', 'Forwarded'), ('noted', 'Internal note written'), ('read', 'Read'), ('contact-read', 'Contact details read'), ('redacted', 'Passages redacted'), ('redacted-again', 'Passages redacted in a new text'), ('passage-restored', 'Redacted passage restored'), ('original-read', 'Original text read'), ('file-read', 'File opened'), ('file-removed', 'File removed'), ('file-restored', 'Removed file put back'), ('exported', 'Exported'), ('erased', 'Personal data erased'), ('imported', 'Imported'), ('moved', 'Moved to another stage'), ('news-told', 'News told'), ('paper-keyed', 'Support on paper keyed in'), ('paper-corrected', 'Support on paper corrected'), ('paper-closed', 'Support on paper given to be checked'), ('paper-returned', 'Support on paper to be keyed in again'), ('paper-checked', 'Support on paper checked and counted'), ('merged', 'Suggestions joined')], max_length=30, verbose_name='what'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(condition=models.Q(('told_at__isnull', False)), fields=['told_at', 'id', 'state', 'assignee', 'unit'], name='submission_told'),
        ),
        migrations.RunPython(
            list_what_was_said, migrations.RunPython.noop, elidable=True
        ),
    ]
