from django.urls import path

from nadwa.cooperation.views import commitments, entries

ROOM = "<slug:edition>/cooperation/"
COMMITMENT = ROOM + "commitments/<int:number>/"

urlpatterns = [
    path(ROOM, entries.cooperation, name="cooperation"),
    path(ROOM + "new/", entries.enter, name="enter-entry"),
    path(ROOM + "<int:number>/", entries.entry, name="entry"),
    path(ROOM + "<int:number>/close/", entries.close, name="close-entry"),
    path(ROOM + "<int:number>/letters/<slug:body>/", entries.letters, name="letters"),
    path(ROOM + "review/", commitments.review, name="review-commitments"),
    path(ROOM + "commitments/new/", commitments.draft, name="draft-commitment"),
    path(COMMITMENT, commitments.commitment, name="commitment"),
    path(COMMITMENT + "change/", commitments.change, name="change-commitment"),
    path(COMMITMENT + "confirm/", commitments.confirm, name="confirm-partnership"),
    path(COMMITMENT + "report/", commitments.report, name="report-progress"),
    path(COMMITMENT + "abandon/", commitments.abandon, name="abandon-commitment"),
]
