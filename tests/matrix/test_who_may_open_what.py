"""Every URL and every live channel × every role, on objects of the own edition and of another.

A row gives the status of each role, in the order of ROLES. A URL without a row fails the build.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from nadwa.consultations import commands as consultations
from nadwa.cooperation import commands as cooperation
from nadwa.delegations import commands as delegations
from nadwa.delegations.commands import recovering
from nadwa.delegations.commands.accrediting import token
from nadwa.editions import commands as editions
from nadwa.exchange import imports
from nadwa.floor import commands as floor
from nadwa.floor.models import Statement
from nadwa.live import channels, tickets
from nadwa.press import commands as press
from nadwa.programme import commands as programme
from nadwa.record.acts import By, log_for, record
from nadwa.record.models import Act
from nadwa.texts import commands as texts
from nadwa.texts.models import NegotiatingText
from tests.factories import House, house, person, words

ROLES = ("anonymous", "stranger", "chair", "officer_un", "secretariat", "interpreter", "press", "aldora", "foreign")
OPEN = "200 200 200 200 200 200 200 200 200"
E = "beijing-2016"
SIGN_IN_PAGES = "302 200 200 200 200 200 200 200 200"
TO_SIGN_IN = "302 302 302 302 302 302 302 302 302"
NO_PASSWORD = "302 403 403 403 403 403 403 403 403"  # the people of the tests have nothing to repeat
DELEGATE = "302 404 404 404 404 404 404 {} 404"
PRESIDES = "302 404 {} 404 404 404 404 404 404"
SECRETARIAT = "302 404 404 404 {} 404 404 404 404"
NOT_FOUND = "302 404 404 404 404 404 404 404 404"
WRITES = "302 404 404 {0} {0} 404 404 404 404"
TAKES_PART = "302 404 404 404 404 404 404 {} 404"

API = (
    "get_edition",
    "list_delegations",
    "list_meetings",
    "list_documents",
    "list_texts",
    "list_entries",
    "list_commitments",
    "list_releases",
    "list_acts",
)

# name, arguments, method, what each role gets
ROWS: list[tuple[str, list[Any], str, str]] = [
    ("root", [], "get", TO_SIGN_IN),
    ("home", [], "get", OPEN),
    ("edition", [E], "get", OPEN),
    ("edition", ["nowhere"], "get", "404 404 404 404 404 404 404 404 404"),
    ("programme", [E], "get", OPEN),
    ("calendar", [E], "get", OPEN),
    ("files", [E], "get", OPEN),
    ("export", [E, "schedule.json"], "get", OPEN),
    ("export", [E, "schedule.xml"], "get", OPEN),
    ("export", [E, "popolo.json"], "get", OPEN),
    ("export", [E, "passwords.json"], "get", "404 404 404 404 404 404 404 404 404"),
    ("secretariat-export", [E, "participants.csv"], "get", SECRETARIAT.format(200)),
    ("secretariat-export", [E, "participants.exe"], "get", SECRETARIAT.format(404)),
    ("secretariat-export", [E, "participants.json"], "get", SECRETARIAT.format(200)),
    ("secretariat-export", [E, "openslides.json"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "participants"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "popolo"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "polis"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "polis"], "post", SECRETARIAT.format(422)),
    ("import-file", [E, "openslides"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "openslides"], "post", SECRETARIAT.format(422)),
    ("import-file", [E, "popolo"], "post", SECRETARIAT.format(422)),
    ("import-file", [E, "programme"], "get", SECRETARIAT.format(200)),
    ("import-file", [E, "participants"], "post", SECRETARIAT.format(422)),
    ("import-file", [E, "passwords"], "get", SECRETARIAT.format(404)),
    ("import-preview", [E, "IMPORT"], "get", SECRETARIAT.format(200)),
    ("import-preview", ["geneva-2018", "IMPORT"], "get", NOT_FOUND),
    ("carry-out-import", [E, "IMPORT"], "post", SECRETARIAT.format(302)),
    ("carry-out-import", ["geneva-2018", "IMPORT"], "post", NOT_FOUND),
    ("tokens", [], "get", SIGN_IN_PAGES),
    ("usersessions_list", [], "get", SIGN_IN_PAGES),
    ("revoke-token", [99], "post", "302 404 404 404 404 404 404 404 404"),
    ("api:openapi-json", [], "get", OPEN),
    ("api:api-root", [], "get", "404 404 404 404 404 404 404 404 404"),
    ("api:list_editions", [], "get", OPEN),
    *[(f"api:{name}", [E], "get", OPEN) for name in API],
    *[(f"api:{name}", ["nowhere"], "get", "404 404 404 404 404 404 404 404 404") for name in API],
    ("api:get_floor", [E, 1], "get", OPEN),
    ("api:get_floor", [E, 2], "get", "404 404 404 404 404 404 404 404 404"),  # a session is nobody there
    ("api:get_text", [E, "outcome"], "get", OPEN),
    ("api:act_on_the_floor", [E, 1], "post", "400 400 400 400 400 400 400 400 400"),
    ("api:file_statement", [E, 1], "post", "400 400 400 400 400 400 400 400 400"),
    ("api:propose_wording", [E, "outcome", 2], "post", "400 400 400 400 400 400 400 400 400"),
    ("api:submit_statement", [E, "views"], "post", "400 400 400 400 400 400 400 400 400"),
    ("api:vote", [E, "views"], "post", "400 400 400 400 400 400 400 400 400"),
    ("following", [E], "get", WRITES.format(200)),
    ("plan-next", [E], "get", WRITES.format(200)),
    ("plan-next", [E], "post", WRITES.format(422)),
    ("ask-for-archive", [E], "post", WRITES.format(302)),
    ("archive", [E], "get", "404 404 404 404 404 404 404 404 404"),
    ("edition-report", [E], "get", OPEN),
    ("consent-to-contact", [E], "get", NOT_FOUND),
    ("consent-to-contact", [E], "post", NOT_FOUND),
    ("cooperation", [E], "get", OPEN),
    ("enter-entry", [E], "get", DELEGATE.format(200)),
    ("enter-entry", [E], "post", DELEGATE.format(422)),
    ("entry", [E, 1], "get", OPEN),
    ("entry", ["geneva-2018", 1], "get", "404 404 404 404 404 404 404 404 404"),
    ("close-entry", [E, 1], "post", DELEGATE.format(302)),
    ("letters", [E, 1, "belmara"], "get", DELEGATE.format(200)),
    ("letters", [E, 1, "belmara"], "post", DELEGATE.format(422)),
    ("letters", [E, 2, "corvia"], "get", DELEGATE.format(404)),
    ("review-commitments", [E], "get", WRITES.format(200)),
    ("draft-commitment", [E], "get", DELEGATE.format(200)),
    ("draft-commitment", [E], "post", DELEGATE.format(422)),
    ("commitment", [E, 1], "get", "404 404 404 200 200 404 404 200 404"),
    ("change-commitment", [E, 1], "get", DELEGATE.format(200)),
    ("change-commitment", [E, 1], "post", DELEGATE.format(422)),
    ("change-commitment", ["geneva-2018", 1], "post", NOT_FOUND),
    ("confirm-partnership", [E, 1], "post", DELEGATE.format(302)),
    ("report-progress", [E, 1], "get", DELEGATE.format(200)),
    ("report-progress", [E, 1], "post", DELEGATE.format(422)),
    ("abandon-commitment", [E, 1], "get", DELEGATE.format(200)),
    ("abandon-commitment", [E, 1], "post", DELEGATE.format(422)),
    ("documents", [E], "get", OPEN),
    ("document-plan", [E], "get", SECRETARIAT.format(200)),
    ("plan-document", [E], "get", SECRETARIAT.format(200)),
    ("plan-document", [E], "post", SECRETARIAT.format(422)),
    ("issue-planned-document", [E, "DOCUMENT"], "get", SECRETARIAT.format(200)),
    ("issue-planned-document", [E, "DOCUMENT"], "post", SECRETARIAT.format(302)),
    ("issue-planned-document", ["geneva-2018", "DOCUMENT"], "post", NOT_FOUND),
    ("correct-document", [E, "DOCUMENT"], "post", SECRETARIAT.format(302)),
    ("drop-document", [E, "DOCUMENT"], "post", SECRETARIAT.format(302)),
    ("document-version", [E, "DOCUMENT", "en"], "get", "404 404 404 404 200 404 404 404 404"),
    ("document-version", [E, "DOCUMENT", "fr"], "get", "404 404 404 404 404 404 404 404 404"),
    ("hand-in", [E, "DOCUMENT", "fr"], "get", SECRETARIAT.format(200)),
    ("hand-in", [E, "DOCUMENT", "fr"], "post", SECRETARIAT.format(422)),
    ("hand-in", [E, "DOCUMENT", "tlh"], "get", SECRETARIAT.format(404)),
    ("journal", [E, "2016-07-11"], "get", OPEN),
    ("arrangement", [E], "get", SECRETARIAT.format(200)),
    ("begin-consultation", [E], "get", SECRETARIAT.format(200)),
    ("begin-consultation", [E], "post", SECRETARIAT.format(422)),
    ("enter-item", [E], "get", SECRETARIAT.format(200)),
    ("enter-item", [E], "post", SECRETARIAT.format(422)),
    ("change-item", [E, 1], "get", SECRETARIAT.format(200)),
    ("change-item", [E, 1], "post", SECRETARIAT.format(422)),
    ("change-item", [E, 99], "get", NOT_FOUND),
    ("enter-topic", [E], "get", SECRETARIAT.format(200)),
    ("enter-topic", [E], "post", SECRETARIAT.format(422)),
    ("enter-room", [E], "get", SECRETARIAT.format(200)),
    ("enter-room", [E], "post", SECRETARIAT.format(422)),
    ("schedule", [E], "get", SECRETARIAT.format(200)),
    ("schedule", [E], "post", SECRETARIAT.format(422)),
    ("change-meeting", [E, 1], "get", SECRETARIAT.format(200)),
    ("change-meeting", [E, 1], "post", SECRETARIAT.format(422)),
    ("cancel-meeting", [E, 1], "get", SECRETARIAT.format(200)),
    ("cancel-meeting", [E, 1], "post", SECRETARIAT.format(422)),
    ("set-appearance", [E, 1], "get", SECRETARIAT.format(200)),
    ("set-appearance", [E, 1], "post", SECRETARIAT.format(422)),
    ("end-appearance", [E, 1, "APPEARANCE"], "post", SECRETARIAT.format(302)),
    ("end-appearance", ["geneva-2018", 1, "APPEARANCE"], "post", NOT_FOUND),
    ("run-of-show", [E, 1], "get", "302 404 200 200 200 404 404 404 404"),
    ("add-step", [E, 1], "get", "302 404 200 404 200 404 404 404 404"),
    ("add-step", [E, 1], "post", "302 404 422 404 422 404 404 404 404"),
    ("remove-step", [E, 1, 1], "post", "302 404 302 404 302 404 404 404 404"),
    ("finish-step", [E, 1, 1], "post", PRESIDES.format(302)),
    ("finish-step", ["geneva-2018", 1, 1], "post", NOT_FOUND),
    ("press-page", [E], "get", OPEN),
    ("feed", [E], "get", OPEN),
    ("draft-release", [E], "get", WRITES.format(200)),
    ("draft-release", [E], "post", WRITES.format(422)),
    ("release", [E, "RELEASE"], "get", "404 404 404 200 200 404 200 404 404"),
    ("release", ["geneva-2018", "RELEASE"], "get", "404 404 404 404 404 404 404 404 404"),
    ("release", [E, "DRAFT"], "get", "404 404 404 200 200 404 404 404 404"),
    ("release-pdf", [E, "RELEASE"], "get", "404 404 404 200 200 404 200 404 404"),
    ("release-pdf", [E, "DRAFT"], "get", "404 404 404 404 404 404 404 404 404"),
    ("change-release", [E, "DRAFT"], "get", WRITES.format(200)),
    ("change-release", [E, "DRAFT"], "post", WRITES.format(422)),
    ("issue-release", [E, "DRAFT"], "get", WRITES.format(200)),
    ("issue-release", [E, "DRAFT"], "post", WRITES.format(302)),
    ("issue-release", ["geneva-2018", "DRAFT"], "post", WRITES.format(404)),
    ("embargo", [E, "RELEASE"], "get", WRITES.format(200)),
    ("embargo", [E, "RELEASE"], "post", WRITES.format(302)),
    ("discard-release", [E, "DRAFT"], "post", WRITES.format(302)),
    ("delivered-statement", [E, "STATEMENT"], "get", "404 404 404 404 404 404 200 404 404"),
    ("apply-for-accreditation", [E], "get", OPEN),
    ("apply-for-accreditation", [E], "post", "422 422 422 422 422 422 422 422 422"),
    ("media", [E], "get", "302 404 404 404 200 404 404 404 404"),
    ("decide-accreditation", [E, "APPLICATION", "accredit"], "post", "302 404 404 404 302 404 404 404 404"),
    ("decide-accreditation", [E, "APPLICATION", "refuse"], "get", "302 404 404 404 200 404 404 404 404"),
    ("decide-accreditation", [E, "APPLICATION", "bribe"], "post", "302 404 404 404 404 404 404 404 404"),
    ("decide-accreditation", ["geneva-2018", "APPLICATION", "accredit"], "post", "302 404 404 404 404 404 404 404 404"),
    ("search", [E], "get", OPEN),
    ("desk", [E], "get", WRITES.format(200)),
    ("preparation", [E], "get", WRITES.format(200)),
    ("new-task", [E], "get", WRITES.format(200)),
    ("new-task", [E], "post", WRITES.format(422)),
    ("change-task", [E, 1], "get", WRITES.format(200)),
    ("change-task", [E, 1], "post", WRITES.format(422)),
    ("change-task", ["geneva-2018", 1], "post", "302 404 404 404 404 404 404 404 404"),
    ("finish-task", [E, 1], "post", WRITES.format(302)),
    ("mails", [E], "get", "302 404 404 404 200 404 404 404 404"),
    ("enrol", ["MQ", "no-token"], "get", OPEN),
    ("participants", [E], "get", OPEN),
    ("printed-list", [E], "get", OPEN),
    ("arrange", [E], "get", SECRETARIAT.format(200)),
    ("arrange", [E], "post", SECRETARIAT.format(422)),
    ("quotas", [E], "get", SECRETARIAT.format(200)),
    ("quotas", [E], "post", SECRETARIAT.format(422)),
    ("invitations", [E], "get", WRITES.format(200)),
    ("invite", [E], "get", SECRETARIAT.format(200)),
    ("invite", [E], "post", SECRETARIAT.format(422)),
    ("remind", [E], "post", SECRETARIAT.format(302)),
    ("enter-body", [E], "get", SECRETARIAT.format(200)),
    ("enter-body", [E], "post", SECRETARIAT.format(422)),
    ("invitation", [E, "aldora"], "get", WRITES.format(200)),
    ("invitation", ["geneva-2018", "aldora"], "get", NOT_FOUND),
    ("note-verbale", [E, "aldora"], "get", WRITES.format(200)),
    ("answer-invitation", [E, "aldora"], "get", NOT_FOUND),
    ("discard-invitation", [E, "aldora"], "post", SECRETARIAT.format(302)),
    ("name-focal-point", [E, "aldora"], "get", SECRETARIAT.format(200)),
    ("name-focal-point", [E, "aldora"], "post", SECRETARIAT.format(422)),
    ("end-focal-point", [E, "aldora", 1], "post", SECRETARIAT.format(302)),
    ("end-focal-point", ["geneva-2018", "aldora", 1], "post", NOT_FOUND),
    ("own-delegation", [E], "get", DELEGATE.format(302)),
    ("delegation", [E, "aldora"], "get", "302 404 404 404 200 404 404 200 404"),
    ("delegation", [E, "belmara"], "get", SECRETARIAT.format(200)),
    ("register", [E, "aldora"], "get", SECRETARIAT.format(200)),
    ("register", [E, "aldora"], "post", SECRETARIAT.format(422)),
    ("change-delegate", [E, "aldora", "SEAT"], "get", SECRETARIAT.format(200)),
    ("change-delegate", [E, "aldora", "SEAT"], "post", SECRETARIAT.format(422)),
    ("change-delegate", [E, "belmara", "SEAT"], "post", NOT_FOUND),
    ("replace-delegate", [E, "aldora", "SEAT"], "get", SECRETARIAT.format(200)),
    ("replace-delegate", [E, "aldora", "SEAT"], "post", SECRETARIAT.format(422)),
    ("withdraw-delegate", [E, "aldora", "SEAT"], "post", SECRETARIAT.format(302)),
    ("withdraw-delegate", ["geneva-2018", "aldora", "SEAT"], "post", NOT_FOUND),
    ("visa-letter", [E, "aldora", "SEAT"], "get", "302 404 404 404 200 404 404 200 404"),
    ("submit-credentials", [E, "aldora"], "get", NOT_FOUND),
    ("submit-credentials", [E, "aldora"], "post", NOT_FOUND),
    ("credentials-letter", [E, "aldora"], "get", SECRETARIAT.format(200)),
    ("credentials-letter", ["geneva-2018", "aldora"], "get", NOT_FOUND),
    ("credentials-desk", [E], "get", SECRETARIAT.format(200)),
    ("credentials-report", [E], "get", SECRETARIAT.format(200)),
    ("decide-credentials", [E, "aldora", "verify"], "post", SECRETARIAT.format(302)),
    ("decide-credentials", [E, "aldora", "refuse"], "get", SECRETARIAT.format(200)),
    ("decide-credentials", [E, "aldora", "refuse"], "post", SECRETARIAT.format(422)),
    ("decide-credentials", [E, "aldora", "bribe"], "post", SECRETARIAT.format(404)),
    ("decide-credentials", ["geneva-2018", "aldora", "verify"], "post", "302 404 404 404 404 404 404 404 302"),
    ("applications", [E], "get", WRITES.format(200)),
    ("apply", [E], "get", OPEN),
    ("apply", [E], "post", "422 422 422 422 422 422 422 422 422"),
    ("application-status", [E, "TOKEN"], "get", OPEN),
    ("application-status", [E, "forged"], "get", "404 404 404 404 404 404 404 404 404"),
    ("application-status", ["geneva-2018", "TOKEN"], "get", "404 404 404 404 404 404 404 404 404"),
    ("open-list-of-organisations", [E], "get", SECRETARIAT.format(200)),
    ("open-list-of-organisations", [E], "post", SECRETARIAT.format(422)),
    ("list-of-organisations", [E], "get", "302 404 404 200 200 404 404 200 404"),
    ("object-to", [E, 1], "get", DELEGATE.format(200)),
    ("object-to", [E, 1], "post", DELEGATE.format(422)),
    ("object-to", ["geneva-2018", 1], "post", NOT_FOUND),
    ("withdraw-objection", [E, 1], "post", DELEGATE.format(302)),
    ("decide-application", [E, 1, "evaluate"], "get", SECRETARIAT.format(200)),
    ("decide-application", [E, 1, "grant"], "post", SECRETARIAT.format(302)),
    ("decide-application", [E, 1, "bribe"], "post", SECRETARIAT.format(404)),
    ("decide-application", ["geneva-2018", 1, "grant"], "post", NOT_FOUND),
    ("recoveries", [E], "get", WRITES.format(200)),
    ("ask-recovery", [E], "get", WRITES.format(200)),
    ("ask-recovery", [E], "post", WRITES.format(422)),
    ("decide-recovery", [E, "RECOVERY", "confirm"], "post", WRITES.format(302)),
    ("decide-recovery", [E, "RECOVERY", "forget"], "post", NOT_FOUND),
    ("decide-recovery", ["geneva-2018", "RECOVERY", "confirm"], "post", NOT_FOUND),
    ("stop-recovery", [E, "RECOVERY_TOKEN"], "get", OPEN),
    ("stop-recovery", [E, "RECOVERY_TOKEN"], "post", TO_SIGN_IN),
    ("stop-recovery", ["geneva-2018", "RECOVERY_TOKEN"], "get", "404 404 404 404 404 404 404 404 404"),
    ("badges", [E], "get", SECRETARIAT.format(200)),
    ("issue-badges", [E], "post", SECRETARIAT.format(302)),
    ("print-badges", [E], "get", SECRETARIAT.format(200)),
    ("revoke-badge", [E, "BADGE"], "post", SECRETARIAT.format(302)),
    ("revoke-badge", ["geneva-2018", "BADGE"], "post", NOT_FOUND),
    ("door", [E, 1], "get", SECRETARIAT.format(200)),
    ("door", [E, 1], "post", SECRETARIAT.format(200)),
    ("states", [], "get", OPEN),
    ("state-points", [], "get", OPEN),
    ("roll-call", [1, "3"], "get", "404 404 404 404 404 404 404 404 404"),
    ("consultations", [E], "get", OPEN),
    ("result", [E, "views"], "get", OPEN),
    ("picture", [E, "views"], "get", "404 404 404 404 404 404 404 404 404"),
    ("packet", [E, "views"], "get", "404 404 404 404 404 404 404 404 404"),
    ("points", [E, "views"], "get", "404 404 404 404 404 404 404 404 404"),
    ("newer", [E, "views"], "get", "404 404 404 404 404 404 404 404 404"),
    ("polis", [E, "views"], "get", OPEN),
    ("run-consultation", [E, "views"], "post", "302 404 302 404 302 404 404 404 404"),
    ("submit", [E, "views"], "get", "302 404 404 404 404 404 404 200 404"),
    ("submit", [E, "views"], "post", "302 404 404 404 404 404 404 422 404"),
    ("consent", [E, "views", "REVISION"], "post", "302 404 404 404 404 404 404 302 404"),
    ("consent", ["geneva-2018", "views", "REVISION"], "post", "302 404 404 404 404 404 404 404 404"),
    ("opinion-statement", [E, "views", 1], "get", OPEN),
    ("opinion-statement", [E, "views", 9], "get", "404 404 404 404 404 404 404 404 404"),
    ("moderation", [E, "views"], "get", "302 404 404 404 200 404 404 404 404"),
    ("moderation-log", [E, "views"], "get", OPEN),
    ("accept", [E, "views", 9], "post", "302 404 404 404 302 404 404 404 404"),
    ("reject", [E, "views", 9], "post", "302 404 404 404 422 404 404 404 404"),
    ("reword", [E, "views"], "get", "302 404 404 404 200 404 404 404 404"),
    ("reword", [E, "views"], "post", "302 404 404 404 422 404 404 404 404"),
    ("health", [E, "views"], "get", "302 404 404 404 200 404 404 404 404"),
    ("vote", [E, "views"], "get", "302 404 404 404 404 404 404 200 404"),
    ("vote", [E, "views"], "post", "302 404 404 404 404 404 404 302 404"),
    ("publish", [E, "views"], "post", "302 404 302 404 302 404 404 404 404"),
    ("negotiating-texts", [E], "get", OPEN),
    ("negotiating-text", [E, "outcome"], "get", OPEN),
    ("negotiating-text", [E, "nothing"], "get", "404 404 404 404 404 404 404 404 404"),
    ("versions", [E, "outcome"], "get", "302 404 404 404 200 200 404 404 404"),
    ("translate", [E, "outcome", 2, 2, "fr"], "get", "302 404 404 404 200 200 404 404 404"),
    ("translate", [E, "outcome", 2, 2, "fr"], "post", "302 404 404 404 422 422 404 404 404"),
    ("translate", [E, "outcome", 2, 2, "en"], "get", "302 404 404 404 404 404 404 404 404"),
    ("translate", [E, "outcome", "DRAFTED", 2, "fr"], "get", "302 404 404 404 404 404 404 404 404"),
    ("export-xliff", [E, "outcome", "en", "fr"], "get", "302 404 404 404 200 200 404 404 404"),
    ("export-xliff", [E, "outcome", "en", "xx"], "get", "302 404 404 404 404 404 404 404 404"),
    ("import-xliff", [E, "outcome", "fr"], "get", "302 404 404 404 200 200 404 404 404"),
    ("import-xliff", [E, "outcome", "fr"], "post", "302 404 404 404 422 422 404 404 404"),
    ("decision", [E, "outcome"], "get", OPEN),
    ("decide", [E, "outcome", "silence"], "get", PRESIDES.format(200)),
    ("decide", [E, "outcome", "silence"], "post", PRESIDES.format(422)),
    ("decide", [E, "outcome", "extend"], "post", PRESIDES.format(422)),
    ("decide", [E, "outcome", "question"], "post", PRESIDES.format(302)),
    ("decide", [E, "outcome", "withdraw"], "post", PRESIDES.format(302)),
    ("decide", [E, "outcome", "gavel"], "post", PRESIDES.format(302)),
    ("decide", [E, "outcome", "object"], "post", DELEGATE.format(422)),
    ("decide", [E, "outcome", "remark"], "get", DELEGATE.format(200)),
    ("decide", [E, "outcome", "no-such-act"], "post", "302 404 404 404 404 404 404 404 404"),
    ("decide", [E, "outcome", "vote"], "post", PRESIDES.format(302)),
    ("decide", [E, "outcome", "close"], "post", PRESIDES.format(302)),
    ("decide", [E, "outcome", "ballot"], "post", DELEGATE.format(422)),
    ("vote-on", [E, "outcome", 2, 2], "post", PRESIDES.format(302)),
    ("vote-on", [E, "outcome", "DRAFTED", 2], "post", PRESIDES.format(404)),
    ("compare", [E, "outcome"], "get", OPEN),
    ("text-act", [E, "outcome", "reissue"], "get", PRESIDES.format(200)),
    ("text-act", [E, "outcome", "reissue"], "post", PRESIDES.format(422)),
    ("text-act", [E, "outcome", "reading"], "post", PRESIDES.format(302)),
    ("text-act", [E, "outcome", "no-such-act"], "post", PRESIDES.format(404)),
    ("propose-move", [E, "outcome", 2], "get", DELEGATE.format(200)),
    ("propose-move", [E, "outcome", 2], "post", DELEGATE.format(422)),
    ("share-draft", [E, "outcome", 1, 2], "get", DELEGATE.format(200)),
    ("share-draft", [E, "outcome", 1, 2], "post", DELEGATE.format(302)),
    ("share-draft", [E, "outcome", "DRAFTED", 2], "post", DELEGATE.format(404)),
    ("offer", [E, "outcome", 2], "get", PRESIDES.format(200)),
    ("offer", [E, "outcome", 2], "post", PRESIDES.format(422)),
    ("withdraw-offer", [E, "outcome", 2, 2], "post", PRESIDES.format(302)),
    ("withdraw-offer", [E, "outcome", "DRAFTED", 2], "post", PRESIDES.format(404)),
    ("split", [E, "outcome", 2], "get", PRESIDES.format(200)),
    ("split", [E, "outcome", 2], "post", PRESIDES.format(422)),
    ("bracket", [E, "outcome", 2], "get", PRESIDES.format(200)),
    ("bracket", [E, "outcome", 2], "post", PRESIDES.format(422)),
    ("bracket-act", [E, "outcome", 4, 1, "support"], "post", DELEGATE.format(302)),
    ("bracket-act", [E, "outcome", 4, 1, "no-such-act"], "post", DELEGATE.format(404)),
    ("bracket-act", ["geneva-2018", "outcome", 4, 1, "support"], "post", DELEGATE.format(404)),
    ("unbracket", [E, "outcome", 4, 1], "post", PRESIDES.format(302)),
    ("unbracket", ["geneva-2018", "outcome", 4, 1], "post", "302 404 404 404 404 404 404 404 404"),
    ("outcome-document", [E, "outcome", "en", "docx"], "get", "404 404 404 404 404 404 404 404 404"),
    ("paragraph", [E, "outcome", 2], "get", OPEN),
    ("similar", [E, "outcome", 2], "get", OPEN),
    ("paragraph", [E, "outcome", 9], "get", "404 404 404 404 404 404 404 404 404"),
    ("issue-text", [E], "get", "302 404 200 404 200 404 404 404 404"),
    ("issue-text", [E], "post", "302 404 422 404 422 404 404 404 404"),
    ("issue-document", [E], "get", "302 404 200 404 200 404 404 404 404"),
    ("issue-document", [E], "post", "302 404 422 404 422 404 404 404 404"),
    ("rolling-document", [E, "outcome"], "get", OPEN),
    ("new-paragraph", [E, "outcome"], "get", DELEGATE.format(200)),
    ("new-paragraph", [E, "outcome"], "post", DELEGATE.format(422)),
    ("positions", [E, "outcome"], "get", DELEGATE.format(200)),
    ("instructions", [E, "outcome", "csv"], "get", DELEGATE.format(200)),
    ("instructions", [E, "outcome", "exe"], "get", DELEGATE.format(404)),
    ("import-instructions", [E, "outcome"], "get", DELEGATE.format(200)),
    ("import-instructions", [E, "outcome"], "post", DELEGATE.format(422)),
    ("linkage", [E, "outcome"], "get", DELEGATE.format(200)),
    ("linkage", [E, "outcome"], "post", DELEGATE.format(422)),
    ("drop-linkage", [E, "outcome", "LINKAGE"], "post", DELEGATE.format(302)),
    ("drop-linkage", ["geneva-2018", "outcome", "LINKAGE"], "post", DELEGATE.format(404)),
    ("bridging", [E, "outcome"], "get", PRESIDES.format(200)),
    ("take-up", [E, "outcome", "views", 1], "post", PRESIDES.format(302)),
    ("take-up", [E, "outcome", "views", 99], "post", PRESIDES.format(404)),
    ("packages", [E, "outcome"], "get", PRESIDES.format(200)),
    ("table-package", [E, "outcome"], "post", PRESIDES.format(422)),
    ("take-in-package", [E, "outcome", 1], "post", PRESIDES.format(302)),
    ("take-in-package", ["geneva-2018", "outcome", 1], "post", "302 404 404 404 404 404 404 404 404"),
    ("non-paper", [E, "outcome", "docx"], "get", "302 404 404 404 404 404 404 404 404"),
    ("silence-letter", [E, "outcome", 1], "get", "404 404 404 404 404 404 404 404 404"),
    ("propose-wording", [E, "outcome", 2], "get", DELEGATE.format(200)),
    ("propose-wording", [E, "outcome", 2], "post", DELEGATE.format(422)),
    ("propose-deletion", [E, "outcome", 2], "post", DELEGATE.format(302)),
    ("merge", [E, "outcome", 2], "get", PRESIDES.format(200)),
    ("merge", [E, "outcome", 2], "post", PRESIDES.format(422)),
    ("facilitate", [E, "outcome", 4, "agree"], "post", PRESIDES.format(302)),
    ("facilitate", [E, "outcome", 4, "no-such-act"], "post", PRESIDES.format(404)),
    ("position", [E, "outcome", 2, 1], "get", DELEGATE.format(200)),
    ("position", [E, "outcome", 2, 1], "post", DELEGATE.format(422)),
    ("position", [E, "outcome", "DRAFTED", 2], "get", DELEGATE.format(404)),
    ("take-in", [E, "outcome", 2, 2], "post", PRESIDES.format(302)),
    ("take-in", [E, "outcome", "DRAFTED", 2], "post", PRESIDES.format(404)),
    ("alternative-act", [E, "outcome", 2, 2, "cosponsor"], "post", DELEGATE.format(302)),
    ("alternative-act", [E, "outcome", 2, 2, "no-such-act"], "post", DELEGATE.format(404)),
    ("alternative-act", [E, "outcome", "DRAFTED", 2, "table"], "post", DELEGATE.format(404)),
    ("approvals", [E], "get", "302 404 404 200 200 404 404 404 404"),
    ("propose", [E], "post", "302 404 404 422 404 404 404 404 404"),
    ("approve", [E, "PROPOSAL"], "post", "302 404 404 302 404 404 404 404 404"),
    ("approve", ["geneva-2018", "PROPOSAL"], "post", "302 404 404 404 404 404 404 404 404"),
    ("withdraw-proposal", [E, "PROPOSAL"], "post", "302 404 404 302 404 404 404 404 404"),
    ("procedure", [E], "get", "302 404 404 404 200 404 404 404 404"),
    ("procedure", [E], "post", "302 404 404 404 422 404 404 404 404"),
    ("now", [E, 1], "get", OPEN),
    ("now", [E, 2], "get", "404 404 200 200 200 200 200 200 404"),
    ("now", [E, 9], "get", "404 404 404 404 404 404 404 404 404"),
    ("screen", [E, 1], "get", OPEN),
    ("screen", [E, 2], "get", "404 404 200 200 200 200 200 200 404"),
    ("podium", [E, 1], "get", "302 404 200 404 404 404 404 404 404"),
    ("preside", [E, 1, "limit"], "get", "302 404 200 404 404 404 404 404 404"),
    ("preside", [E, 1, "open"], "post", "302 404 302 404 404 404 404 404 404"),
    ("preside", [E, 1, "no-such-act"], "get", "302 404 404 404 404 404 404 404 404"),
    ("take-part", [E, 1, "ask"], "post", TAKES_PART.format(302)),
    ("take-part", [E, 1, "no-such-act"], "post", TAKES_PART.format(404)),
    ("arrive", [E, 1], "post", TAKES_PART.format(302)),
    ("vote-of-meeting", [E, 1], "get", OPEN),
    ("vote-of-meeting", [E, 2], "get", "404 404 200 200 200 200 200 200 404"),
    ("speaking-times", [E, 1], "get", OPEN),
    ("speaking-times", [E, 2], "get", "404 404 200 200 200 200 200 200 404"),
    ("count", [E, 1, "hands"], "get", "302 404 200 404 200 404 404 404 404"),
    ("count", [E, 1, "hands"], "post", "302 404 422 404 422 404 404 404 404"),
    ("count", [E, 1, "no-such-act"], "post", "302 404 404 404 404 404 404 404 404"),
    ("take-part", [E, 1, "move"], "post", TAKES_PART.format(422)),
    ("take-part", [E, 1, "answer"], "post", TAKES_PART.format(422)),
    ("preside", [E, 1, "put"], "get", PRESIDES.format(200)),
    ("presence", [E, 1], "get", "302 404 200 404 200 404 404 404 404"),
    ("statement", [E, 1], "get", TAKES_PART.format(200)),
    ("texts", [E, 1], "get", "302 404 404 404 200 200 404 404 404"),
    ("record", [E], "get", OPEN),
    ("bundle", [E], "get", "404 404 404 404 404 404 404 404 404"),
    ("check", [E], "get", OPEN),
    ("verifier", [E], "get", OPEN),
    ("receipt", [E, "PUBLIC_ACT"], "get", OPEN),
    ("receipt", [E, "PRIVATE_ACT"], "get", "404 404 404 404 404 404 404 200 404"),
    ("receipt", ["geneva-2018", "PUBLIC_ACT"], "get", "404 404 404 404 404 404 404 404 404"),
    ("proof", [E, "PRIVATE_ACT"], "get", "404 404 404 404 404 404 404 404 404"),
    ("health", [], "post", "405 405 405 405 405 405 405 405 405"),  # what it answers depends on the hour
    ("metrics", [], "get", "302 302 302 302 302 302 302 302 302"),  # to /en/metrics/, which is not there
    ("enter", [], "get", OPEN),
    ("play-adoption", [], "get", "405 405 405 405 405 405 405 405 405"),
    ("play", [], "get", "405 405 405 405 405 405 405 405 405"),
    ("account_forgotten", [], "get", OPEN),
    ("account_forgotten", [], "post", "422 422 422 422 422 422 422 422 422"),
    ("account_login", [], "get", "200 302 302 302 302 302 302 302 302"),
    ("trust", [], "get", OPEN),
    ("own-data", [], "get", SIGN_IN_PAGES),
    ("own-data-file", [], "get", SIGN_IN_PAGES),
    ("account_inactive", [], "get", OPEN),
    ("account_logout", [], "get", SIGN_IN_PAGES),
    ("account_reauthenticate", [], "get", NO_PASSWORD),
    ("account_change_password", [], "get", TO_SIGN_IN),
    ("account_set_password", [], "get", SIGN_IN_PAGES),
    ("mfa_authenticate", [], "get", TO_SIGN_IN),
    ("mfa_reauthenticate", [], "get", NO_PASSWORD),
    ("mfa_index", [], "get", SIGN_IN_PAGES),
    ("mfa_list_webauthn", [], "get", SIGN_IN_PAGES),
    ("mfa_add_webauthn", [], "get", SIGN_IN_PAGES),
    ("mfa_edit_webauthn", [1], "get", "302 404 404 404 404 404 404 404 404"),
    ("mfa_remove_webauthn", [1], "get", "302 404 404 404 404 404 404 404 404"),
    ("mfa_reauthenticate_webauthn", [], "get", NO_PASSWORD),
    ("mfa_login_webauthn", [], "get", TO_SIGN_IN),
    ("mfa_activate_totp", [], "get", SIGN_IN_PAGES),
    ("mfa_deactivate_totp", [], "get", "302 404 404 404 404 404 404 404 404"),
    ("mfa_view_recovery_codes", [], "get", "302 404 404 404 404 404 404 404 404"),
    ("mfa_generate_recovery_codes", [], "get", SIGN_IN_PAGES),
    ("mfa_download_recovery_codes", [], "get", "302 404 404 404 404 404 404 404 404"),
]

CHANNELS = [
    ("floor.now", 1, "1 1 1 1 1 1 1 1 1"),
    ("floor.now", 2, "0 0 1 1 1 1 1 1 0"),
    ("floor.screen", 1, "1 1 1 1 1 1 1 1 1"),
    ("floor.screen", 2, "0 0 1 1 1 1 1 1 0"),
    ("floor.podium", 1, "0 0 1 0 0 0 0 0 0"),
    ("floor.podium", 2, "0 0 1 0 0 0 0 0 0"),
    ("texts.text", 1, "1 1 1 1 1 1 1 1 1"),
    ("texts.text", 2, "0 0 1 1 1 1 1 1 0"),
    ("texts.decision", 1, "1 1 1 1 1 1 1 1 1"),
    ("texts.decision", 2, "0 0 1 1 1 1 1 1 0"),
]


@dataclass(frozen=True)
class World:
    """Two editions: one person of each role at the first, and what stands for the names in capitals."""

    clients: dict[str, Client]
    known: dict[str, Any]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all rows, since what each of them does is undone."""
    with django_db_blocker.unblock(), override("en"), transaction.atomic():
        beijing, elsewhere = house("beijing-2016"), house("geneva-2018")
        clients = {role: signed_in(person) for role, person in viewers_of(beijing, elsewhere).items()}
        yield World(clients, known_at(beijing))
        transaction.set_rollback(True)


