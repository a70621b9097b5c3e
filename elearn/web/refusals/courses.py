"""Courses and their editions."""

from flask_babel import lazy_gettext as _l

from elearn.web.refusals.words import Words

REFUSALS: dict[str, Words] = {
    "course_unknown": Words(_l("There is no such course."), _l("Choose one from the list of courses.")),
    "course_withdrawn": Words(
        _l("This course is no longer given. {why}"),
        _l("Choose another from the list of courses. What you have earned stays yours."),
    ),
    "snapshot_unknown": Words(_l("There is no such edition of the course."), _l("Start from the page of the course.")),
    "source_unknown": Words(_l("No course cites this source."), _l("Choose one from the list of sources.")),
    "file_unknown": Words(_l("There is no such file."), _l("Open it from the lesson that shows it.")),
    "publish.kind-not-playable": Words(
        _l("The course asks questions of types that cannot be answered in the browser yet: {questions}."),
        _l("Ask them in one of the five types: one right, several right, true or false, short answer, number."),
    ),
    "publish.id-lost": Words(
        _l("Learners have results on parts that the new text no longer has: {ids}."),
        _l("Put them back, or name each old id under “formerly” in the part that takes its place."),
    ),
    "publish.note-long": Words(_l("The note is longer than {most} characters."), _l("Shorten it.")),
    "publish.change-unknown": Words(_l("There is no such kind of change."), _l("Use one of: {known}.")),
    "publish.why-missing": Words(
        _l("It is not said why the course is withdrawn."), _l("Write one sentence: learners will read it.")
    ),
    "publish.has-errors": Words(
        _l("The course cannot be published: the compiler finds errors in it."),
        _l("Check the drafts, mend the errors and publish again."),
    ),
    "publish.draft-moved": Words(
        _l("The text of the course has changed since you checked it."), _l("Check the drafts again, then publish.")
    ),
    "compile.busy": Words(
        _l("Another course is being checked at this moment."), _l("Send yours again in half a minute.")
    ),
    "compile.too-much": Words(
        _l("The check took too much time or memory and was stopped."),
        _l("Send fewer or shorter files, or check the course on your computer with “elearn check”."),
    ),
    "draft.none": Words(_l("No file was chosen."), _l("Choose a ZIP of a course or one Markdown file.")),
    "draft.type": Words(
        _l("This is neither a ZIP nor a Markdown file."),
        _l("Choose a file whose name ends in .zip or .md."),
    ),
    "draft.no-course": Words(
        _l("There is no course in the archive: it holds no file course.md."),
        _l("Put the whole folder of the course into the archive."),
    ),
    "draft.file-large": Words(_l("The file is larger than {most} MB."), _l("Split it into several lessons.")),
    "archive.broken": Words(
        _l("The archive is damaged or is not a ZIP."), _l("Make it again, by the system's own “compress to ZIP”.")
    ),
    "archive.too-many-files": Words(
        _l("The archive holds more than {most} files."), _l("Leave out what is not part of the course.")
    ),
    "archive.too-large": Words(
        _l("Unpacked, the archive is larger than {most} MB."), _l("Leave out large pictures and documents.")
    ),
    "archive.bomb": Words(
        _l("The file “{name}” is packed so tightly that it looks like an attempt to fill the disk."),
        _l("Leave it out of the archive."),
    ),
    "archive.nested": Words(
        _l("The archive holds another archive: “{name}”."), _l("Put its files into the folder of the course instead.")
    ),
    "archive.encrypted": Words(_l("The archive is locked by a password."), _l("Make it again without one.")),
    "archive.link": Words(
        _l("“{name}” is not a plain file but a link or a device."), _l("Put the file itself into the archive.")
    ),
    "archive.method": Words(
        _l("“{name}” is packed by an unusual method."), _l("Make the archive by the system's own “compress to ZIP”.")
    ),
    "archive.bad-name": Words(
        _l("The archive holds a file whose name is not allowed: {name}."),
        _l("Use letters, digits, spaces, hyphens and dots, in folders inside the archive."),
    ),
    "archive.doubled": Words(
        _l("The archive holds “{name}” twice."), _l("Leave one of the two; capital letters make no difference.")
    ),
}
