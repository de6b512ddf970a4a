from django.urls import path

from nadwa.press import views

urlpatterns = [
    path("<slug:edition>/", views.front, name="edition"),
    path("<slug:edition>/press/", views.press_page, name="press-page"),
    path("<slug:edition>/press/feed/", views.feed, name="feed"),
    path("<slug:edition>/press/draft/", views.draft, name="draft-release"),
    path("<slug:edition>/press/releases/<int:number>/", views.release, name="release"),
    path("<slug:edition>/press/releases/<int:number>/pdf/", views.release_pdf, name="release-pdf"),
    path("<slug:edition>/press/releases/<int:number>/change/", views.change, name="change-release"),
    path("<slug:edition>/press/releases/<int:number>/issue/", views.issue, name="issue-release"),
    path("<slug:edition>/press/releases/<int:number>/embargo/", views.embargo, name="embargo"),
    path("<slug:edition>/press/releases/<int:number>/discard/", views.discard, name="discard-release"),
    path(
        "<slug:edition>/press/statements/<int:meeting>/<int:item>/<slug:delegation>/",
        views.statement,
        name="delivered-statement",
    ),
    path("<slug:edition>/press/accreditation/", views.apply, name="apply-for-accreditation"),
    path("<slug:edition>/press/media/", views.media, name="media"),
    path("<slug:edition>/press/media/<int:number>/<slug:answer>/", views.decide, name="decide-accreditation"),
]
