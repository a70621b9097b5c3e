"""Training plans and groups."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "plan_asks": Words(
        _l("The plan “{plan}” asks you for this course, so you cannot leave it."),
        _l("If you need not take it, ask the coordinator of your unit to exempt you."),
    ),
    "plan_unknown": Words(_l("There is no such plan."), _l("Start from the list of plans.")),
    "plan_changed": Words(
        _l("Somebody has changed the plan meanwhile."), _l("Open it again, and look whom the change affects now.")
    ),
    "plan_over": Words(_l("This plan is over."), _l("Make a new one.")),
    "plan_begun": Words(_l("This plan has been active, so it is kept."), _l("End it instead: what people did stays.")),
    "plan_not_begun": Words(_l("This plan is a draft, so it cannot be ended."), _l("Activate it first.")),
    "plan_exists": Words(_l("The unit already has a plan called “{name}”."), _l("Choose another name.")),
    "plan_unnamed": Words(_l("The name is missing."), _l("Enter one by which people will know it.")),
    "plan_name_long": Words(_l("The name is longer than {most} characters."), _l("Shorten it.")),
    "plan_without_courses": Words(_l("No course is chosen."), _l("Choose at least one.")),
    "plan_course_unknown": Words(
        _l("A course that was chosen is no longer given."), _l("Choose among those that stand here.")
    ),
    "plan_needed": Words(
        _l("So many courses cannot be asked for."), _l("Write a number from 1 to {most}, or nothing.")
    ),
    "plan_due_twice": Words(_l("There can be one deadline only."), _l("Choose a date, or days after joining.")),
    "plan_due_past": Words(_l("The deadline has passed already."), _l("Choose today or a later day.")),
    "plan_day_unreadable": Words(_l("This is no date."), _l("Choose the last day on which the courses may be done.")),
    "plan_due_days": Words(_l("This is no number of days."), _l("Write a whole number from 1 to {most}.")),
    "plan_valid_months": Words(
        _l("This is no number of months."), _l("Write a whole number from 1 to {most}, or nothing.")
    ),
    "plan_audience_outside": Words(
        _l("Something chosen here does not belong to the unit of the plan."), _l("Choose among what stands here.")
    ),
    "plan_people_unknown": Words(
        _l("Nobody in the unit of the plan is called: {lines}."),
        _l("Write one e-mail or staff number on each line."),
    ),
    "plan_people_many": Words(
        _l("These are more than {most} people."), _l("Put them into groups, or choose their units.")
    ),
    "group_unknown": Words(_l("There is no such group."), _l("Start from the list of groups.")),
    "group_exists": Words(_l("The unit already has a group called “{name}”."), _l("Choose another name.")),
    "group_in_use": Words(
        _l("A plan is for this group, so it cannot be removed."), _l("Take it out of its plans first.")
    ),
}
