from django.urls import path

from nadwa.consultations.views import moderating, results, states, voting

CONSULTATION = "<slug:edition>/consultations/<slug:slug>/"

urlpatterns = [
    path("states/", states.states, name="states"),
    path("states/points.json", states.state_points, name="state-points"),
    path("states/<int:session>/<str:number>/", states.roll_call, name="roll-call"),
    path("<slug:edition>/consultations/", results.consultations, name="consultations"),
    path("<slug:edition>/begin-consultation/", results.begin, name="begin-consultation"),
    path(CONSULTATION, results.result, name="result"),
    path(CONSULTATION + "map.svg", results.picture, name="picture"),
    path(CONSULTATION + "map.json", results.points, name="points"),
    path(CONSULTATION + "newer/", results.newer, name="newer"),
    path(CONSULTATION + "packet.json", results.packet, name="packet"),
    path(CONSULTATION + "polis.zip", results.polis, name="polis"),
    path(CONSULTATION + "publish/", results.publish, name="publish"),
    path(CONSULTATION + "run/", results.run, name="run-consultation"),
    path(CONSULTATION + "vote/", voting.vote, name="vote"),
    path(CONSULTATION + "submit/", voting.submit, name="submit"),
    path(CONSULTATION + "revisions/<int:revision>/", voting.consent, name="consent"),
    path(CONSULTATION + "statements/<int:number>/", results.statement, name="opinion-statement"),
    path(CONSULTATION + "moderation/", moderating.moderation, name="moderation"),
    path(CONSULTATION + "moderation/log/", moderating.log, name="moderation-log"),
    path(CONSULTATION + "moderation/reword/", moderating.reword, name="reword"),
    path(CONSULTATION + "moderation/<int:number>/accept/", moderating.accept, name="accept"),
    path(CONSULTATION + "moderation/<int:number>/reject/", moderating.reject, name="reject"),
    path(CONSULTATION + "health/", moderating.health, name="health"),
]
