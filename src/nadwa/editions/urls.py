from django.urls import path

from nadwa.editions.views import appointing, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("account/begin/", pages.begin, name="begin"),
    path("account/functions/", appointing.own_functions, name="own-functions"),
    path("account/functions/<int:number>/lay-down/", appointing.lay_down, name="lay-down"),
    path("account/functions/<int:number>/<str:answer>/", appointing.answer, name="answer-appointment"),
    path("<slug:edition>/search/", pages.search, name="search"),
    path("<slug:edition>/ready/", pages.show_ready, name="ready"),
    path("<slug:edition>/desk/", pages.show_desk, name="desk"),
    path("<slug:edition>/approvals/", pages.approvals, name="approvals"),
    path("<slug:edition>/approvals/propose/<str:kind>/", pages.propose, name="propose"),
    path("<slug:edition>/approvals/propose/<str:kind>/<slug:subject>/", pages.propose, name="propose"),
    path("<slug:edition>/approvals/<int:number>/", pages.proposal, name="proposal"),
    path("<slug:edition>/approvals/<int:number>/content.json", pages.proposal_content, name="proposal-content"),
    path("<slug:edition>/approvals/<int:number>/approve/", pages.approve, name="approve"),
    path("<slug:edition>/approvals/<int:number>/withdraw/", pages.withdraw, name="withdraw-proposal"),
    path("<slug:edition>/preparation/", pages.preparation, name="preparation"),
    path("<slug:edition>/preparation/new/", pages.new_task, name="new-task"),
    path("<slug:edition>/preparation/<int:number>/", pages.change_task, name="change-task"),
    path("<slug:edition>/preparation/<int:number>/done/", pages.finish_task, name="finish-task"),
    path("<slug:edition>/mails/", pages.mails, name="mails"),
    path("<slug:edition>/officers/", appointing.officers, name="officers"),
    path("<slug:edition>/officers/appoint/", appointing.appoint, name="appoint"),
    path("<slug:edition>/officers/<int:number>/end/", appointing.end, name="end-function"),
    path("<slug:edition>/officers/<int:number>/link/", appointing.show_link, name="show-link"),
    path("<slug:edition>/officers/waiting/<int:number>/withdraw/", appointing.withdraw, name="withdraw-appointment"),
]
