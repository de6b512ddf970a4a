from django.urls import path

from nadwa.editions import views

urlpatterns = [
    path("", views.home, name="home"),
    path("account/begin/", views.begin, name="begin"),
    path("<slug:edition>/search/", views.search, name="search"),
    path("<slug:edition>/ready/", views.show_ready, name="ready"),
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
