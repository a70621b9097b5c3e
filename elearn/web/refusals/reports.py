"""Files and papers about people and courses."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "report_file_unknown": Words(
        _l("There is no such file, or its days are over."),
        _l("Files are kept for seven days; ask for it anew from the page of the list."),
    ),
    "report_filter_long": Words(_l("This filter is too long."), _l("Choose it anew on the page of the list.")),
    "report_file_long": Words(
        _l("Such a file can have {most} rows at most."), _l("Narrow the list, or take CSV in place of a workbook.")
    ),
    "reports_waiting": Words(
        _l("{most} of your files are still being made."), _l("Wait until one of them is ready, then ask again.")
    ),
}
