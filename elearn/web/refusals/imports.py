"""Tables of people: what cannot be read, and what is wrong in a row."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "table_none": Words(_l("No file was chosen."), _l("Choose a CSV or XLSX file and send it again.")),
    "table_empty": Words(_l("The file is empty."), _l("Choose the file with the table.")),
    "table_no_rows": Words(_l("Under the heads there is no row."), _l("Choose the file with the people in it.")),
    "table_large": Words(
        _l("The file is larger than {most} MB."), _l("Leave out what is not about people, or send it in parts.")
    ),
    "table_rows": Words(_l("The table has more than {most} rows."), _l("Send it in parts.")),
    "table_columns": Words(_l("The table has more than {most} columns."), _l("Leave out those that are not needed.")),
    "table_cell_long": Words(
        _l("In row {row} a cell has more than {most} characters."),
        _l("Check whether a quotation mark is missing there, and shorten the text."),
    ),
    "table_old_excel": Words(
        _l("This is a workbook of old Excel (.xls), or one with a password."),
        _l("Save it as .xlsx or as CSV, without a password."),
    ),
    "table_no_workbook": Words(
        _l("This archive is no Excel workbook."), _l("Save the table as .xlsx or as CSV and choose it again.")
    ),
    "table_bomb": Words(
        _l("Unpacked, this workbook would be too large."), _l("Copy the table alone into a new workbook.")
    ),
    "table_broken": Words(
        _l("The table cannot be read after row {row}."),
        _l("Open it in a spreadsheet program, save it anew and choose it again."),
    ),
    "table_encoding": Words(
        _l("The letters of the file cannot be read."), _l("Save it as CSV UTF-8 or as .xlsx and choose it again.")
    ),
    "table_too_much": Words(
        _l("Reading the file took too long or too much memory."), _l("Copy the table alone into a new workbook.")
    ),
    "table_busy": Words(_l("Another table is being read right now."), _l("Send the file again in a minute.")),
    "columns_name": Words(
        _l("It is not known which column holds the names."),
        _l("Choose the column with the whole name, or those with given and family name."),
    ),
    "columns_key": Words(
        _l("It is not known which column holds staff number or e-mail."),
        _l("Choose at least one of the two: people are known by them."),
    ),
    "columns_unknown": Words(_l("There is no such column in the file."), _l("Choose among those on the page.")),
    "columns_twice": Words(
        _l("Two columns were chosen for the same thing."), _l("Leave one of them, and “not used” for the other.")
    ),
    "batch_unknown": Words(_l("There is no such import in your units."), _l("Open the list of imports.")),
    "batch_begun": Words(
        _l("This import is being applied or has been applied already, so that its rows stay as they are."),
        _l("Open its page to see how it stands."),
    ),
    "batch_checking": Words(
        _l("The rows of this import are being checked just now."), _l("Wait until its page shows what each would do.")
    ),
    "batch_not_applied": Words(
        _l("Only an import that has been applied can be undone."), _l("Open its page to see how it stands.")
    ),
    "batch_incomplete": Words(
        _l("Not all rows of this file are there any more, so nothing of it is applied."),
        _l("Throw the import away and send the file again."),
    ),
    "batch_nothing": Words(_l("This file changes nothing."), _l("There is nothing to apply.")),
    "no_key": Words(_l("Neither staff number nor e-mail."), _l("Fill in at least one of the two.")),
    "name_parts": Words(
        _l("The name does not consist of two to six words."), _l("Write given name, father's name and family name.")
    ),
    "name_alphabets": Words(_l("The name mixes two alphabets."), _l("Write each part in one of them.")),
    "date_unreadable": Words(_l("“{text}” is no date."), _l("Write it like 01.03.2024.")),
    "date_unlikely": Words(_l("The date {text} cannot be right."), _l("It must lie between 1940 and a year from now.")),
    "text_long": Words(_l("The text is longer than {most} characters."), _l("Shorten it.")),
    "cell_formula": Words(_l("The cell holds a formula."), _l("Put its value there instead.")),
    "cell_egn": Words(_l("The cell held a personal number (ЕГН), which was not kept."), _l("Take it out of the file.")),
    "unit_ambiguous": Words(
        _l("There are several units called “{name}”."), _l("Name those above it too, from the top down.")
    ),
    "unit_not_there": Words(_l("There is no unit “{name}”."), _l("Check the spelling, or allow units to be added.")),
    "keys_of_two": Words(
        _l("Staff number and e-mail belong to two different people."),
        _l("Check both; if it is one person, merge them."),
    ),
    "email_of_another_number": Words(
        _l("This e-mail belongs to the person with staff number {number}."),
        _l("Check number and e-mail; a new number is put in on the page of the person."),
    ),
    "person_elsewhere": Words(
        _l("This e-mail or staff number belongs to somebody outside the chosen unit."),
        _l("Choose the unit above both, or ask whoever coordinates there."),
    ),
    "person_guarded": Words(
        _l("This person has further roles; a table changes neither their e-mail nor their leaving."),
        _l("Change it on the page of the person."),
    ),
    "row_repeated": Words(_l("The same person stands in row {row} already."), _l("Leave one of the rows.")),
    "row_left_unknown": Words(
        _l("Somebody who has left already and is not known here is not added."), _l("The row needs nothing.")
    ),
    "person_conflict": Words(
        _l("Somebody else took this e-mail or staff number meanwhile."), _l("Send the file again.")
    ),
}
