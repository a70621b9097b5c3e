"""Problems of headings, options, groups and cases."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "question.no-colon": Entry(
        N_("There is no colon after “{keyword}” and its brackets."),
        N_("Write `{keyword}: text of the question`."),
    ),
    "question.empty-title": Entry(
        N_("There are no words after the colon."),
        N_("Begin the question in the heading; more text may follow below it."),
    ),
    "question.no-id": Entry(
        N_("The question has no id yet."),
        N_(
            "Run `elearn fmt`: it writes one at the end of the heading. By it answers find their question when "
            "the text changes."
        ),
    ),
    "question.doubled-id": Entry(
        N_("The id “{id}” already stands on line {line}."),
        N_("Remove it here and run `elearn fmt`, which writes a new one."),
    ),
    "question.bad-id": Entry(
        N_("“{id}” cannot be an id."),
        N_("Remove the curly brackets and run `elearn fmt`, which writes a good one."),
    ),
    "question.misplaced-id": Entry(
        N_("The id does not stand at the end of the heading."),
        N_("Move `{{#…}}` behind the last word."),
    ),
    "question.open-bracket": Entry(
        N_("The bracket with the options is not closed."),
        N_("Write `)` before the colon."),
    ),
    "question.empty-option": Entry(
        N_("There is nothing between two commas, or in the brackets."),
        N_("Write the option or remove the comma."),
    ),
    "question.unknown-option": Entry(
        N_("“{option}” is neither a type of question nor an option."),
        N_(
            "Separate options with a comma and a space: `(няколко верни, 2 т., отнема 0,5 т.)` or `(multiple, 2 "
            "points, penalty 0.5 points)`."
        ),
    ),
    "question.option-twice": Entry(
        N_("“{option}” states something for the second time."),
        N_("Keep one of the two."),
    ),
    "question.option-without-value": Entry(
        N_("“{option}” does not say how much or what."),
        N_("Write the value after it: `цел deadlines`, `мярка дни`, `скала 1–5`."),
    ),
    "question.option-elsewhere": Entry(
        N_("“{option}” has no meaning here."),
        N_("Type and points belong to a question, `случайни` and `от` (draw, from) to a group."),
    ),
    "question.two-types": Entry(
        N_("The brackets name two types that do not go together."),
        N_("Keep one type. Only a survey may add how it is answered: `(анкета, няколко верни)`."),
    ),
    "question.number-in-words": Entry(
        N_("A number is written in words."),
        N_("Write it in digits."),
    ),
    "question.bad-points": Entry(
        N_("“{option}” does not state points that can be read."),
        N_("Write `2 т.` or `0,5 т.` (`2 points`), with two decimals at most."),
    ),
    "question.points-out-of-bounds": Entry(
        N_("Points are more than 0 and at most 100."),
        N_("Write the points of this question alone; a question without points is a survey."),
    ),
    "question.points-elsewhere": Entry(
        N_("A survey gives no points."),
        N_("Remove them."),
    ),
    "question.penalty-elsewhere": Entry(
        N_("This type of question cannot take points away."),
        N_("Remove the penalty."),
    ),
    "question.penalty-over-points": Entry(
        N_("The penalty is larger than the points of the question."),
        N_("Lower it."),
    ),
    "question.unit-elsewhere": Entry(
        N_("Only a question for a number has a unit."),
        N_("Remove it, or make the question `(число)` / `(number)`."),
    ),
    "question.scale-elsewhere": Entry(
        N_("Only a survey has a scale."),
        N_("Write `(анкета, скала 1–5)` / `(survey, scale 1–5)`."),
    ),
    "question.bad-scale": Entry(
        N_("“{option}” is not a scale."),
        N_("Write its two ends: `скала 1–5` / `scale 1–5`."),
    ),
    "question.scale-reversed": Entry(
        N_("The scale runs from the larger number to the smaller one."),
        N_("Write the smaller number first."),
    ),
    "question.scale-too-long": Entry(
        N_("A scale has at most {most} steps."),
        N_("Choose ends that are closer, such as 1–5 or 0–10."),
    ),
    "question.bad-draw": Entry(
        N_("“{option}” does not say how many questions are drawn."),
        N_("Write a whole number above 0: `случайни 2` / `draw 2`."),
    ),
    "question.draw-too-large": Entry(
        N_("{draw} are to be drawn, but the group has {have}."),
        N_("Lower the number or add questions."),
    ),
    "question.pool-and-questions": Entry(
        N_("The group draws from another test and has questions of its own."),
        N_("Remove the one or the other, or make two groups."),
    ),
    "question.pool-without-draw": Entry(
        N_("The group draws from another test, but does not say how many."),
        N_("Add `случайни 2` / `draw 2` to the brackets."),
    ),
    "question.unknown-keyword": Entry(
        N_("This heading looks like a question, but its first word is not read as one."),
        N_("Begin with `Въпрос:`, `Казус:` or `Група:` (`Question:`, `Case:`, `Group:`), without a number."),
    ),
    "question.heading-without-hashes": Entry(
        N_("The line begins like a question, but it is not a heading."),
        N_("Put `## ` before “{keyword}” (in a case or group `### `), and no asterisks."),
    ),
    "question.heading-between": Entry(
        N_("The heading belongs to no question, and its text would be lost."),
        N_("In a test every heading begins with `Въпрос:`, `Казус:` or `Група:`."),
    ),
    "question.level": Entry(
        N_("The heading has the wrong number of number signs."),
        N_("Write {level} of them: two for a question of the test, three inside a case or group."),
    ),
    "question.inside-question": Entry(
        N_("A question stands inside another question."),
        N_("Give both headings the same number of number signs."),
    ),
    "question.wrong-nesting": Entry(
        N_("A group or case cannot stand here."),
        N_("A group holds questions and cases, a case only questions."),
    ),
    "question.group-in-lesson": Entry(
        N_("Groups are for tests only."),
        N_("Write the questions one by one, or move the group to `quiz.md`."),
    ),
    "question.group-without-questions": Entry(
        N_("The group has no questions."),
        N_("Write questions with `###` below it, or draw from another test: `(случайни 2, от foundations/quiz)`."),
    ),
    "question.text-in-group": Entry(
        N_("Text stands between the heading of the group and its first question; nobody would see it."),
        N_("Move it into the question, or make the group a case."),
    ),
    "question.case-without-text": Entry(
        N_("The case has no text."),
        N_("Describe it below its heading, before the first question."),
    ),
    "question.case-without-questions": Entry(
        N_("The case has no questions."),
        N_("Write them below it, each beginning with `### Въпрос:`."),
    ),
    "question.boxes-in-stem": Entry(
        N_("There are boxes in the text of the question; learners would see which is right."),
        N_("A question has one list of answers, the last one. Join the lists, or take the boxes off this one."),
    ),
    "question.text-after-answer": Entry(
        N_("After the answers only notes may follow."),
        N_(
            "Move the text above the list, or write it as a note: `> Обяснение: …`. In a lesson, end the question"
            " with `---`."
        ),
    ),
    "question.text-after-notes": Entry(
        N_("Text of the question stands after its notes."),
        N_("Move it above the first note. In a lesson, end the question with `---`."),
    ),
}
