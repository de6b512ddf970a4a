from django.urls import path
from django.utils.translation import gettext_lazy as _

from nadwa.editions import desk
from nadwa.editions.desk import Entry
from nadwa.exchange import queries, views

urlpatterns = [
    path("<slug:edition>/next/", views.following, name="following"),
    path("<slug:edition>/next/plan/", views.plan, name="plan-next"),
    path("<slug:edition>/next/consent/", views.consent, name="consent-to-contact"),
    path("<slug:edition>/archive/ask/", views.ask_for_archive, name="ask-for-archive"),
    path("<slug:edition>/archive/", views.archive, name="archive"),
    path("<slug:edition>/report/", views.edition_report, name="edition-report"),
]

desk.register(
    Entry(
        12,
        "following",
        "exchange.hand_on",
        _("Report, archive, next edition"),
        _("What this edition leaves, and what the next one begins with"),
        queries.archives_in_the_making,
    )
)
