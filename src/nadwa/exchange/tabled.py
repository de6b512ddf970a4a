"""The lines of a table by the names of its columns, which stand in its first line in any of the six languages."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nadwa.web.reading import apart
from nadwa.web.tables import BadUpload, in_any_language, lines_of

MOST_ROWS = 10_000


def filled_lines(
    content: bytes, columns: Mapping[str, Promise | str], needed: Collection[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each line that is not empty, and what it gives. Raises BadUpload."""
    header, *lines = apart(lines_of, content, MOST_ROWS + 2, 40) or [[]]
    places = _places(header, columns, needed)
    if len(lines) > MOST_ROWS:
        raise BadUpload([_("The file has more than %(most)s lines.") % {"most": MOST_ROWS}])
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            yield number, {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}


def _places(header: list[str], columns: Mapping[str, Promise | str], needed: Collection[str]) -> dict[str, int]:
    names = in_any_language(columns)
    found = [names[cell.strip().casefold()] for cell in header if cell.strip().casefold() in names]
    twice = [str(label) for name, label in columns.items() if found.count(name) > 1]
    if twice:
        raise BadUpload([_("Line 1 names a column twice: %(columns)s.") % {"columns": ", ".join(twice)}])
    places = {names[cell.strip().casefold()]: at for at, cell in enumerate(header) if cell.strip().casefold() in names}
    lacking = [str(columns[name]) for name in needed if name not in places]
    if lacking:
        raise BadUpload([_("Line 1 lacks columns: %(columns)s.") % {"columns": ", ".join(lacking)}])
    return places
