from django.urls import path
from django.utils.translation import gettext_lazy as _

from nadwa.editions import desk
from nadwa.editions.desk import Entry
from nadwa.programme import queries, views

MEETING = "<slug:edition>/programme/<int:number>/"

urlpatterns = [
    path("<slug:edition>/programme/", views.programme, name="programme"),
    path("<slug:edition>/programme/calendar/", views.calendar, name="calendar"),
    path("<slug:edition>/programme/arrangement/", views.arrangement, name="arrangement"),
    path("<slug:edition>/programme/rooms/new/", views.enter_room, name="enter-room"),
    path("<slug:edition>/programme/new/", views.schedule, name="schedule"),
    path(MEETING, views.change, name="change-meeting"),
    path(MEETING + "cancel/", views.cancel, name="cancel-meeting"),
    path(MEETING + "appearances/", views.set_appearance, name="set-appearance"),
    path(MEETING + "appearances/<int:which>/end/", views.end_appearance, name="end-appearance"),
    path(MEETING + "run/", views.run, name="run-of-show"),
    path(MEETING + "run/new/", views.add_step, name="add-step"),
    path(MEETING + "run/<int:position>/remove/", views.remove_step, name="remove-step"),
    path(MEETING + "run/<int:position>/done/", views.finish_step, name="finish-step"),
]

desk.register(
    Entry(
        "arrangement",
        "programme.arrange",
        _("Programme"),
        _("Meetings, side events, rooms, who appears; conflicts"),
        queries.number_of_conflicts,
    )
)
