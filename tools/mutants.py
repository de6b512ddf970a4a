"""Whether the guard of each private field would be missed: python -m tools.mutants (make audit runs it).

In a copy of the tree the rule or query that keeps a field of tests/matrix/test_canaries.py is broken, one at a time.
The second wall is taken down, so that the first is tried alone. Then the canary of the field is looked for as those
who should not find it. Prints which mutants survive, and ends with 1 if any does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nadwa import postgres

ROOT = Path(__file__).parent.parent
COPIED = ("src", "tests", "locale", "data", "docs", "deploy", "tools", "pyproject.toml")
SRC = "src/nadwa/"
TEST = "tests/matrix/test_canaries.py::test_a_canary_is_found_by_those_alone_whom_it_is_for"
LOOKING = "stranger belmara secretariat"
ANYBODY = "rules.always_true"


@dataclass(frozen=True)
class Mutant:
    """What is broken: in `file`, which stands under src/nadwa, `old` becomes `new`; the canary of `field` is found."""

    field: str
    file: str
    old: str
    new: str


def opened(field: str, room: str, name: str, rule: str) -> Mutant:
    """A rule lets in anybody."""
    return Mutant(field, f"{room}/rules.py", f'add_perm("{name}", {rule})', f'add_perm("{name}", {ANYBODY})')


WALL = Mutant("", "wall.py", "with seen_by(request.user):", "if True:")
SEATS = "return is_focal_point(person, delegation) or Role.SECRETARIAT in roles(person, delegation.edition)"
ISSUED = "releases.filter(ended, issued_at__isnull=False)"
MUTANTS = [
    Mutant(
        "draft of a wording", "texts/queries/own.py", "list(drafts.filter(proposer=own.delegation))", "list(drafts)"
    ),
    Mutant("note of a position", "texts/queries/own.py", "Q(audience=Confided.Audience.PUBLIC)", "Q(pk__gt=0)"),
    opened("text under embargo", "press", "press.read_embargoed", "belongs_to(Audience.EMBARGO)"),
    Mutant("release under embargo", "press/queries.py", ISSUED, "releases.filter(issued_at__isnull=False)"),
    Mutant("release in draft", "press/queries.py", ISSUED, "releases.filter(ended)"),
    Mutant("passport", "delegations/rules.py", SEATS, "return True"),
    Mutant("nationality", "delegations/rules.py", SEATS, "return True"),
    Mutant("accessibility", "delegations/rules.py", SEATS, "return True"),
    opened("address of a delegate", "exchange", "exchange.import", "holds(Role.SECRETARIAT)"),
    opened("signatory of credentials", "delegations", "delegations.see", "is_focal_point | sits_in | secretariat"),
    opened("letter of credentials", "delegations", "delegations.read_letter", "is_focal_point | is_secretariat_of"),
    opened(
        "remark of an answer",
        "delegations",
        "delegations.see_invitation",
        "is_focal_point | holds(Role.HOST, Role.SECRETARIAT)",
    ),
    opened("contact of an applicant", "delegations", "delegations.evaluate", "secretariat"),
    opened(
        "evaluation of an applicant",
        "delegations",
        "delegations.see_list",
        "is_of_a_state | holds(Role.HOST, Role.SECRETARIAT)",
    ),
    opened("contact of a journalist", "press", "press.accredit", "holds(Role.SECRETARIAT, Role.SPOKESPERSON)"),
    opened("commitment in draft", "cooperation", "cooperation.see", "is_known"),
    opened("letter about an offer", "cooperation", "cooperation.write", "is_party"),
    opened("task of the hosts", "editions", "editions.prepare", "holds(Role.HOST, Role.SECRETARIAT)"),
    opened("opinion before moderation", "consultations", "consultations.moderate", "is_moderated_by"),
    opened("text for participants", "texts", "texts.read", "may_read"),
    Mutant("mail", "editions/templates/editions/mails.html", "{{ mail.subject }}", "{{ mail.subject }}{{ mail.body }}"),
    Mutant("document for participants", "programme/queries.py", " if one in belongs", ""),
    Mutant("document for States", "programme/queries.py", " if one in belongs", ""),
]


def main() -> int:
    survivors = []
    for mutant in MUTANTS:
        survived = survives(mutant)
        print(f"{'SURVIVED' if survived else 'found out'}\t{mutant.field}", flush=True)
        if survived:
            survivors.append(mutant.field)
    print(f"{len(MUTANTS)} mutants, {len(survivors)} survivors" + "".join(f"\n  {field}" for field in survivors))
    return 1 if survivors else 0


def survives(mutant: Mutant) -> bool:
    """Whether the canary of its field is still found by those alone whom it is for."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        for one in (WALL, mutant):
            break_in(tree / SRC / one.file, one)
        # The copy comes before what is installed.
        surroundings = {**os.environ, "PYTHONPATH": str(tree / "src"), "NADWA_LOOKING": LOOKING}
        surroundings["DATABASE_URL"] = postgres.start(ROOT / "var/mutants/postgres")
        command = [sys.executable, "-m", "pytest", "-q", f"{TEST}[{mutant.field}]"]
        tried = subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, check=False)
    return tried.returncode != 1


def break_in(file: Path, mutant: Mutant) -> None:
    source = file.read_text()
    if source.count(mutant.old) != 1:
        raise ValueError(f"{mutant.file}: “{mutant.old}” does not stand there once")
    file.write_text(source.replace(mutant.old, mutant.new))


if __name__ == "__main__":
    sys.exit(main())
