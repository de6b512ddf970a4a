"""Whether anything refers to a row of the programme: what is used is corrected, not removed."""

from collections.abc import Callable

from django.db.models import Model

from nadwa.programme.models import AgendaItem
from nadwa.wall import over_the_wall

LettingGo = Callable[[AgendaItem], None]

_letting_go: list[LettingGo] = []


def bring(*letting_go: LettingGo) -> None:
    """What frees an item of that which refers to it without anybody having said or asked for anything."""
    _letting_go.extend(letting_go)


def let_go_of(item: AgendaItem) -> None:
    """Before it is asked whether the item is used, within the act that removes it."""
    with over_the_wall():  # whoever removes an item need not see what was prepared on it
        for let_go in _letting_go:
            let_go(item)


def is_used(row: Model) -> bool:
    with over_the_wall():  # statements that are filed, too, whoever may read them
        return any(
            relation.related_model._default_manager.filter(**{relation.field.name: row}).exists()
            for relation in row._meta.related_objects
        )
