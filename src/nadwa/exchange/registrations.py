"""Registrations that a file asks for: judged against the delegations there are, carried out together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nadwa.acts.by import By
from nadwa.delegations import queries
from nadwa.delegations.commands import importing
from nadwa.delegations.commands.importing import Registration
from nadwa.delegations.models import Delegate
from nadwa.editions.models import Edition
from nadwa.exchange.previews import CHANGED, NEW, PASSED_OVER, REFUSED, SAME, name_of
from nadwa.record.models import Act
from nadwa.web.languages import OFFICIAL, plain
from nadwa.web.tables import in_any_language

COLUMNS: dict[str, Promise | str] = {
    "body": gettext_lazy("Body"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "language": gettext_lazy("Language"),
    "role": gettext_lazy("Role"),
    "rank": gettext_lazy("Rank"),
    "function": gettext_lazy("Function"),
}


def carry_out(by: By, edition: Edition, rows: list[dict[str, Any]], content: bytes, _language: str) -> Act:
    return importing.import_delegates(by, edition, registrations(rows), content)


def registrations(rows: Sequence[dict[str, Any]]) -> list[Registration]:
    """What a preview without refused lines carries out."""
    return [Registration(**row["values"]) for row in rows if row["state"] in {NEW, CHANGED}]


class Known:
    """What lines are judged against: bodies by any of their names, seats by address, offers, quotas."""

    def __init__(self, edition: Edition) -> None:
        delegations = list(edition.delegations.select_related("body"))
        self.bodies = {one.body.slug: one.body.slug for one in delegations}
        for one in delegations:
            self.bodies |= {plain(one.body.name, code).casefold(): one.body.slug for code in OFFICIAL}
        self.kinds = {one.body.slug: one.body.kind for one in delegations}
        seats = Delegate.objects.filter(delegation__edition=edition).select_related("person", "delegation__body")
        self.seats = {seat.person.username: seat for seat in seats}
        offers = list(queries.offers_of(edition).select_related("person", "delegation__body"))
        self.answering = {(one.person.username, one.delegation.body.slug) for one in offers}
        self.offered = [
            (one.delegation.body.slug, one.role) for one in offers if not one.declined_at and not one.replaces_id
        ]
        self.quotas = queries.quotas(edition)
        self.roles = in_any_language(dict(Delegate.Role.choices))
        self.ranks = in_any_language({str(value): label for value, label in Delegate.Rank.choices})
        self.languages = {code: code for code in OFFICIAL} | {"zh": "zh-hans"}

    def body_of(self, names: Iterable[str]) -> str:
        """The first of these names that is known here, else the last: what a reader would look for."""
        given = list(names)
        return next((name for name in given if name.casefold() in self.bodies), given[-1])

    def judged(self, line: int, given: dict[str, str]) -> dict[str, Any]:
        problems: list[list[str]] = []
        values: dict[str, Any] = {
            "body": self._one(problems, "body", given.get("body", ""), self.bodies),
            "name": name_of(problems, "name", given.get("name", ""), required=True),
            "email": self._email(problems, given.get("email", "")),
            "language": self._one(problems, "language", given.get("language") or "en", self.languages),
            "role": self._one(problems, "role", given.get("role") or Delegate.Role.ADVISER, self.roles),
            "rank": int(self._one(problems, "rank", given.get("rank") or "6", self.ranks) or 6),
            "function": name_of(problems, "function", given.get("function", ""), required=False),
        }
        seat = self.seats.get(values["email"])
        if seat and values["body"] and seat.delegation.body.slug != values["body"]:
            problems.append(["email", _("belongs to a delegate of another delegation")])
        state = REFUSED if problems else _state(values, seat)
        if state == NEW and (values["email"], values["body"]) in self.answering:
            state = PASSED_OVER
            problems.append(["email", _("has been asked already; to ask again, withdraw the offer first")])
        return {
            "line": line,
            "state": state,
            "values": values,
            "problems": problems,
        }

    def check_together(self, rows: list[dict[str, Any]]) -> None:
        """What no line shows by itself: an address twice, a second head, more than the quota."""
        rows = [row for row in rows if row["state"] != PASSED_OVER]
        emails = Counter(row["values"]["email"] for row in rows)
        seats = {email: (seat.delegation.body.slug, seat.role) for email, seat in self.seats.items()}
        seats |= {row["values"]["email"]: (row["values"]["body"], row["values"]["role"]) for row in rows}
        sizes, heads = (
            Counter(body for body, _role in [*seats.values(), *self.offered]),
            Counter(body for body, role in [*seats.values(), *self.offered] if role == "head"),
        )
        for row in rows:
            body = row["values"]["body"]
            quota = self.quotas.get(self.kinds.get(body, ""), 0)
            if row["values"]["email"] and emails[row["values"]["email"]] > 1:
                row["problems"].append(["email", _("stands in more than one line")])
            if row["values"]["role"] == Delegate.Role.HEAD and heads[body] > 1:
                row["problems"].append(
                    ["role", _("this delegation would have %(heads)s heads") % {"heads": heads[body]}]
                )
            if body and row["state"] == NEW and sizes[body] > quota:
                row["problems"].append(
                    [
                        "body",
                        _("this delegation would have %(seats)s delegates; its quota is %(quota)s")
                        % {"seats": sizes[body], "quota": quota},
                    ]
                )
            if row["problems"]:
                row["state"] = REFUSED

    def _one(self, problems: list[list[str]], column: str, given: str, known: dict[str, str]) -> str:
        found = known.get(given.casefold(), "")
        if not found:
            reason = _("“%(given)s” is not known here") % {"given": given} if given else _("is missing")
            problems.append([column, reason])
        return found

    def _email(self, problems: list[list[str]], given: str) -> str:
        try:
            validate_email(given)
        except ValidationError:
            problems.append(["email", _("“%(given)s” is no e-mail address") % {"given": given}])
            return ""
        return given.lower()


def _state(values: dict[str, Any], seat: Delegate | None) -> str:
    if seat is None:
        return NEW
    there = (seat.role, seat.rank, seat.function)
    return SAME if there == (values["role"], values["rank"], values["function"]) else CHANGED
