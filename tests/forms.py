"""A visitor who has no scripts: what she sends is what the page's own form holds, hidden fields and all, and what she
types over it. A form that no page shows cannot be sent; who forges a request says so."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import django.test
from lxml import html

Typed = Mapping[str, Any]
SHOWN = {200, 409, 422}
LED_AWAY = {301, 302}


class Client(django.test.Client):
    """Django's, with a page before its eyes."""

    page: tuple[str, html.HtmlElement] | None = None

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if answer.status_code in LED_AWAY:
            self.page = None
        if answer.status_code in SHOWN and answer.get("Content-Type", "").startswith("text/html") and answer.content:
            self.page = (request["PATH_INFO"], html.fromstring(answer.content.decode()))
        return answer

    def post(self, address: str, typed: Typed | None = None, *, page: str = "", **options: Any) -> Any:  # type: ignore[override]
        """Send the form for `address` that stands on `page`, on the page before one's eyes or at `address` itself, with
        what is `typed` over it: None in a field leaves it out, as an unticked box does."""
        form = self.form(address, typed or {}, page)
        return self.forged(address, filled(form, address, typed or {}), **options)

    def forged(self, address: str, data: Any = None, **options: Any) -> Any:
        """Send what no form of ours sends: programs, other sites, and whoever means harm."""
        return super().post(address, data, **options)

    def form(self, address: str, typed: Typed, page: str = "") -> html.FormElement:
        found = [] if page else self._forms(address, typed)
        if not found:
            answer = self.get(page or address)
            assert answer.status_code in SHOWN, f"say on which page the form for {address} stands"
            found = self._forms(address, typed)
        assert found, f"no form on {page or address} sends {sorted(typed)} to {address}"
        return found[0]

    def _forms(self, address: str, typed: Typed) -> list[html.FormElement]:
        if self.page is None:
            return []
        here, tree = self.page
        forms = [form for form in tree.forms if form.method == "POST" and _path(address) in _targets(form, here)]
        return [form for form in forms if _could_send(form, typed)]


def filled(form: html.FormElement, address: str, typed: Typed) -> dict[str, Any]:
    """What a browser would send."""
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))  # as browsers read a textarea
    if not any(button.get("name") in typed for button in _buttons(form)):
        pressed = next((one for one in _buttons(form) if one.get("formaction", address) == address), None)
        if pressed is not None and pressed.get("name"):
            sent[pressed.get("name")] = [pressed.get("value", "")]
    return {name: value for name, value in {**sent, **typed}.items() if value is not None}


def _could_send(form: html.FormElement, typed: Typed) -> bool:
    """Whether each name stands in the form, and hidden fields and buttons say what is sent."""
    names = {one.get("name") for one in form.iter("input", "select", "textarea", "button")}
    fixed: dict[str, set[str]] = {}
    for one in [*form.iterfind(".//input[@type='hidden']"), *_buttons(form)]:
        fixed.setdefault(one.get("name", ""), set()).add(one.get("value", ""))
    return set(typed) <= names and all(str(typed[name]) in fixed[name] for name in set(typed) & set(fixed))


def _targets(form: html.FormElement, here: str) -> set[str]:
    actions = [form.get("action", ""), *(one.get("formaction") for one in _buttons(form) if one.get("formaction"))]
    return {_path(urljoin(here, action)) for action in actions}


def _buttons(form: html.FormElement) -> list[html.HtmlElement]:
    return [one for one in form.iter("button") if one.get("type", "submit") == "submit"]


def _path(address: str) -> str:
    return urlsplit(address).path
