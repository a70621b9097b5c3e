"""Problems of answers and notes."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "question.no-choices": Entry(
        N_("The question has no answers."),
        N_("Write them as a list below it, for matching and statements as a table."),
    ),
    "question.needs-list": Entry(
        N_("The answers stand in a table; this type of question needs a list."),
        N_("Write one answer a line, or change the type in the brackets."),
    ),
    "question.needs-table": Entry(
        N_("The answers stand in a list; this type of question needs a table."),
        N_("Write a table, or change the type in the brackets."),
    ),
    "question.no-right-answer": Entry(
        N_("No answer is marked as right."),
        N_("Write `[x]` before the right one."),
    ),
    "question.two-right": Entry(
        N_("A second answer is marked as right."),
        N_("Keep one `[x]`, or write `(няколко верни)` / `(multiple)` in the heading."),
    ),
    "question.one-choice": Entry(
        N_("There is only one answer to choose from."),
        N_("Write at least two."),
    ),
    "question.not-two-choices": Entry(
        N_("True or false has exactly two answers, but there are {count}."),
        N_("Keep two of them, or change the type."),
    ),
    "question.identical": Entry(
        N_("This says the same as line {line}: “{text}”."),
        N_("Change or remove one of the two."),
    ),
    "question.empty-choice": Entry(
        N_("The answer has no words."),
        N_("Write it or remove the line."),
    ),
    "question.choice-without-box": Entry(
        N_("There is no box before this answer."),
        N_("Write `[ ]` before a wrong answer and `[x]` before the right one."),
    ),
    "question.unknown-mark": Entry(
        N_("“{mark}” is not a mark."),
        N_("Mark what is right with `x` and leave the rest empty."),
    ),
    "question.no-space-after-bullet": Entry(
        N_("There is no space after the bullet."),
        N_("Write `- [ ] answer`."),
    ),
    "question.box-elsewhere": Entry(
        N_("Boxes have no meaning in this type of question."),
        N_("Remove them, or change the type in the brackets."),
    ),
    "question.survey-with-key": Entry(
        N_("A survey has no right answers."),
        N_("Write the answers without boxes."),
    ),
    "question.answer-without-keyword": Entry(
        N_("The line is not read as an answer."),
        N_("Begin it with `Отговор:` / `Answer:` and without a box: `- Отговор: 14`."),
    ),
    "question.nested-answer": Entry(
        N_("A list stands below this line, and nobody would see it."),
        N_("Write it without indenting, or remove it."),
    ),
    "question.no-full-answer": Entry(
        N_("No answer earns all the points."),
        N_("One answer must stand without a share in brackets."),
    ),
    "question.bad-share": Entry(
        N_("“{share}” is no share of the points."),
        N_("Write a whole percent from 1 to 100: `(50 %)`."),
    ),
    "question.not-a-number": Entry(
        N_("“{option}” is not a number that can be read."),
        N_("Write digits: `14`, `14,5`, `13 до 15`, `14 ± 1`. The unit stands in the heading: `мярка дни`."),
    ),
    "question.ambiguous-number": Entry(
        N_("“{number}” can be read in two ways."),
        N_("Separate thousands with a space (`1 500`) and write decimals without zeros at the end (`1,5`)."),
    ),
    "question.range-reversed": Entry(
        N_("The range runs from the larger number to the smaller one: {number}."),
        N_("Write the smaller number first."),
    ),
    "question.too-few": Entry(
        N_("There are too few to answer with; at least {least} are needed."),
        N_("Add more, or use another type of question."),
    ),
    "question.not-two-columns": Entry(
        N_("Matching needs a table of two columns; this one has {count}."),
        N_("Left what is asked, right what belongs to it."),
    ),
    "question.row-width": Entry(
        N_("The row has {cells} cells, the head of the table {width}."),
        N_("Count the bars: an empty cell needs its own."),
    ),
    "question.empty-cell": Entry(
        N_("The cell is empty."),
        N_("Write its text. Only the left cell of a matching may stay empty: its right side then misleads on purpose."),
    ),
    "question.distractor-is-right": Entry(
        N_("“{text}” has no left side here, but is right in another row."),
        N_("Change it, or remove the row."),
    ),
    "question.matrix-columns": Entry(
        N_("Statements need a table with at least two columns to choose from."),
        N_("First column: the statement; then, for example, `Вярно` and `Невярно`."),
    ),
    "question.no-mark": Entry(
        N_("No column is marked for this statement."),
        N_("Put an `x` into the right one."),
    ),
    "question.two-marks": Entry(
        N_("Two columns are marked for this statement."),
        N_("Keep one `x`."),
    ),
    "question.ordering-without-numbers": Entry(
        N_("The steps are not numbered."),
        N_("Write them in the right order: `1.`, `2.`, `3.`"),
    ),
    "question.ordering-numbers": Entry(
        N_("The step has number {number} where {expected} is expected."),
        N_("The right order is the order of the lines; number them so."),
    ),
    "question.category-without-items": Entry(
        N_("Nothing belongs to the category “{category}”."),
        N_("Write its items below it, indented by two spaces."),
    ),
    "question.no-gaps": Entry(
        N_("There is no gap in the text."),
        N_("Write it in backticks and square brackets: `` `[14]` ``."),
    ),
    "question.gap-without-backticks": Entry(
        N_("This gap is not read, because it has no backticks around it."),
        N_("Write `` `[*right / wrong]` ``."),
    ),
    "question.gap-open": Entry(
        N_("The gap is not closed."),
        N_("End it with `]` and a backtick."),
    ),
    "question.empty-gap": Entry(
        N_("The gap, or a part of it, is empty."),
        N_("Write what is right in it."),
    ),
    "question.gap-without-star": Entry(
        N_("None of the choices in the gap is marked as right."),
        N_("Put a star before the right one: `` `[*кметът / съветът]` ``."),
    ),
    "question.gap-two-stars": Entry(
        N_("More than one choice in the gap is marked as right."),
        N_("Keep one star."),
    ),
    "question.gap-slash": Entry(
        N_("The star marks the right choice, but there is nothing to choose from."),
        N_("Separate the choices with a slash and spaces: `` `[*кметът / съветът]` ``."),
    ),
    "question.essay-without-criteria": Entry(
        N_("There are no criteria for marking the answer."),
        N_("Add `> Критерии: …` / `> Criteria: …`, in a test with the points for each."),
    ),
    "question.criteria-sum": Entry(
        N_("The points of the criteria add up to {sum}, those of the question to {points}."),
        N_("Write the points in brackets behind each criterion, and make them add up."),
    ),
    "question.essay-without-model": Entry(
        N_("There is no model answer for learners to compare theirs with."),
        N_("Add `> Обяснение: …` / `> Explanation: …` with an answer that is good."),
    ),
    "question.unknown-note": Entry(
        N_("The note begins with a word that is not read."),
        N_("Notes begin with `Обяснение:`, `Подсказка:` or `Критерии:` (`Explanation:`, `Hint:`, `Criteria:`)."),
    ),
    "question.note-without-keyword": Entry(
        N_("The note does not say what it is."),
        N_("Begin it with `> Обяснение:`, `> Подсказка:` or `> Критерии:`."),
    ),
    "question.feedback-not-indented": Entry(
        N_("The feedback does not stand under its answer."),
        N_("Indent the line by two spaces; an explanation of the whole question begins with `> Обяснение:`."),
    ),
    "question.note-indented": Entry(
        N_("This note stands under one answer, but it is about the whole question."),
        N_("Write it without indenting, after an empty line."),
    ),
    "question.note-before-answer": Entry(
        N_("The note stands before the answers; learners would read it too early."),
        N_("Move it below the list or table."),
    ),
    "question.note-twice": Entry(
        N_("There already is such a note."),
        N_("Join the two."),
    ),
    "question.empty-note": Entry(
        N_("The note is empty."),
        N_("Write its text or remove it."),
    ),
    "question.empty-feedback": Entry(
        N_("The feedback is empty."),
        N_("Write its text or remove the line."),
    ),
    "question.note-elsewhere": Entry(
        N_("This note has no meaning in this type of question."),
        N_("Criteria belong to a free answer; a survey has neither hint nor criteria."),
    ),
}
