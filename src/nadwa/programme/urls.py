from django.urls import path

from nadwa.programme import views

urlpatterns = [
    path("<slug:edition>/programme/", views.programme, name="programme"),
    path("<slug:edition>/programme/calendar/", views.calendar, name="calendar"),
]
