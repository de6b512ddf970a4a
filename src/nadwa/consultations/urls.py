from django.urls import path

from nadwa.consultations import views

CONSULTATION = "<slug:edition>/consultations/<slug:slug>/"

urlpatterns = [
    path("<slug:edition>/consultations/", views.consultations, name="consultations"),
    path(CONSULTATION, views.result, name="result"),
    path(CONSULTATION + "map.svg", views.picture, name="picture"),
    path(CONSULTATION + "packet.json", views.packet, name="packet"),
    path(CONSULTATION + "vote/", views.vote, name="vote"),
    path(CONSULTATION + "publish/", views.publish, name="publish"),
]
