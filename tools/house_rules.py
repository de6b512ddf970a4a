"""Rules of the house that no linter knows: tools/house_rules.py. Ends with 1 where one is broken, naming the line."""

import ast
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "nadwa"
FORBIDDEN = {
    r"\|\s*safe\b|autoescape\s+off|\bsafeseq\b": "markup is escaped, always",
    r"<script(?![^>]*(\bsrc=|application/json))": "no inline script: the content security policy would stop it",
    r"\son[a-z]+\s*=\s*[\"']": "no handler in an attribute: the content security policy would stop it",
    r"\sstyle\s*=\s*[\"']": "no style in an attribute: the content security policy would stop it",
}
REQUESTS = re.compile(r"<[a-z]+\b(?=[^>]*\shx-(?:get|post)=)(?![^>]*\shx-(?:target|swap)=)[^>]*")
POSTED = re.compile(r"\bmethod\s*=\s*[\"']?post", re.IGNORECASE)
FORMS = SOURCE / "web" / "templates" / "web" / "act.html"
UNESCAPED = {"mark_safe", "SafeString"}
CHOICES = {"ModelChoiceField", "ModelMultipleChoiceField"}
REDIRECTS = {"redirect", "HttpResponseRedirect"}
TESTS = SOURCE.parent.parent / "tests"
CLIENT = re.compile(r"from django\.test import .*\b(Async)?Client\b|django\.test\.(Async)?Client\b")
KIND = re.compile(r'@kind\(\s*"([a-z-]+\.[a-z-]+)"')
VOCABULARY = SOURCE / "acts"
RECORDER = SOURCE / "record" / "acts.py"
VERIFIER = SOURCE / "record" / "nadwa_verify.py"  # it knows nothing but Python
VIEWS = re.compile(r"/(views(/\w+)?|api/\w+)\.py$")


def main() -> int:
    found = [*_in_templates(), *_in_python(), *_in_names(), *_in_tests()]
    print("\n".join(found) or "the rules of the house are kept")
    return int(bool(found))


def _in_templates() -> Iterator[str]:
    for file in sorted(SOURCE.rglob("*.html")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            for pattern, why in FORBIDDEN.items():
                if re.search(pattern, line):
                    yield _named(file, number, why)
            if POSTED.search(line) and file != FORMS:
                yield _named(
                    file, number, "what is posted is written with act or form: no token and no key is forgotten"
                )
            if REQUESTS.search(line):
                yield _named(file, number, "what asks says itself where the answer goes: nothing is inherited")


def _in_python() -> Iterator[str]:
    kinds = {name for file in VOCABULARY.glob("*.py") for name in KIND.findall(file.read_text())}
    for file in sorted(SOURCE.rglob("*.py")):
        is_view = VIEWS.search(file.as_posix())
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and node.value in kinds and not _names_kinds(file):
                yield _named(file, node.lineno, "a kind of act is named by its class in nadwa.acts")
            if isinstance(node, ast.Attribute) and node.attr == "objects" and is_view:
                yield _named(file, node.lineno, "a view finds through queries, which are scoped")
            if isinstance(node, ast.ImportFrom) and ".templatetags" in (node.module or "") and not _is_library(file):
                yield _named(
                    file,
                    node.lineno,
                    "what templates show is imported from where it is, such as web/figures.py",
                )
            for line in _found_by_hand(node):
                yield _named(file, line, "what an address names is found by get_object_or_404")
            if isinstance(node, ast.Call) and _name(node.func) == "append" and _is_plain(node) and file != RECORDER:
                yield _named(file, node.lineno, "a command records an object of nadwa.acts: record, not append")
            if isinstance(node, ast.Call) and (why := _refused(node)):
                yield _named(file, node.lineno, why)


def _in_names() -> Iterator[str]:
    """Where a module calls what belongs to a class, such as Motion.State, by its last name alone."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.Assign):
                for name, value in zip(_each(node.targets[0]), _each(node.value), strict=False):
                    if isinstance(value, ast.Attribute) and _name(name) == value.attr and _is_class(value.value):
                        why = f"{ast.unparse(value)} is named in full: other classes have others of that name"
                        yield _named(file, node.lineno, why)


def _each(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _is_class(node: ast.expr) -> bool:
    name = _name(node)
    return name[:1].isupper() and not name.isupper()


def _names_kinds(file: Path) -> bool:
    return file.parent == VOCABULARY or file == VERIFIER


def _found_by_hand(node: ast.AST) -> Iterator[int]:
    """Where the first of some rows is taken, and none is a 404."""
    body = getattr(node, "body", None)
    for taken, asked in pairwise(body if isinstance(body, list) else []):
        first = isinstance(taken, ast.Assign) and ast.unparse(taken.value).endswith(".first()")
        if first and isinstance(asked, ast.If) and ast.unparse(asked.body[0]) == "raise Http404":
            yield asked.lineno


def _is_plain(call: ast.Call) -> bool:
    """A function of the module, and no method such as that of lists."""
    return isinstance(call.func, ast.Name)


def _is_library(file: Path) -> bool:
    return file.parent.name == "templatetags"


def _in_tests() -> Iterator[str]:
    for file in sorted(TESTS.rglob("*.py")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if CLIENT.search(line) and file != TESTS / "forms.py":
                yield _named(file, number, "tests send what the page's form holds: Client is that of tests/forms.py")


def _refused(call: ast.Call) -> str:
    if _name(call.func) in CHOICES and not any(map(_is_hidden, call.keywords)):
        return "a choice of rows says in words of its own what each is: a class with label_from_instance"
    if _name(call.func) in UNESCAPED:
        return "markup is made by templates and format_html alone"
    if _name(call.func) in REDIRECTS and any(map(_comes_from_outside, call.args)):
        return "no redirect to where the request says"
    return ""


def _is_hidden(keyword: ast.keyword) -> bool:
    return keyword.arg == "widget" and _name(keyword.value) == "HiddenInput"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _comes_from_outside(node: ast.expr) -> bool:
    """Whether an expression reads what a browser sends: GET, POST, META, headers, cookies."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"GET", "POST", "META", "headers", "COOKIES"}
        for part in ast.walk(node)
    )


def _named(file: Path, line: int, why: str) -> str:
    return f"{file.relative_to(SOURCE.parent.parent)}:{line}: {why}"


if __name__ == "__main__":
    sys.exit(main())
