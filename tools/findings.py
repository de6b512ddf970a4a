"""What a command has found beside what was asked for, as a table, and the status it ends with."""

import os
import platform
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Finding:
    """`holds` is None where it could not be tried here: that is no pass, and no failure."""

    what: str
    asked: str
    found: str
    holds: bool | None


def show(title: str, findings: list[Finding], untried: str) -> int:
    """Print the table with the machine in its title; 1 if something does not hold, else 0."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    table = Table("what", "asked", "found", "holds", title=f"{title}, {machine}")
    for each in findings:
        table.add_row(each.what, each.asked, each.found, {True: "yes", False: "NO", None: untried}[each.holds])
    Console(width=150).print(table)
    return int(any(each.holds is False for each in findings))
