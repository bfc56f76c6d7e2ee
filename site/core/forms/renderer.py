from django.forms.renderers import TemplatesSetting


class ResidentRenderer(TemplatesSetting):
    """Draws residents' forms with templates/components/forms/."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