def signed_in(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def viewers_of(beijing: House, elsewhere: House) -> dict[str, Any]:
    """`foreign` holds every role at another edition."""
    foreign = elsewhere.chair
    for role in ("secretariat", "press", "interpreter"):
        editions.give_role(foreign, elsewhere.edition, role, By(None, "test"))
    host = elsewhere.edition.hosts.get(slug="china")
    editions.give_role(foreign, elsewhere.edition, "host", By(None, "test"), host=host)
    people = {role: beijing.people[role] for role in ROLES if role in beijing.people}
    return people | {"anonymous": None, "stranger": person("stranger"), "foreign": foreign}


def known_at(beijing: House) -> dict[str, Any]:
    act = editions.propose(beijing.officer_china, beijing.edition, "editions.open")
    private = floor.file_statement(
        beijing.aldora, beijing.delegations["aldora"], beijing.meeting, 2, "en", "text", for_press=True
    )
    prepared(beijing)
    sent(beijing)
    applied(beijing)
    cooperating(beijing)
    clerk = By(beijing.secretariat, "secretariat")
    programme.set_appearance(clerk, beijing.meeting, "R. Talvena", "", "speaker")
    now = datetime.now(UTC)
    programme.plan_document(clerk, beijing.edition, "WP", words("Paper"), None, None, "everybody", now, now, False)
    programme.hand_in(clerk, beijing.edition.documents.get(), "en", b"%PDF-1.7", "application/pdf")
    programme.add_step(clerk, beijing.meeting, words("Welcome"), 5, "", None)
    delegations.issue_badges(By(beijing.secretariat, "secretariat"), beijing.edition)
    consultations.submit_statement(beijing.aldora, beijing.consultation, "en", "A new thought about mandates.")
    reworded = consultations.propose_revision(
        By(beijing.secretariat, "secretariat"), beijing.consultation, [9], "en", ["A new thought."]
    )
    one, _, other, _ = beijing.text.paragraphs.all()
    ends = [paragraph.alternatives.get(number=1) for paragraph in (one, other)]
    texts.link(beijing.aldora, *ends, "object", 1, "own")
    texts.propose_wording(beijing.belmara, other, "en", "A draft of Belmara's")
    texts.propose_wording(beijing.aldora, one, "en", "A draft of Aldora's")
    last = beijing.text.paragraphs.get(number=4)
    texts.bracket(By(beijing.chair, "chair"), last, "should")
    texts.table_package(By(beijing.chair, "chair"), beijing.text, {"2": 2})
    delegations.ask_recovery(clerk, beijing.edition, beijing.corvia, "corvia@corvia.example", "Called back.")
    recovery = beijing.edition.recoveries.get()
    return {
        "RECOVERY": recovery.pk,
        "RECOVERY_TOKEN": recovering.token(recovery),
        "SEAT": beijing.delegations["aldora"].delegates.get().pk,
        "TOKEN": token(beijing.edition.applications.get()),
        "BADGE": beijing.edition.badges.get(person=beijing.aldora).pk,
        "APPEARANCE": beijing.meeting.appearances.get().pk,
        "DOCUMENT": beijing.edition.documents.get().pk,
        "IMPORT": imports.kept(
            beijing.edition, beijing.secretariat, "participants", b"Body,Name,E-mail address", []
        ).pk,
        "RELEASE": 2,
        "DRAFT": 3,
        "STATEMENT": Statement.objects.get(item__edition=beijing.edition).pk,
        "APPLICATION": beijing.edition.media_applications.get().pk,
        "LINKAGE": beijing.delegations["aldora"].linkages.get().pk,
        "DRAFTED": other.number,
        "PROPOSAL": act.body["proposal"],
        "PUBLIC_ACT": act.ref,
        "PRIVATE_ACT": private.ref,
        "REVISION": reworded.body["revision"],
    }


def sent(beijing: House) -> None:
    """Aldora is invited, has a focal point, needs a visa and has handed in its credentials."""
    by, delegation = By(beijing.secretariat, "secretariat"), beijing.delegations["aldora"]
    delegations.draft_invitations(by, beijing.edition, [delegation.body], date(2016, 6, 1))
    invitation = beijing.edition.invitations.get()
    delegations.name_focal_point(by, invitation, "J. Delmarre", "focal@aldora.example", "en")
    letter = ("original", "foreign", "R. Talvena", b"%PDF-1.7", "application/pdf")
    delegations.submit_credentials(by, delegation, *letter)
    passport = {"nationality": "Aldoran", "passport": "AL 4711", "born_on": date(1980, 2, 29)}
    delegations.change_delegate(by, delegation.delegates.get(), "head", 2, "", {"visa": True, **passport})


def applied(beijing: House) -> None:
    """An organisation whose application is before the States."""
    by = By(beijing.secretariat, "secretariat")
    asked = {"kind": "ngo", "name": words("Forum"), "seat": "Aldora City", "purpose": "Safety", "programme": "Item 2"}
    delegations.ask_for_accreditation(beijing.edition, "en", contact="L. Maro", email="maro@forum.example", **asked)
    delegations.evaluate(by, beijing.edition.applications.get(), "Sound.")
    delegations.open_list(by, beijing.edition, datetime.now(UTC) + timedelta(days=1))


def cooperating(beijing: House) -> None:
    """Aldora offers, Belmara needs; Aldora drafts a commitment."""
    text, day = words("Training"), date(2030, 1, 1)
    for who, side in (("aldora", "offer"), ("belmara", "need")):
        facts: dict[str, Any] = {"side": side, "area": "capacity", "begins": day, "ends": day, "languages": ["en"]}
        cooperation.enter(beijing.people[who], beijing.delegations[who], text, text, **facts)
    facts = {"title": text, "text": text, "measure": text, "target": 3, "due": day}
    cooperation.draft_commitment(beijing.aldora, beijing.delegations["aldora"], [], None, **facts)


def prepared(beijing: House) -> None:
    """A task, a release under embargo and one in draft, an application for media accreditation."""
    by = By(beijing.secretariat, "secretariat")
    day = date(2016, 7, 1)
    editions.set_task(by, beijing.edition, "rooms", words("Halls"), beijing.edition.hosts.get(slug="china"), day, None)
    embargo = datetime.now(UTC) + timedelta(days=1)
    for until in (embargo, None):
        dates: dict[str, Any] = {"dated": day, "embargo_until": until}
        press.draft_release(by, beijing.edition, "release", words("News"), words("Text"), **dates)
    press.issue_release(by, beijing.edition.releases.get(number=2))
    asked = {"name": "L. Ferrano", "email": "ferrano@daily.example", "medium": "The Daily", "function": "Editor"}
    press.apply_for_accreditation(beijing.edition, "en", **asked)


@pytest.mark.parametrize(
    ("name", "arguments", "method", "statuses"),
    ROWS,
    ids=[f"{method} {name} {'/'.join(map(str, arguments))}" for name, arguments, method, _ in ROWS],
)
def test_each_role_opens_what_it_may(world: World, name: str, arguments: list[Any], method: str, statuses: str) -> None:
    address = reverse(name, args=[world.known.get(a, a) for a in arguments])

    found = {role: opened(world.clients[role], method, address) for role in ROLES}

    assert found == dict(zip(ROLES, map(int, statuses.split()), strict=True))


def opened(client: Client, method: str, address: str) -> int:
    """The status somebody gets; what was done is undone, and who gets 404 has done nothing."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        acts_before = Act.objects.count()
        status: int = getattr(client, method)(address).status_code
        if status == 404:
            assert Act.objects.count() == acts_before
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return status


def test_every_url_has_a_row() -> None:
    assert names(get_resolver()) - {row[0] for row in ROWS} == set()


def names(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            found.add(space + name_of(pattern))
    return found


def name_of(pattern: URLPattern) -> str:
    return pattern.name or str(pattern.pattern)


@pytest.mark.parametrize(("channel", "which", "expected"), CHANNELS)
def test_each_role_follows_the_channels_it_may(
    beijing: House, elsewhere: House, channel: str, which: int, expected: str
) -> None:
    """Which: 1 is open to everybody, 2 to participants only."""
    closed = NegotiatingText.objects.create(
        edition=beijing.edition, item=beijing.text.item, slug="closed", title=words("Closed"), number=2
    )
    followed = {"floor": (beijing.meeting, beijing.closed_meeting), "texts": (beijing.text, closed)}
    key = str(followed[channel.split(".", maxsplit=1)[0]][which - 1].pk)
    viewers = viewers_of(beijing, elsewhere)
    people = [viewers[role] for role in ROLES]

    admitted = [tickets.admits(tickets.Ticket(channel, key, "en", someone and someone.pk)) for someone in people]

    assert " ".join(str(int(admits)) for admits in admitted) == expected


def test_every_channel_has_a_row() -> None:
    assert set(channels.names()) == {row[0] for row in CHANNELS}


@pytest.mark.django_db
def test_the_record_of_a_closed_meeting_is_not_public(beijing: House) -> None:
    act = record_in_edition_log(beijing)

    assert Client().get(reverse("receipt", args=[E, act.ref])).status_code == 404


def record_in_edition_log(house: House) -> Act:
    with transaction.atomic():
        return record(log_for(house.edition.slug, "edition"), "floor.meeting-opened", {}, By(house.chair, "chair"))
