"""What the verifiers check, number by number, in the reader's language (docs/record.md)."""

from django.utils.translation import gettext_lazy as _

CHECKS = {
    1: _("The archive has the one form that a record may have, and nothing stands beside or between its members."),
    2: _("The manifest names just the members that are there."),
    3: _("Every member has the hash that the manifest gives."),
    4: _("The keys are well formed, no weak one is among them, and each has its own id."),
    5: _("The checkpoint is of this log and signed with the key due at its size."),
    6: _("Every act is written in canonical form, with all its fields and at a time that exists."),
    7: _("Every act is of this log and stands at its own number."),
    8: _("The acts are as many as the checkpoint says, and lead to its root."),
    9: _("The record extends each checkpoint that you kept."),
    10: _("Every published result is there, with its hash, and no other."),
    11: _("Every roll-call vote, counted again by the roll and majority with which it began, has the recorded result."),
    12: _("Every change of the signing key is signed with the key before it."),
    13: _(
        "Every act has the content that the schema of the acts requires for its kind."
        " Kinds that the schema does not know are listed."
    ),
}
