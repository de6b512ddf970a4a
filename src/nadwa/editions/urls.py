from django.urls import path
from django.utils.translation import gettext_lazy as _

from nadwa.editions import desk, queries, views
from nadwa.editions.desk import Entry

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:edition>/search/", views.search, name="search"),
    path("<slug:edition>/desk/", views.show_desk, name="desk"),
    path("<slug:edition>/approvals/", views.approvals, name="approvals"),
    path("<slug:edition>/approvals/propose/<str:kind>/", views.propose, name="propose"),
    path("<slug:edition>/approvals/propose/<str:kind>/<slug:subject>/", views.propose, name="propose"),
    path("<slug:edition>/approvals/<int:number>/", views.proposal, name="proposal"),
    path("<slug:edition>/approvals/<int:number>/content.json", views.proposal_content, name="proposal-content"),
    path("<slug:edition>/approvals/<int:number>/approve/", views.approve, name="approve"),
    path("<slug:edition>/approvals/<int:number>/withdraw/", views.withdraw, name="withdraw-proposal"),
    path("<slug:edition>/preparation/", views.preparation, name="preparation"),
    path("<slug:edition>/preparation/new/", views.new_task, name="new-task"),
    path("<slug:edition>/preparation/<int:number>/", views.change_task, name="change-task"),
    path("<slug:edition>/preparation/<int:number>/done/", views.finish_task, name="finish-task"),
    path("<slug:edition>/mails/", views.mails, name="mails"),
]

desk.register(
    Entry(
        1,
        "preparation",
        "editions.prepare",
        _("Preparation"),
        _("Tasks that the hosts have divided, and the budget"),
        queries.open_tasks,
    ),
    Entry(
        2,
        "approvals",
        "editions.see_approvals",
        _("Approvals by the hosts"),
        _("Acts that bind only when every host has approved"),
        queries.pending_proposals,
    ),
    Entry(
        13,
        "mails",
        "editions.see_mails",
        _("Outbox"),
        _("Mails that wait, and those that have left"),
        queries.waiting_mails,
    ),
)
