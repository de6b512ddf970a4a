from django.urls import path
from django.utils.translation import gettext_lazy as _

from nadwa.delegations import queries
from nadwa.delegations.views import (
    accrediting,
    badges,
    credentials,
    inviting,
    participants,
    recovering,
    registering,
)
from nadwa.editions import desk, searching
from nadwa.editions.desk import Entry

INVITED = "<slug:edition>/invitations/<slug:body>/"
SENT = "<slug:edition>/delegations/<slug:body>/"

urlpatterns = [
    path("account/seats/", registering.offered_seats, name="offered-seats"),
    path("account/seats/<int:number>/<slug:answer>/", registering.answer_offer, name="answer-offer"),
    path("<slug:edition>/participants/", participants.participants, name="participants"),
    path("<slug:edition>/participants/list/", participants.printed_list, name="printed-list"),
    path("<slug:edition>/participants/order/", participants.arrange, name="arrange"),
    path("<slug:edition>/participants/quotas/", participants.quotas, name="quotas"),
    path("<slug:edition>/invitations/", inviting.invitations, name="invitations"),
    path("<slug:edition>/invitations/new/", inviting.invite, name="invite"),
    path("<slug:edition>/invitations/remind/", inviting.remind, name="remind"),
    path("<slug:edition>/bodies/new/", inviting.enter_body, name="enter-body"),
    path(INVITED, inviting.invitation, name="invitation"),
    path(f"{INVITED}note/", inviting.note, name="note-verbale"),
    path(f"{INVITED}answer/", inviting.answer, name="answer-invitation"),
    path(f"{INVITED}discard/", inviting.discard, name="discard-invitation"),
    path(f"{INVITED}focal-points/", inviting.name_focal_point, name="name-focal-point"),
    path(f"{INVITED}focal-points/<int:place>/end/", inviting.end_focal_point, name="end-focal-point"),
    path("<slug:edition>/delegation/", registering.own, name="own-delegation"),
    path(SENT, registering.delegation, name="delegation"),
    path(f"{SENT}register/", registering.register, name="register"),
    path(f"{SENT}<int:number>/", registering.change, name="change-delegate"),
    path(f"{SENT}<int:number>/replace/", registering.replace, name="replace-delegate"),
    path(f"{SENT}<int:number>/withdraw/", registering.withdraw, name="withdraw-delegate"),
    path(f"{SENT}offers/<int:number>/withdraw/", registering.withdraw_offer, name="withdraw-offer"),
    path(f"{SENT}<int:number>/visa/", registering.visa_letter, name="visa-letter"),
    path(f"{SENT}credentials/", credentials.submit, name="submit-credentials"),
    path(f"{SENT}credentials/letter/", credentials.letter, name="credentials-letter"),
    path("<slug:edition>/badges/", badges.badges, name="badges"),
    path("<slug:edition>/badges/issue/", badges.issue, name="issue-badges"),
    path("<slug:edition>/badges/print/", badges.sheets, name="print-badges"),
    path("<slug:edition>/badges/<int:number>/revoke/", badges.revoke, name="revoke-badge"),
    path("<slug:edition>/recoveries/", recovering.recoveries, name="recoveries"),
    path("<slug:edition>/recoveries/new/", recovering.ask, name="ask-recovery"),
    path("<slug:edition>/recoveries/stop/<str:token>/", recovering.stop_by_holder, name="stop-recovery"),
    path("<slug:edition>/recoveries/<int:number>/<slug:decision>/", recovering.decide, name="decide-recovery"),
    path("<slug:edition>/accreditation/", accrediting.applications, name="applications"),
    path("<slug:edition>/accreditation/apply/", accrediting.apply, name="apply"),
    path("<slug:edition>/accreditation/open/", accrediting.open_list, name="open-list-of-organisations"),
    path("<slug:edition>/accreditation/list/", accrediting.organisations, name="list-of-organisations"),
    path("<slug:edition>/accreditation/status/<str:token>/", accrediting.status, name="application-status"),
    path("<slug:edition>/accreditation/<int:number>/object/", accrediting.object_to, name="object-to"),
    path(
        "<slug:edition>/accreditation/<int:number>/withdraw/",
        accrediting.withdraw_objection,
        name="withdraw-objection",
    ),
    path("<slug:edition>/accreditation/<int:number>/<slug:decision>/", accrediting.decide, name="decide-application"),
    path("<slug:edition>/credentials/", credentials.desk, name="credentials-desk"),
    path("<slug:edition>/credentials/report/", credentials.report, name="credentials-report"),
    path("<slug:edition>/credentials/<slug:body>/<slug:decision>/", credentials.decide, name="decide-credentials"),
]

desk.register(
    Entry(
        5,
        "invitations",
        "delegations.see_invitations",
        _("Invitations"),
        _("Notes verbales, focal points and answers"),
        queries.open_invitations,
    ),
    Entry(
        7,
        "applications",
        "delegations.see_applications",
        _("Accreditation of organisations"),
        _("Applications, the list before the States, decisions"),
        queries.open_applications,
    ),
    Entry(
        9,
        "recoveries",
        "delegations.recover",
        _("Recovery of accounts"),
        _("For who has lost password and second factor: two officers, and a hold"),
        queries.open_recoveries,
    ),
    Entry(8, "badges", "delegations.issue_badges", _("Badges"), _("Issue, print and revoke"), queries.without_badge),
    Entry(
        6,
        "credentials-desk",
        "delegations.verify",
        _("Credentials"),
        _("Letters to verify, provisional admission, the report"),
        queries.waiting_credentials,
    ),
)

searching.register(searching.Room(_("Participants"), queries.search))
