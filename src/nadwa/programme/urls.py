from django.urls import path

from nadwa.programme.views import agenda, documents, meetings

MEETING = "<slug:edition>/programme/<int:number>/"
DOCUMENT = "<slug:edition>/documents/<int:number>/"

urlpatterns = [
    path("<slug:edition>/programme/", meetings.programme, name="programme"),
    path("<slug:edition>/documents/", documents.documents, name="documents"),
    path("<slug:edition>/documents/plan/", documents.plan, name="document-plan"),
    path("<slug:edition>/documents/plan/new/", documents.plan_document, name="plan-document"),
    path(DOCUMENT + "issue/", documents.issue, name="issue-planned-document"),
    path(DOCUMENT + "correct/", documents.correct, name="correct-document"),
    path(DOCUMENT + "drop/", documents.drop, name="drop-document"),
    path(DOCUMENT + "<slug:language>/", documents.document, name="document-version"),
    path(DOCUMENT + "<slug:language>/hand-in/", documents.hand_in, name="hand-in"),
    path("<slug:edition>/journal/<slug:day>/", documents.daily_journal, name="journal"),
    path("<slug:edition>/programme/calendar/", meetings.calendar, name="calendar"),
    path("<slug:edition>/programme/arrangement/", meetings.arrangement, name="arrangement"),
    path("<slug:edition>/programme/agenda/new/", agenda.enter_item, name="enter-item"),
    path("<slug:edition>/programme/agenda/<int:number>/", agenda.change_item, name="change-item"),
    path("<slug:edition>/programme/agenda/<int:number>/remove/", agenda.remove_item, name="remove-item"),
    path("<slug:edition>/programme/topics/new/", agenda.enter_topic, name="enter-topic"),
    path("<slug:edition>/programme/topics/<int:number>/", agenda.change_topic, name="change-topic"),
    path("<slug:edition>/programme/topics/<int:number>/remove/", agenda.remove_topic, name="remove-topic"),
    path("<slug:edition>/programme/rooms/new/", agenda.enter_room, name="enter-room"),
    path("<slug:edition>/programme/rooms/<int:number>/", agenda.change_room, name="change-room"),
    path("<slug:edition>/programme/rooms/<int:number>/remove/", agenda.remove_room, name="remove-room"),
    path("<slug:edition>/programme/new/", meetings.schedule, name="schedule"),
    path(MEETING, meetings.change, name="change-meeting"),
    path(MEETING + "cancel/", meetings.cancel, name="cancel-meeting"),
    path(MEETING + "appearances/", meetings.set_appearance, name="set-appearance"),
    path(MEETING + "appearances/<int:which>/end/", meetings.end_appearance, name="end-appearance"),
    path(MEETING + "run/", meetings.run, name="run-of-show"),
    path(MEETING + "run/new/", meetings.add_step, name="add-step"),
    path(MEETING + "run/<int:position>/remove/", meetings.remove_step, name="remove-step"),
    path(MEETING + "run/<int:position>/done/", meetings.finish_step, name="finish-step"),
]
