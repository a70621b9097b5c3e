"""Words for a status of HTTP alone, where no refusal says more."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

STATUS: dict[int, Words] = {
    400: Words(_l("The request could not be understood."), _l("Go back, check what you entered and send it again.")),
    403: Words(_l("You may not open this page."), _l("Go back, or ask: below it says whom.")),
    404: Words(_l("There is no such page."), _l("Check the address, or start from the list of courses.")),
    405: Words(_l("This address does not accept that action."), _l("Go back and use the buttons on the page.")),
    409: Words(_l("Something has changed in the meantime."), _l("Reload the page to see how things stand now.")),
    413: Words(_l("The file is too large."), _l("Choose a smaller file and send it again.")),
    429: Words(_l("Too many requests in a short time."), _l("Wait a minute and try again; nothing has been lost.")),
    500: Words(
        _l("Something is not right on our side. Nothing has been lost."),
        _l("Try again in a minute; if it happens again, tell the support team the number below."),
    ),
    503: Words(_l("Very many people are here at this moment."), _l("Try again in a few seconds; nothing is lost.")),
}
