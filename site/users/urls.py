"""Staff login: allauth's views under /kirjaudu/, sign-up closed."""

from django.urls import include, path

from users.views import to_login

urlpatterns = [
    path("", to_login),
    path("signup/", to_login, name="account_signup"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
