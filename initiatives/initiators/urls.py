"""What initiators do after sending: confirm, leave, send it on."""

from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:uuid>/<str:token>/", views.confirm_initiator, name="confirm_initiator"),
    # With the link of the receipt, which the contact person alone has.
    path("<slug:reference>/<slug:token>/laheta/", views.send_it_now, name="send_now"),
]
