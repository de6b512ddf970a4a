from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from nadwa import health
from nadwa.exchange.api import api
from nadwa.web import views

rooms = [
    "record",
    "exchange",
    "cooperation",
    "consultations",
    "texts",
    "floor",
    "delegations",
    "programme",
    "editions",
    "press",
]
demo = [path("", include("nadwa.demo.urls"))] if settings.DEMO else []

urlpatterns = [
    path("", views.root, name="root"),
    path("api/v1/", api.urls),
    path("health/", health.health, name="health"),
    path("health/record/", health.record_health, name="record-health"),
    path("health/duties/", health.duties_health, name="duties-health"),
    path("metrics/", health.metrics, name="metrics"),
    *i18n_patterns(
        path("trust/", views.trust, name="trust"),
        path("account/", include("nadwa.accounts.urls")),
        *demo,
        *[path("", include(f"nadwa.{room}.urls")) for room in rooms],
    ),
]

handler400 = "nadwa.web.views.bad_request"
handler403 = "nadwa.web.views.forbidden"
handler404 = "nadwa.web.views.not_found"
handler429 = "nadwa.web.access.too_often"  # asked by allauth
handler500 = "nadwa.web.views.server_error"
