"""What the verifiers check, number by number, in the reader's language (docs/record.md)."""

from django.utils.translation import gettext_lazy as _

CHECKS = {
    1: _("The archive opens, no member stands twice, and it is not too large."),
    2: _("The manifest names just the members that are there."),
    3: _("Every member has the hash that the manifest gives."),
    4: _("The keys are well formed, and each id is that of its key."),
    5: _("The checkpoint is of this log and signed with the key due at its size."),
    6: _("Every act is written in canonical form, with all its fields."),
    7: _("Every act is of this log and stands at its own number."),
    8: _("The acts are as many as the checkpoint says, and lead to its root."),
    9: _("The record extends each checkpoint that you kept."),
    10: _("Every published result is there, with its hash, and no other."),
    11: _("Every roll-call vote, counted again, has the result that is recorded."),
    12: _("Every change of the signing key is signed with the key before it."),
}
