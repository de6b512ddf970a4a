from django.urls import path

from nadwa.delegations import views

urlpatterns = [path("<slug:edition>/participants/", views.participants, name="participants")]
