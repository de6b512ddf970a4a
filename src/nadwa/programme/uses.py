"""Whether anything refers to a row of the programme: what is used is corrected, not removed."""

from django.db.models import Model

from nadwa.wall import over_the_wall


def is_used(row: Model) -> bool:
    with over_the_wall():  # statements that are filed, too, whoever may read them
        return any(
            relation.related_model._default_manager.filter(**{relation.field.name: row}).exists()
            for relation in row._meta.related_objects
        )
