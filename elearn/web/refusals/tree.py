"""People as their employers keep them: units, posts, staff numbers, who left, duplicates."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "staff_number_taken": Words(
        _l("Somebody of the organisation already has the staff number {number}."),
        _l("Check the number; if it is the same person twice, merge the two."),
    ),
    "staff_number_nowhere": Words(
        _l("A staff number belongs to an organisation."), _l("Choose the unit of the person as well.")
    ),
}
