"""Problems of front matter, the ledger and the glossary."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "front.none": Entry(
        N_("The file has no front matter."),
        N_("Begin it with a line `---`, then the keys ({keys}), then a line `---` again."),
    ),
    "front.unclosed": Entry(
        N_("The front matter is opened with `---` but not closed."), N_("Add a line `---` after its last key.")
    ),
    "front.syntax": Entry(
        N_("The front matter cannot be read at this place."),
        N_(
            "Write one `key: value` on a line, with a space after the colon; indent lists and inner keys by two spaces."
        ),
    ),
    "front.not-keys": Entry(N_("The front matter holds no keys."), N_("Write lines of the form `key: value`.")),
    "front.missing-key": Entry(N_("The key “{key}” is missing."), N_("Add it to the front matter.")),
    "front.unknown-key": Entry(
        N_("There is no key “{value}” in this kind of file."), N_("Correct its spelling or remove the line.")
    ),
    "front.doubled-key": Entry(N_("The key “{key}” stands twice."), N_("Keep one of the two lines.")),
    "front.empty": Entry(N_("The key has no value."), N_("Write the value after the colon, or remove the line.")),
    "front.not-text": Entry(N_("A single line of text belongs here."), N_("Write the value on the line of its key.")),
    "front.unknown-word": Entry(
        N_("“{value}” is not one of the words that this key may have."), N_("Use one of: {known}.")
    ),
    "front.not-number": Entry(N_("“{value}” is not a number."), N_("Write it in digits, without words.")),
    "front.out-of-bounds": Entry(N_("“{value}” is out of bounds."), N_("Write a number from {low} to {high}.")),
    "front.not-duration": Entry(
        N_("“{value}” is not a length of time."),
        N_("Write a number and a unit, for example `30 мин`, `2 дни`, `24 месеца`."),
    ),
    "front.too-short": Entry(
        N_("“{value}” is too short a time."), N_("Write `{least} min` or more, or remove the line.")
    ),
    "front.not-working-days": Entry(
        N_("“{value}” is not a number of working days."), N_("Write, for example, `5` or `5 работни дни`.")
    ),
    "front.not-date": Entry(N_("“{value}” is not a date."), N_("Write it as 31.03.2027 or 2027-03-31.")),
    "front.impossible-date": Entry(N_("There is no such day: {value}."), N_("Check the day and the month.")),
    "front.not-list": Entry(
        N_("A list belongs here."), N_("Write `- ` items below the key, or words parted by commas.")
    ),
    "front.not-keys-here": Entry(
        N_("This key has keys of its own."), N_("Write them on the lines below, indented by two spaces.")
    ),
    "front.bad-id": Entry(
        N_("“{value}” cannot be an id."), N_("Use small Latin letters, digits and hyphens, for example `deadlines`.")
    ),
    "front.bad-language": Entry(
        N_("“{value}” is not the code of a language."), N_("Use two small letters: `bg`, `en`.")
    ),
    "source.bad-key": Entry(
        N_("“{value}” cannot be the key of a source."),
        N_("Use small Latin letters, digits and hyphens, for example `zni`."),
    ),
    "source.not-keys": Entry(
        N_("The source “{value}” has no keys."), N_("Add title, url and as_of below it, indented by two spaces.")
    ),
    "source.missing": Entry(N_("The source “{key}” has no {needed}."), N_("Add it to the ledger.")),
    "source.untranslated": Entry(
        N_("The source “{key}” has no `{needed}` in the language “{language}”, in which a course cites it."),
        N_("Add it below `{needed}` in the ledger."),
    ),
    "source.bad-url": Entry(N_("“{value}” is not an address."), N_("Begin it with `https://`.")),
    "source.as-of-future": Entry(
        N_("The text of “{key}” is dated {value}, a day still to come."),
        N_("Write the date of the text that was read."),
    ),
    "source.review-before-as-of": Entry(
        N_("The review of “{key}” is due before the date of its text."), N_("Correct one of the two dates.")
    ),
    "source.past-review": Entry(
        N_("The source “{key}” was to be checked by {day}."),
        N_("Read its current text, correct what changed, and set new dates in the ledger."),
    ),
    "citation.empty": Entry(
        N_("The citation names no source."), N_("Write `[@key чл. 5]` with a key of `sources.yml`.")
    ),
    "citation.unknown-source": Entry(
        N_("There is no source “{key}” in the ledger."), N_("Correct the key or add the source to `sources.yml`.")
    ),
    "glossary.not-definitions": Entry(
        N_("The glossary holds only terms and meanings."),
        N_("Write the term on a line, and below it `: ` and its meaning."),
    ),
    "glossary.empty": Entry(N_("The glossary has no terms."), N_("Add terms, or remove the file.")),
    "glossary.no-meaning": Entry(N_("The term “{name}” has no meaning."), N_("Write it after the colon.")),
    "glossary.doubled": Entry(N_("The term “{name}” stands twice."), N_("Keep one of the two entries.")),
}
