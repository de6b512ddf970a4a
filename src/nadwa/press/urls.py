from django.urls import path

from nadwa.press import views

urlpatterns = [path("<slug:edition>/", views.front, name="edition")]
