"""People as their employers keep them: units, posts, staff numbers, who left, duplicates."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "unit_unknown": Words(
        _l("There is no unit “{text}” among yours."), _l("Choose one that is proposed, or check how it is written.")
    ),
    "unit_unclear": Words(_l("“{text}” may be: {units}."), _l("Write one of them so.")),
    "staff_number_taken": Words(
        _l("Somebody of the organisation already has the staff number {number}."),
        _l("Check the number; if it is the same person twice, merge the two."),
    ),
    "staff_number_invalid": Words(
        _l("This is no staff number."), _l("Use up to {most} letters, digits, hyphens, points and slashes.")
    ),
    "staff_number_egn": Words(
        _l("This is a personal number (ЕГН), which is not kept here."),
        _l("Enter the number that the person has in the organisation's own list."),
    ),
    "staff_number_nowhere": Words(
        _l("A staff number belongs to an organisation."), _l("Choose the unit of the person as well.")
    ),
    "organisation_name_long": Words(
        _l("The name is longer than {most} characters."), _l("Use the short name by which the unit is known.")
    ),
    "organisation_not_root": Words(
        _l("Only an organisation has a kind and a code, not a unit below it."), _l("Open the organisation itself.")
    ),
    "organisation_kind": Words(
        _l("It is not said what kind of organisation this is."), _l("Choose municipality, chamber, company or another.")
    ),
    "organisation_code": Words(
        _l("The code is not one that staff numbers can begin with."), _l("Use up to 8 capital letters and digits.")
    ),
    "organisation_code_taken": Words(
        _l("Another organisation already has the code {sign}."), _l("Choose another one.")
    ),
    "organisation_into_itself": Words(
        _l("A unit cannot stand below itself."), _l("Choose a unit that is not part of the one you move.")
    ),
    "organisation_in_use": Words(
        _l("Something stands in this unit or names it: people, units, roles, plans or imported tables."),
        _l("Move what stands in it elsewhere, or rename the unit."),
    ),
    "tree_too_deep": Words(
        _l("The tree of units would get deeper than {most} levels."), _l("Choose a unit that stands higher.")
    ),
    "staff_numbers_meet": Words(
        _l("Some people of both organisations have the same staff numbers: {numbers}."),
        _l("Change these numbers first, or merge the people if they are the same."),
    ),
    "position_name_long": Words(
        _l("The position is longer than {most} characters."), _l("Use its official name without explanations.")
    ),
    "position_unknown": Words(_l("There is no such position."), _l("Reload the list of positions.")),
    "position_unnamed": Words(_l("The position has no name."), _l("Write its official name.")),
    "position_exists": Words(_l("There is already a position “{name}”."), _l("Give it another name, or use that one.")),
    "person_unreachable": Words(
        _l("Without an e-mail and a staff number nobody can sign in."), _l("Write one of the two, or both.")
    ),
    "person_has_wider_role": Words(
        _l("This person has a role that is wider than yours."), _l("Ask an administrator to make the change.")
    ),
    "person_is_oneself": Words(_l("Nobody does this to themselves."), _l("Ask another coordinator.")),
    "left_before_joined": Words(_l("The day of leaving is before the day of joining."), _l("Check both days.")),
    "role_to_oneself": Words(
        _l("Nobody gives roles to themselves or takes them from themselves."), _l("Ask another coordinator.")
    ),
    "role_beyond_units": Words(
        _l("This role acts on the whole platform, not on a unit alone."),
        _l("Only an administrator whose role holds everywhere gives it and takes it back."),
    ),
    "role_not_yours": Words(
        _l("You cannot give or take back this role there."),
        _l("Choose a unit of yours, or ask an administrator."),
    ),
    "day_malformed": Words(_l("This is not a day."), _l("Choose it from the calendar, or write it as 2026-11-30.")),
    "merge_with_itself": Words(_l("This is one and the same record."), _l("Choose the other one.")),
}
