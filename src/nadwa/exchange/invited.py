"""Whom to invite, as a table: codes or names in any of the six languages, read with a preview of each line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa import clock
from nadwa.acts.by import By
from nadwa.delegations import queries
from nadwa.delegations.commands import inviting
from nadwa.delegations.commands.bodies import Letters
from nadwa.delegations.models import Body
from nadwa.delegations.ready_made import ReadyMade, by_code, everybody, folded
from nadwa.editions.capacities import Secretary
from nadwa.editions.models import Edition
from nadwa.exchange.previews import NEW, REFUSED, SAME
from nadwa.exchange.tabled import filled_lines
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL, plain, texts

COLUMNS: dict[str, Promise | str] = {
    "body": gettext_lazy("Body"),
    "email": gettext_lazy("E-mail address"),
    "language": gettext_lazy("Language"),
    "answer_by": gettext_lazy("Answer requested by"),
}
ANSWER_BEFORE = timedelta(days=60)
AT_LEAST = timedelta(days=14)
MOST_SUGGESTED, LONGEST = 50, 100  # lines with what may be meant, and names: whoever sends more has sent something else
Problems = list[list[str]]


def read(content: bytes, edition: Edition, _language: str) -> list[dict[str, Any]]:
    """What each line would do: {line, state, values, problems: [[column, reason]]}. Raises BadUpload."""
    known = Known(edition)
    rows = [known.judged(number, given) for number, given in filled_lines(content, COLUMNS, ["body"])]
    known.check_together(rows)
    return rows


def carry_out(by: By, edition: Edition, rows: list[dict[str, Any]], _content: bytes, _language: str) -> Act:
    assert isinstance(by, Secretary)  # noqa: S101 - nobody else has files read
    new = {row["means"]: row["values"] for row in rows if row["state"] == NEW}
    there = {_key(body): body for body in queries.bodies(edition)}
    listed = {_key(one): one for one in everybody().values()}
    letters = {_called(there.get(key) or listed[key]): _letters(each) for key, each in new.items() if each["email"]}
    return inviting.draft_invitations(
        by,
        edition,
        [there[key] for key in new if key in there],
        date.fromisoformat(next(iter(new.values()))["answer_by"]),
        listed=[listed[key] for key in new if key in listed],
        letters=letters,
    )


def _key(one: Body | ReadyMade) -> str:
    return f"body:{one.pk}" if isinstance(one, Body) else f"listed:{one.code}"


def _called(one: Body | ReadyMade) -> str:
    return one.listed or one.slug if isinstance(one, Body) else one.code


def _letters(values: dict[str, Any]) -> Letters:
    return Letters(values["email"], values["language"])


class Known:
    """What lines are judged against: bodies and the list, by codes and by names in any language."""

    def __init__(self, edition: Edition) -> None:
        self.names: defaultdict[str, list[Body | ReadyMade]] = defaultdict(list)
        bodies = list(queries.bodies(edition))
        known = by_code(bodies)
        for code, listed in everybody().items():
            self._name(known.get(code, listed), [code, *listed.words])
        for body in bodies:
            self._name(body, [body.slug, *texts(body.name).values()])
        self.suggested = 0
        self.invited = set(edition.invitations.values_list("body", flat=True))
        self.languages = {code: code for code in OFFICIAL} | {"zh": "zh-hans", "": ""}
        latest = edition.starts_on - ANSWER_BEFORE
        self.answer_by = min(edition.starts_on, max(latest, clock.now().date() + AT_LEAST))

    def _name(self, one: Body | ReadyMade, names: Iterable[str]) -> None:
        for name in {folded(name) for name in names}:
            if one not in self.names[name]:
                self.names[name].append(one)

    def meant(self, given: str) -> list[Body | ReadyMade]:
        """Those that are called so: a code may be that of a State and an acronym as well."""
        return self.names.get(folded(given), [])

    def judged(self, line: int, given: dict[str, str]) -> dict[str, Any]:
        problems: Problems = []
        meant = self.meant(given["body"])
        found = meant[0] if len(meant) == 1 else None
        if found is None:
            problems.append(["body", self._unknown(given["body"], meant)])
        language = self.languages.get(given.get("language", "").casefold())
        if language is None:
            problems.append(["language", _("“%(given)s” is not known here") % {"given": given["language"]}])
        values = {
            "body": plain(found.name) if found else given["body"],
            "email": self._email(problems, given.get("email", ""), found),
            "language": language or "",
            "answer_by": self._day(problems, given.get("answer_by", "")),
        }
        is_invited = isinstance(found, Body) and found.pk in self.invited
        state = REFUSED if problems else SAME if is_invited else NEW
        means = _key(found) if found else ""
        return {"line": line, "state": state, "values": values, "problems": problems, "means": means}

    def check_together(self, rows: Sequence[dict[str, Any]]) -> None:
        """What no line shows by itself: a body twice, two days for the answer."""
        first: dict[str, int] = {}
        days = [row["values"]["answer_by"] for row in rows if row["state"] == NEW]
        for row in rows:
            body = row["means"]
            if body and body in first:
                row["problems"].append(["body", _("stands in line %(line)s already") % {"line": first[body]}])
            if row["state"] == NEW and row["values"]["answer_by"] != days[0]:
                row["problems"].append(
                    ["answer_by", _("is another day than in the lines above: give all lines one day")]
                )
            first.setdefault(body, row["line"])
            if row["problems"]:
                row["state"] = REFUSED

    def _unknown(self, given: str, meant: list[Body | ReadyMade]) -> str:
        """Why a name is refused, with the names that come nearest."""
        if not given:
            return _("is missing")
        if meant:
            said = {"given": given, "names": "; ".join(plain(one.name) for one in meant)}
            return _("“%(given)s” stands for several: %(names)s. Write the name out.") % said
        names = self._near(given)
        if not names:
            return _("“%(given)s” is not known here") % {"given": given}
        said = {"given": given, "names": "; ".join(names)}
        return _("“%(given)s” is not known here. Is one of these meant: %(names)s?") % said

    def _near(self, given: str) -> list[str]:
        """What the nearest are called, of three at most."""
        if self.suggested >= MOST_SUGGESTED or len(given) > LONGEST:
            return []
        self.suggested += 1
        near = [self.names[name][0] for name in get_close_matches(folded(given), list(self.names), n=6, cutoff=0.6)]
        return list(dict.fromkeys(plain(one.name) for one in near))[:3]

    def _email(self, problems: Problems, given: str, found: Body | ReadyMade | None) -> str:
        if not given:
            return ""
        try:
            validate_email(given)
        except ValidationError:
            problems.append(["email", _("“%(given)s” is no e-mail address") % {"given": given}])
        if isinstance(found, Body) and found.email and found.email != given:
            known = _("another address is known, %(email)s: correct it on the page of the body")
            problems.append(["email", known % {"email": found.email}])
        return given

    def _day(self, problems: Problems, given: str) -> str:
        try:
            return str(date.fromisoformat(given)) if given else str(self.answer_by)
        except ValueError:
            problems.append(["answer_by", _("“%(given)s” is no day: write it as 2028-03-31") % {"given": given}])
            return given
