from django.urls import path

from nadwa.exchange.views import exchanging, handing_on, tokens

urlpatterns = [
    path("tokens/", tokens.keys, name="tokens"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="revoke-token"),
    path("<slug:edition>/files/", exchanging.files, name="files"),
    path("<slug:edition>/files/secretariat/<str:name>/", exchanging.export_for_secretariat, name="secretariat-export"),
    path("<slug:edition>/files/import/<int:number>/", exchanging.preview, name="import-preview"),
    path("<slug:edition>/files/import/<int:number>/carry-out/", exchanging.carry_out, name="carry-out-import"),
    path("<slug:edition>/files/import/<slug:kind>/", exchanging.upload, name="import-file"),
    path("<slug:edition>/files/<str:name>/", exchanging.export, name="export"),
    path("<slug:edition>/next/", handing_on.following, name="following"),
    path("<slug:edition>/next/plan/", handing_on.plan, name="plan-next"),
    path("<slug:edition>/next/consent/", handing_on.consent, name="consent-to-contact"),
    path("<slug:edition>/archive/ask/", handing_on.ask_for_archive, name="ask-for-archive"),
    path("<slug:edition>/archive/", handing_on.archive, name="archive"),
    path("<slug:edition>/report/", handing_on.edition_report, name="edition-report"),
]
