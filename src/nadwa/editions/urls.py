from django.urls import path

from nadwa.editions import views

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:edition>/approvals/", views.approvals, name="approvals"),
    path("<slug:edition>/approvals/propose/", views.propose, name="propose"),
    path("<slug:edition>/approvals/<int:number>/approve/", views.approve, name="approve"),
    path("<slug:edition>/approvals/<int:number>/withdraw/", views.withdraw, name="withdraw-proposal"),
]
