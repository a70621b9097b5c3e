"""Problems between a text and its translation."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "translation.missing-file": Entry(
        N_("The translation {file} is missing."),
        N_("Write it beside {base}, or take the language out of `преводи` / `translations` in `course.md`."),
    ),
    "translation.missing-question": Entry(
        N_("The question “{title}” ({id}) from line {line} of the base text is missing."),
        N_("Translate it here, with the same `{{#{id}}}` at the end of its heading."),
    ),
    "translation.extra-question": Entry(
        N_("The base text has no question “{id}”."),
        N_("Remove it here, or write it in the base language first."),
    ),
    "translation.other-order": Entry(
        N_("The question “{id}” stands in another place than in the base text."),
        N_("Put the questions in the same order."),
    ),
    "translation.other-groups": Entry(
        N_("There are {here} cases, groups or questions in them, in the base text {base}."),
        N_("Give the translation the same cases and groups with the same questions."),
    ),
    "translation.other-type": Entry(
        N_("The type is “{here}”, in the base text “{base}”."),
        N_("Leave it out, or write the same one."),
    ),
    "translation.other-points": Entry(
        N_("The question gives {here} points, in the base text {base}."),
        N_("Leave the points out, or write the same."),
    ),
    "translation.other-penalty": Entry(
        N_("The penalty is {here} points, in the base text {base}."),
        N_("Leave it out, or write the same."),
    ),
    "translation.other-objective": Entry(
        N_("The objective is “{here}”, in the base text “{base}”."),
        N_("Leave it out, or write the same."),
    ),
    "translation.other-scale": Entry(
        N_("The scale is {here}, in the base text {base}."),
        N_("Leave it out, or write the same."),
    ),
    "translation.other-draw": Entry(
        N_("{here} are drawn, in the base text {base}."),
        N_("Leave it out, or write the same."),
    ),
    "translation.other-pool": Entry(
        N_("The group draws from “{here}”, in the base text from “{base}”."),
        N_("Leave it out, or write the same."),
    ),
    "translation.other-number": Entry(
        N_("The answer is {here}, in the base text {base}."),
        N_("Numbers are the same in all languages; correct the wrong one."),
    ),
    "translation.other-share": Entry(
        N_("The answer earns {here} percent, in the base text {base}."),
        N_("Write the same share."),
    ),
    "translation.other-key": Entry(
        N_("Here another answer is right than in the base text."),
        N_("Mark the same ones, in the same order."),
    ),
    "translation.other-gap": Entry(
        N_("The gap “{here}” is of another kind than “{base}” in the base text."),
        N_("A number stays a number, a choice a choice."),
    ),
    "translation.lost-choice": Entry(
        N_("There are {here} answers, in the base text {base}."),
        N_("Translate the one that is missing, in its place."),
    ),
    "translation.extra-choice": Entry(
        N_("There are {here} answers, in the base text {base}."),
        N_("Remove the one that is not in the base text."),
    ),
    "translation.lost-gap": Entry(
        N_("There are {here} gaps, in the base text {base}."),
        N_("Translate the one that is missing, in its place."),
    ),
    "translation.extra-gap": Entry(
        N_("There are {here} gaps, in the base text {base}."),
        N_("Remove the one that is not in the base text."),
    ),
    "translation.extra-option": Entry(
        N_("“{option}” does not stand in the base text."),
        N_("Remove it here, or add it there."),
    ),
    "translation.lost-note": Entry(
        N_("The note on line {line} of the base text is not translated."),
        N_("Add it below the answers."),
    ),
    "translation.extra-note": Entry(
        N_("The base text has no such note."),
        N_("Add it there, or remove it here."),
    ),
    "translation.lost-feedback": Entry(
        N_("In the base text this answer has feedback."),
        N_("Translate it below the answer, indented by two spaces."),
    ),
    "translation.extra-feedback": Entry(
        N_("In the base text this answer has no feedback."),
        N_("Add it there, or remove it here."),
    ),
    "translation.no-answer": Entry(
        N_("No answer in this language would be accepted."),
        N_("Add `- Answer: …` with the words that are right here."),
    ),
    "translation.no-unit": Entry(
        N_("The unit “{unit}” is not translated."),
        N_("Add it to the brackets: `unit days`."),
    ),
    "translation.stale": Entry(
        N_("The base text (line {line}) has changed since this was translated."),
        N_("Compare the two, then run `elearn translated` with this file."),
    ),
    "translation.block-removed": Entry(
        N_("The base text no longer has what stands here."),
        N_("Remove it, then run `elearn translated` with this file."),
    ),
    "translation.unconfirmed": Entry(
        N_("Nobody has confirmed that {file} says the same as the base text."),
        N_("Compare the two, then run `elearn translated` with this file."),
    ),
    "translation.unreadable-lock": Entry(
        N_("The line is not an entry of the lock."),
        N_("The tool keeps this file: remove the line and run `elearn translated` with the translation."),
    ),
    "translation.lock-without-file": Entry(
        N_("There is no translation “{file}”."),
        N_("Remove its lines, or bring the file back."),
    ),
    "translation.lost-block": Entry(
        N_("A block of the base text that belongs here is not translated."),
        N_("Compare the two texts and translate what is missing."),
    ),
    "translation.extra-block": Entry(
        N_("The base text has nothing that this block could translate."),
        N_("Add it to the base text first, or remove it here."),
    ),
    "translation.lost-row": Entry(
        N_("A row or item of the base text that belongs here is not translated."),
        N_("Compare the two and translate what is missing."),
    ),
    "translation.extra-row": Entry(
        N_("The base text has no such row or item."),
        N_("Add it to the base text first, or remove it here."),
    ),
    "translation.lost-value": Entry(
        N_("`{key}` is not translated."),
        N_("Add the key with its words in this language."),
    ),
    "translation.lost-objective": Entry(
        N_("The objective “{name}” is not translated."),
        N_("Add it below `objectives` with the same id."),
    ),
    "translation.lost-term": Entry(
        N_("The glossary has {here} terms, in the base language {base}."),
        N_("Translate the missing ones."),
    ),
    "translation.other-numbers": Entry(
        N_("Numbers differ from the base text: here {here}, there {base}."),
        N_("Correct whichever is wrong; digits in one language and words in another are all right."),
    ),
    "translation.other-citations": Entry(
        N_("The sources cited differ from the base text: here {here}, there {base}."),
        N_("Cite the same sources and articles in both."),
    ),
    "translation.other-criteria": Entry(
        N_("The criteria give {here} points, in the base text {base}."),
        N_("Write the same points in the same order."),
    ),
    "translation.untranslated": Entry(
        N_("The text stands here in the base language."),
        N_("Translate it."),
    ),
    "translation.no-id": Entry(
        N_("The question carries no id; it is taken for “{id}”, which stands at the same place in the base text."),
        N_("Run `elearn fmt`: it writes the id of the base text."),
    ),
}
