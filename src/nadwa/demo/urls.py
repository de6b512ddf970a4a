from django.urls import path

from nadwa.demo import views

urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("enter/play/", views.play, name="play"),
    path("enter/adopt/", views.adopt, name="play-adoption"),
]
