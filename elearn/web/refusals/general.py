"""What concerns no one feature: papers, feedback, roles."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "feedback_empty": Words(_l("Nothing was written."), _l("Go back, write what is hard for you and send it.")),
    "feedback_long": Words(_l("The text is too long."), _l("Go back and keep it under {most} characters.")),
    "name_unchanged": Words(
        _l("The name on the certificate is the one you have now."),
        _l("Correct your name first, then issue the certificate anew."),
    ),
    "certificate_not_live": Words(
        _l("This certificate no longer stands."),
        _l("Open your certificates to see the one that is valid now."),
    ),
    "certificate_unknown": Words(
        _l("There is no such certificate."),
        _l("Compare the code with the paper, or open your certificates."),
    ),
    "page_unknown": Words(_l("There is no such page."), _l("Check the address, or start from the list of guides.")),
    "not_permitted": Words(
        _l("This page is for people with another role."),
        _l("If you need it for your work, ask the coordinator of your unit."),
    ),
}
