from django.urls import path

from nadwa.texts.views import bracketing, deciding, facilitating, handing, positions, proposing, reading, translating

TEXT = "<slug:edition>/texts/<slug:slug>/"
PARAGRAPH = TEXT + "<int:number>/"
ALTERNATIVE = PARAGRAPH + "<int:alternative>/"
# Named by its ends: a number would tell how many others there are in confidence.
LINKAGE = TEXT + "linkages/<slug:delegation>/<int:number>/<int:alternative>/<int:other>/<int:its_alternative>/"

urlpatterns = [
    path("<slug:edition>/texts/", reading.texts, name="negotiating-texts"),
    path("<slug:edition>/texts/issue/", facilitating.issue, name="issue-text"),
    path("<slug:edition>/texts/issue/document/", facilitating.issue_document, name="issue-document"),
    path(TEXT, reading.text, name="negotiating-text"),
    path(TEXT + "rolling.docx", reading.rolling_document, name="rolling-document"),
    path(TEXT + "new/", proposing.new_paragraph, name="new-paragraph"),
    path(TEXT + "positions/", positions.positions, name="positions"),
    path(TEXT + "positions/import/", positions.import_instructions, name="import-instructions"),
    path(TEXT + "positions/instructions.<str:form>", positions.instructions, name="instructions"),
    path(TEXT + "linkages/", positions.linkage, name="linkage"),
    path(LINKAGE + "drop/", positions.drop_linkage, name="drop-linkage"),
    path(TEXT + "bridging/", facilitating.bridging, name="bridging"),
    path(TEXT + "bridging/<slug:consultation>/<int:statement>/", facilitating.take_up, name="take-up"),
    path(TEXT + "compare/", reading.compare, name="compare"),
    path(TEXT + "facilitate/<str:act>/", facilitating.act, name="text-act"),
    path(TEXT + "facilitators/", handing.facilitators, name="facilitators"),
    path(TEXT + "facilitators/hand-over/", handing.hand_over, name="hand-over"),
    path(TEXT + "facilitators/name/", handing.name, name="name-co-facilitator"),
    path(TEXT + "facilitators/<int:number>/end/", handing.end, name="end-co-facilitator"),
    path(TEXT + "packages/", facilitating.packages, name="packages"),
    path(TEXT + "versions/", translating.versions, name="versions"),
    path(TEXT + "versions/<str:source>.<str:target>.xlf", translating.export, name="export-xliff"),
    path(TEXT + "versions/<str:language>/import/", translating.import_xliff, name="import-xliff"),
    path(TEXT + "decision/", deciding.decision, name="decision"),
    path(TEXT + "decision/<int:decision>/letter.pdf", deciding.letter, name="silence-letter"),
    path(TEXT + "decision/<str:act>/", deciding.act, name="decide"),
    path(TEXT + "outcome/<str:language>.<str:form>", deciding.document, name="outcome-document"),
    path(TEXT + "packages/table/", facilitating.table_package, name="table-package"),
    path(TEXT + "packages/<int:package>/take-in/", facilitating.take_in_package, name="take-in-package"),
    path(TEXT + "packages/non-paper.<str:form>", facilitating.non_paper, name="non-paper"),
    path(PARAGRAPH, reading.paragraph, name="paragraph"),
    path(PARAGRAPH + "similar/", reading.similar, name="similar"),
    path(PARAGRAPH + "propose/", proposing.propose, name="propose-wording"),
    path(PARAGRAPH + "propose-deletion/", proposing.propose_deletion, name="propose-deletion"),
    path(PARAGRAPH + "propose-move/", proposing.propose_move, name="propose-move"),
    path(PARAGRAPH + "offer/", facilitating.offer, name="offer"),
    path(PARAGRAPH + "split/", facilitating.split, name="split"),
    path(PARAGRAPH + "bracket/", bracketing.bracket, name="bracket"),
    path(PARAGRAPH + "brackets/<int:bracket>/remove/<str:act>/", bracketing.remove, name="unbracket"),
    path(PARAGRAPH + "brackets/<int:bracket>/<str:act>/", bracketing.support, name="bracket-act"),
    path(PARAGRAPH + "merge/", facilitating.merge, name="merge"),
    path(PARAGRAPH + "facilitate/<str:act>/", facilitating.facilitate, name="facilitate"),
    path(ALTERNATIVE + "position/", positions.position, name="position"),
    path(ALTERNATIVE + "versions/<str:language>/", translating.translate, name="translate"),
    path(ALTERNATIVE + "share/", proposing.share, name="share-draft"),
    path(ALTERNATIVE + "vote/", deciding.vote_on, name="vote-on"),
    path(ALTERNATIVE + "withdraw-offer/", facilitating.withdraw_offer, name="withdraw-wording"),
    path(ALTERNATIVE + "take-in/", facilitating.take_in, name="take-in"),
    path(ALTERNATIVE + "<str:act>/", proposing.act, name="alternative-act"),
]
