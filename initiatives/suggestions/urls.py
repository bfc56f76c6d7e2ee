from django.urls import path

from . import taps

urlpatterns = [path("<slug:reference>/", taps.tap_page, name="tap")]
