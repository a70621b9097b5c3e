"""Exemptions, completions elsewhere and extensions."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "completed_already": Words(
        _l("The person has completed this course here."), _l("Nothing is asked of them any more.")
    ),
    "credit_stands": Words(
        _l("An exemption or a recognised completion stands already."), _l("Take it back first, with a reason.")
    ),
    "credit_unknown": Words(_l("There is no such exemption or completion."), _l("Start from the page of the person.")),
    "credit_day": Words(
        _l("This is no day of the last twenty years."), _l("Write the day that stands on the document.")
    ),
    "credit_kind": Words(_l("It is not said where the course was completed."), _l("Choose one of the two.")),
    "credit_hours": Words(
        _l("This is no number of hours."), _l("Write the hours that stand on the document, for example 16 or 7,5.")
    ),
    "extension_day": Words(
        _l("This day gives no more time."), _l("Choose a day from today on that is later than the present deadline.")
    ),
    "extension_unknown": Words(_l("There is no such extension."), _l("Start from the page of the person.")),
    "extension_not_last": Words(
        _l("The deadline was extended once more after that."), _l("Take back the last extension first.")
    ),
    "attachment_type": Words(_l("This is no PDF, PNG or JPEG file."), _l("Attach a scan of one of these types.")),
    "attachment_large": Words(_l("The file is larger than {most} MB."), _l("Scan it in fewer colours or less finely.")),
    "attachment_damaged": Words(_l("The file is not what its name says."), _l("Scan or save it anew and try again.")),
    "together_many": Words(
        _l("These are more than {most} people."), _l("Divide the list, or make a plan with another deadline.")
    ),
    "together_nobody": Words(_l("Nobody is named."), _l("Write one e-mail or staff number to a line.")),
    "together_course": Words(_l("No course is chosen."), _l("Choose one that is given now.")),
}
