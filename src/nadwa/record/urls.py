from django.urls import path

from nadwa.record import views

urlpatterns = [
    path("<slug:edition>/record/", views.record, name="record"),
    path("<slug:edition>/record/bundle.zip", views.bundle, name="bundle"),
    path("<slug:edition>/record/check/", views.check, name="check"),
    path("<slug:edition>/record/nadwa_verify.py", views.verifier, name="verifier"),
    path("<slug:edition>/record/<uuid:ref>/", views.receipt, name="receipt"),
    path("<slug:edition>/record/<uuid:ref>/proof/", views.proof, name="proof"),
]
