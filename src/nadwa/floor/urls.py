from django.urls import path

from nadwa.floor import views

MEETING = "<slug:edition>/meetings/<int:number>/"

urlpatterns = [
    path("<slug:edition>/procedure/", views.procedure, name="procedure"),
    path("<slug:edition>/procedure/begin/", views.begin_procedure, name="begin-procedure"),
    path(MEETING + "now/", views.now, name="now"),
    path(MEETING + "podium/", views.podium, name="podium"),
    path(MEETING + "screen/", views.screen, name="screen"),
    path(MEETING + "podium/<slug:act>/", views.preside, name="preside"),
    path(MEETING + "floor/<slug:act>/", views.take_part, name="take-part"),
    path(MEETING + "presence/", views.presence, name="presence"),
    path(MEETING + "presence/mine/", views.arrive, name="arrive"),
    path(MEETING + "vote/", views.vote, name="vote-of-meeting"),
    path(MEETING + "vote/<slug:act>/", views.count, name="count"),
    path(MEETING + "times/", views.times, name="speaking-times"),
    path(MEETING + "door/", views.door, name="door"),
    path(MEETING + "statement/", views.statement, name="statement"),
    path(MEETING + "speaker/", views.ask_and_name, name="ask-and-name"),
    path(MEETING + "speaker/<int:asked>/", views.own_speaker, name="own-speaker"),
    path(MEETING + "list/<int:asked>/speaker/", views.speaker, name="speaker"),
    path(MEETING + "texts/", views.texts, name="texts"),
]
