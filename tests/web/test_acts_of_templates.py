"""What `{% act %}` and `{% form %}` write: nothing that a form must have can be left out."""

from django.template import Context, Template
from lxml import html

PAGE = {"csrf_token": "a token", "edition": {"slug": "beijing-2016"}}


def written(template: str, **context: object) -> html.HtmlElement:
    return html.fromstring(Template(template).render(Context(context)))


def hidden(form: html.HtmlElement) -> dict[str, str]:
    return {field.get("name"): field.get("value") for field in form.iterfind(".//input[@type='hidden']")}


def test_a_button_carries_the_token_a_key_and_what_is_sent_along() -> None:
    form = written(
        '{% act "withdraw-objection" edition.slug 7 label=label seen="abc" %}', label="Withdraw <it>", **PAGE
    )

    assert (form.method, form.get("class")) == ("POST", "inline")
    assert form.action == "/en/beijing-2016/accreditation/7/withdraw/"
    assert hidden(form) | {"submission": ""} == {"csrfmiddlewaretoken": "a token", "submission": "", "seen": "abc"}
    assert len(hidden(form)["submission"]) > 10
    assert form.find("button").text == "Withdraw <it>"


def test_each_form_has_a_key_of_its_own() -> None:
    template = '{% act label="One" %}{% act label="Two" %}{% form %}<button>Three</button>{% endform %}'

    forms = written(f"<div>{template}</div>", **PAGE).forms

    assert len({hidden(form)["submission"] for form in forms}) == 3


def test_what_is_sent_in_place_goes_where_it_would_without_scripts() -> None:
    form = written('{% act "issue-badges" edition.slug label="Issue" in_place=True key="" %}', **PAGE)

    assert form.get("hx-post") == form.action
    assert form.get("hx-target") == "#notice"
    assert "submission" not in hidden(form)


def test_a_fragment_of_the_stream_has_nobodys_token() -> None:
    form = written('{% act "issue-badges" edition.slug label="Issue" key="one" %}', edition=PAGE["edition"])

    assert hidden(form) == {"submission": "one"}


def test_what_asks_first_is_a_link_that_says_on_what() -> None:
    link = written(
        '{% act "issue-badges" edition.slug label="Issue" about="A & B" asked=True place=2 data_needs="list" %}', **PAGE
    )

    assert (link.tag, link.text) == ("a", "Issue …")
    assert link.get("href").endswith("?place=2")
    assert link.get("aria-label") == "Issue: A & B"
    assert link.get("data-needs") == "list"
    assert link.get("hidden") is None


def test_fields_stand_in_the_form_as_they_were_written() -> None:
    inside = '<input name="code" value="&lt;">'

    form = written(
        f'{{% form at="/somewhere/" files=True id="door" of=3 hidden=True %}}{inside}{{% endform %}}', **PAGE
    )

    assert (form.action, form.get("enctype"), form.get("id")) == ("/somewhere/", "multipart/form-data", "door-3")
    assert form.get("hidden") is not None
    assert form.fields["code"] == "<"
