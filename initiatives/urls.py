"""Links in mails: outside the language prefixes, since each person has a language of
their own. `<uuid>/<token>/` is a row and the proof that its mail was read."""

from django.urls import include, path

app_name = "initiatives"
urlpatterns = [
    path("luonnos/", include("initiatives.making.urls")),
    path("tekija/", include("initiatives.initiators.urls")),
    path("kannatus/", include("initiatives.supporting.urls")),
    path("seuranta/", include("initiatives.following.urls")),
    # No secret: where suggestions are supported, the same for all languages.
    path("tuki/", include("initiatives.suggestions.urls")),
]
