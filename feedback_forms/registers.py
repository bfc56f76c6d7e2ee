"""The statements of in-depth feedback, among the registers of Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.registers import RegisterAdmin, list_panel

from .models import InDepthQuestion


class InDepthQuestionAdmin(RegisterAdmin):
    """A statement that was answered is taken out of use rather than said otherwise."""

    model = InDepthQuestion
    menu_icon = "list-ol"
    menu_order = 117
    add_to_settings_menu = True
    menu_label = _("Statements of in-depth feedback")
    list_display = ("name_fi", "name_sv", "name_en", "sort_order", "used")
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_fi"), FieldPanel("name_simple")]),
                FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
            ],
            _("Statement"),
            help_text=_(
                "One agrees with it from 1 to 5. What was answered is counted under "
                "these words: for another question make another statement."
            ),
        ),
        list_panel(),
    ]
