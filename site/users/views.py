"""Other ways in lead to the one login."""

from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
