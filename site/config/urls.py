"""Addresses. Finnish has no prefix; admin, receipts and login lie outside the languages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from core import routing, views
from users.views import to_login

handler404 = "core.views.not_found"
handler403 = "core.views.forbidden"
handler500 = "core.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own login would let one in by password alone: closed ahead of its include.
    path("admin/login/", to_login),
    path("admin/password_reset/", to_login),
    path("admin/", include(wagtailadmin_urls)),
    path("kirjaudu/", include("users.urls")),
    path("tiedostot/", include(wagtaildocs_urls)),
    path("kuvio/<int:page_id>.svg", views.pattern, name="pattern"),
    path("tyyli/<slug:version>.css", views.brand_css, name="brand_css"),
    path("seuranta/", include("moderation.urls")),
    path("aloite/", include("initiatives.urls")),
    path("tunnistus/", include("users.identification.urls")),
    path("", include("core.sitemaps")),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path("_util/login/", to_login, name="wagtailcore_login"),
]

if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", include("core.styleguide")))

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("", include("search.urls")),
    path("", include("feedback_forms.urls")),
    # Files of a page: its feed, its calendar. Wagtail's own pattern knows no dot.
    re_path(
        r"^((?:[\w\-]+/)*[\w\-]+\.(?:atom|ics|csv|pdf|png|svg))$",
        routing.serve,
        name="page_file",
    ),
    # A tablet in a lobby keeps no cookie, so there is no token to compare; nor is there a
    # session that a stranger's page could use.
    re_path(
        r"^((?:[\w\-]+/){2,}kioski/)$", csrf_exempt(routing.serve), name="kiosk_page"
    ),
    re_path(serve_pattern, routing.serve, name="wagtail_serve"),
    prefix_default_language=False,
)
