"""Problems of files and folders, of the course as a whole, its tests and its translations."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "tree.no-courses": Entry(N_("There is no course here."), N_("A course is a folder with a file `course.md`.")),
    "tree.unknown-course": Entry(
        N_("There is no course “{name}” here."), N_("Check the name of its folder and that it holds `course.md`.")
    ),
    "file.not-utf8": Entry(
        N_("The file is not saved as UTF-8 text."), N_("Open it in an editor and save it with the encoding UTF-8.")
    ),
    "file.too-large": Entry(N_("The file is larger than {limit}."), N_("Divide it into several.")),
    "file.long-line": Entry(
        N_("The line has more than {limit} signs."), N_("Divide it into paragraphs with empty lines between them.")
    ),
    "file.link": Entry(N_("“{name}” is a link to another place."), N_("Copy the file itself into the course.")),
    "file.stray": Entry(N_("“{name}” does not belong here and is not read."), N_("Move it to `media/` or remove it.")),
    "id.empty": Entry(
        N_("The name “{name}” gives no id."), N_("Use letters or digits after the number, for example `01-why`.")
    ),
    "id.reserved": Entry(
        N_("A lesson may not be called “{id}”: that address belongs to its module."), N_("Give the file another name.")
    ),
    "id.doubled": Entry(
        N_("“{other}” has the same id “{id}”."), N_("Rename one of the two; the number before the name does not count.")
    ),
    "number.doubled": Entry(N_("“{other}” has the same number {number}."), N_("Give one of the two another number.")),
    "course.bad-folder": Entry(
        N_("The folder of the course is called “{name}”."),
        N_("Use small Latin letters, digits and hyphens: it becomes the course's address."),
    ),
    "course.empty": Entry(N_("The course has no modules."), N_("Add a folder such as `01-basics` with lessons.")),
    "course.past-review": Entry(
        N_("The course was to be looked through by {day}."), N_("Read it again, then set a new date.")
    ),
    "module.no-number": Entry(
        N_("The folder “{name}” has no number."), N_("Begin its name with one, for example `02-{name}`.")
    ),
    "module.no-file": Entry(N_("The module “{name}” has no file `module.md`."), N_("Add it, with the module's title.")),
    "module.empty": Entry(N_("The module has no lessons."), N_("Add a lesson such as `01-why.md`.")),
    "module.requires-unknown": Entry(
        N_("No module before this one is called “{name}”."), N_("Write the folder's name without its number.")
    ),
    "lesson.no-number": Entry(
        N_("The file “{name}” has no number."), N_("Begin its name with one, for example `03-{name}`.")
    ),
    "lesson.empty": Entry(N_("The lesson has no text."), N_("Write it below the front matter.")),
    "objective.unknown": Entry(
        N_("The module has no objective “{name}”."), N_("Take an id from the objectives in `module.md`.")
    ),
    "completion.no-exam": Entry(
        N_("Completion asks for an exam, and the course has none."), N_("Add `exam.md`, or write `exam: none`.")
    ),
    "completion.no-quizzes": Entry(
        N_("Completion asks for tests, and no module has one."), N_("Add `quiz.md` to a module, or remove the line.")
    ),
    "completion.nothing": Entry(N_("Nothing is asked for completion."), N_("Ask for lessons, tests or the exam.")),
    "project.lost-logo": Entry(
        N_("There is no image “{logo}” for the project."), N_("Write `eu`, or the path of an image under `media/`.")
    ),
    "media.unknown-type": Entry(N_("Files of the type “{suffix}” are not published."), N_("Use one of: {known}.")),
    "media.too-large": Entry(N_("The file is larger than {limit}."), N_("Make it smaller.")),
    "media.empty": Entry(N_("The file is empty."), N_("Save it again.")),
    "media.not-what-it-says": Entry(
        N_("The content of the file is not what its ending {suffix} says."), N_("Export it again in that format.")
    ),
    "media.active-svg": Entry(
        N_("The drawing holds scripts or links to other places."), N_("Export it again as plain SVG.")
    ),
    "media.unused": Entry(N_("Nothing in the course uses “{name}”."), N_("Link to it, or remove the file.")),
    "quiz.empty": Entry(
        N_("The test has no questions."), N_("Add one that begins with `## Въпрос: …` or `## Question: …`.")
    ),
    "quiz.unknown-pool": Entry(N_("There is no test “{name}” to draw from."), N_("Use one of: {known}.")),
    "quiz.draw-too-large": Entry(
        N_("{draw} questions are drawn, and there are only {available}."), N_("Draw fewer, or add questions.")
    ),
    "quiz.group-draw-too-large": Entry(
        N_("The group draws {draw} questions, and there are only {available}."), N_("Draw fewer, or add questions.")
    ),
    "quiz.draw-below-objectives": Entry(
        N_("{draw} questions cannot cover {objectives} objectives."), N_("Draw at least one for each objective.")
    ),
    "quiz.draw-below-cases": Entry(
        N_("{draw} are drawn, and {cases} cases are always asked."), N_("Draw more, or remove `always` from a case.")
    ),
    "quiz.always-in-group": Entry(
        N_("The group draws some of its questions, so this case is not always asked."),
        N_("Put the case outside the group, or remove `always`."),
    ),
    "quiz.always-outside-pool": Entry(
        N_("The test does not ask its own questions, so this case is never asked."),
        N_("Name the test itself in `pool`, or remove `always`."),
    ),
    "quiz.no-objectives": Entry(
        N_("Questions are drawn by objective, and none names one."),
        N_("Add `цел …` to the questions, or remove the line."),
    ),
    "quiz.draw-by-without-draw": Entry(
        N_("It is not stated how many questions are drawn."), N_("Add `draw`, or remove this line.")
    ),
    "quiz.wait-without-attempts": Entry(
        N_("There is one attempt only, so there is nothing to wait for."), N_("Remove `wait`, or allow more attempts.")
    ),
    "quiz.key-without-review": Entry(
        N_("Right answers cannot be shown where there is no feedback."), N_("Change `review`, or remove `show_key`.")
    ),
    "quiz.grace-without-time": Entry(
        N_("Without a time limit there is no grace."), N_("Add `time`, or remove `grace`.")
    ),
    "quiz.essay-without-marker": Entry(
        N_("An essay is asked here, and the test does not say who marks it."),
        N_("Add `оценява: …` / `marker: …` to the front matter: a name or an office."),
    ),
    "quiz.essay-without-days": Entry(
        N_("An essay is asked here, and the test does not say within how many working days it is marked."),
        N_("Add `срок_за_оценяване: 5` / `marking_days: 5` to the front matter."),
    ),
    "quiz.marker-without-essay": Entry(
        N_("The test asks no essay, so nobody marks it by hand."), N_("Remove the line, or add an essay.")
    ),
    "quiz.anonymous-without-essay": Entry(
        N_("The test asks no essay, so there is nothing to mark without names."),
        N_("Remove the line, or add an essay."),
    ),
    "quiz.practice-exam": Entry(
        N_("The exam cannot be practised: that would tell its right answers beforehand."), N_("Remove the line.")
    ),
    "translation.orphan": Entry(
        N_("There is no file “{base}” that this one translates."), N_("Correct the name, or add the file.")
    ),
    "translation.unexpected-language": Entry(
        N_("The course has no translation into “{language}”."),
        N_("Add the language to `translations` in `course.md`, or rename the file."),
    ),
    "translation.into-itself": Entry(
        N_("“{value}” is the base language of the course: it is not translated into itself."),
        N_("Take it out of `translations`."),
    ),
    "translation.doubled-language": Entry(N_("The language “{value}” stands twice."), N_("Name it once.")),
    "translation.other-value": Entry(
        N_("“{key}” says something else than in the base language."),
        N_("Remove the line here: it is taken from the base."),
    ),
    "translation.unknown-objective": Entry(
        N_("The base language has no objective “{name}”."), N_("Use the same ids as in `module.md`.")
    ),
}
