"""Funded projects and their logos."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

_SAVE_ANEW = _l("Ask its author for a plain SVG, or save it as PNG.")

REFUSALS: dict[str, Words] = {
    "project_unknown": Words(_l("There is no such project."), _l("Start from the list of projects.")),
    "project_used": Words(
        _l("A plan names this project, so it cannot be removed."), _l("Take the project out of its plans first.")
    ),
    "project_text_missing": Words(_l("This is missing."), _l("Write it as the grant contract has it.")),
    "project_text_long": Words(
        _l("This is longer than {most} characters."), _l("Shorten it, so that it fits on a certificate.")
    ),
    "project_english_missing": Words(
        _l("The English words are missing."), _l("Write them too: certificates are printed in both languages.")
    ),
    "logos_many": Words(
        _l("There are more than {most} logos."), _l("Keep those that the rules of the programme ask for.")
    ),
    "logo_type": Words(_l("This is no PNG, SVG or JPEG file."), _l("Choose a picture of one of these types.")),
    "logo_large": Words(_l("The picture is larger than {most} KB."), _l("Save it smaller: it is printed 15 mm high.")),
    "logo_damaged": Words(_l("The file is not the picture that its name says."), _l("Save it anew and try again.")),
    "logo_active": Words(_l("The SVG holds scripts or loads other files."), _SAVE_ANEW),
    "logo_not_plain": Words(_l("The SVG holds more than plain shapes and words."), _SAVE_ANEW),
    "logo_many_pixels": Words(_l("The picture has more than four million pixels."), _l("Save it smaller.")),
    "logo_for_print": Words(
        _l("The picture is saved in the four colours of a printing house."), _l("Save it in RGB and try again.")
    ),
}
