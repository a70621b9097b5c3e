"""Problems of what stands in the text: headings, lists, links, images, callouts, footnotes, HTML."""

from collections.abc import Mapping

from elearn.content.phrases import N_, Entry

ENTRIES: Mapping[str, Entry] = {
    "heading.empty": Entry(N_("The heading has no text."), N_("Write it after the `#`, or remove the line.")),
    "heading.no-space": Entry(N_("A heading needs a space after the `#`."), N_("Write `## Heading`, not `##Heading`.")),
    "heading.title-in-text": Entry(
        N_("The text has a title of its own."),
        N_("The title stands in the front matter; begin headings in the text with `##`."),
    ),
    "heading.jump": Entry(
        N_("The heading jumps over a level."), N_("Use {expected} number signs here instead of {level}.")
    ),
    "heading.setext": Entry(
        N_("Underlined headings are not read, and a line under a text makes one."),
        N_("Write `## Heading`; leave an empty line above `---` that is meant as a rule."),
    ),
    "list.empty-item": Entry(N_("The item of the list is empty."), N_("Write its text or remove the line.")),
    "list.marks-without-question": Entry(
        N_("Answers are marked, but there is no question above them."),
        N_("Begin the question with a heading such as `## Въпрос: …` or `## Question: …`."),
    ),
    "fence.unclosed": Entry(N_("The block of code is not closed."), N_("Close it with a line ``` of its own.")),
    "comment.unclosed": Entry(N_("The comment is not closed."), N_("Close it with `-->`.")),
    "details.unclosed": Entry(N_("The collapsible part is not closed."), N_("Close it with `</details>`.")),
    "details.no-title": Entry(
        N_("The collapsible part has no title."), N_("Write it after the mark: `/// details | Title`.")
    ),
    "details.empty": Entry(N_("The collapsible part is empty."), N_("Write its text or remove it.")),
    "container.unknown": Entry(
        N_("There is no block “{name}”."), N_("Use `/// details | Title`, `/// caption` or `/// description`.")
    ),
    "container.unclosed": Entry(N_("The block “{name}” is not closed."), N_("Close it with a line `///`.")),
    "container.stray": Entry(
        N_("`///` closes a block that was not opened."), N_("Remove the line, or open the block above with its name.")
    ),
    "caption.empty": Entry(N_("The caption is empty."), N_("Write its text or remove it.")),
    "caption.of-nothing": Entry(
        N_("The caption belongs to nothing."), N_("Put it right below a table, an image or a diagram.")
    ),
    "callout.unknown": Entry(
        N_("There is no callout “{name}”."),
        N_("Use БЕЛЕЖКА, ВАЖНО, ПРИМЕР, ЗАКОН or ЧЕСТА-ГРЕШКА (NOTE, IMPORTANT, EXAMPLE, LAW, PITFALL)."),
    ),
    "callout.empty": Entry(
        N_("The callout has no text."), N_("Write it on the lines below, each beginning with `> `.")
    ),
    "callout.not-quoted": Entry(
        N_("The callout “{name}” does not begin with `>`."),
        N_("Write `> [!{name}]`, and `> ` before each of its lines."),
    ),
    "footnote.undefined": Entry(
        N_("The footnote “{name}” has no text."), N_("Add a line `[^{name}]: text` to the same file.")
    ),
    "footnote.unused": Entry(
        N_("Nothing refers to the footnote “{name}”."), N_("Put `[^{name}]` into the text, or remove the note.")
    ),
    "footnote.doubled": Entry(N_("The footnote “{name}” stands twice."), N_("Give one of them another name.")),
    "footnote.empty": Entry(N_("The footnote “{name}” is empty."), N_("Write its text after the colon.")),
    "footnote.not-here": Entry(
        N_("Footnotes stand in lessons only."), N_("Put the remark “{name}” into the text itself.")
    ),
    "table.ragged": Entry(
        N_("This row has {found} cells, the head of the table {expected}."),
        N_("Add or remove a `|`; a sign `|` inside a cell is written `\\|`."),
    ),
    "diagram.wrong": Entry(N_("The diagram cannot be drawn: {reason}."), N_("Correct it; the notation is Mermaid's.")),
    "diagram.no-description": Entry(
        N_("The diagram has no description."),
        N_("Write below it `> Описание: …` (`> Description: …`) that says everything the picture shows."),
    ),
    "markup.unclosed-bold": Entry(
        N_("Bold text is opened with `**` and not closed in this paragraph."),
        N_("Add the missing `**` or remove the other."),
    ),
    "html.active": Entry(N_("Scripts, styles, forms and frames have no place in a course: “{tag}”."), N_("Remove it.")),
    "html.not-allowed": Entry(N_("The HTML tag “{tag}” is not read."), N_("Write the same in Markdown.")),
    "html.unclosed": Entry(N_("The tag “{tag}” is not closed on its line."), N_("Close it, or remove it.")),
    "link.empty": Entry(N_("The link leads nowhere."), N_("Write the address in the round brackets.")),
    "link.no-text": Entry(N_("The link has no text."), N_("Write in the square brackets what it leads to.")),
    "link.lost-lesson": Entry(
        N_("There is no such page in the course: {target}."), N_("Check the path from this file's folder.")
    ),
    "link.lost-file": Entry(
        N_("There is no such file in the course: {target}."), N_("Put the file under `media/` and check the path.")
    ),
    "link.lost-anchor": Entry(
        N_("The page has no heading “{anchor}”."), N_("Take the words of the heading, in small letters with hyphens.")
    ),
    "link.leaves-course": Entry(
        N_("The path leaves the folder of the course: {target}."),
        N_("Copy the file into the course, or link to an address."),
    ),
    "link.absolute": Entry(
        N_("The path begins with `/`: {target}."),
        N_("Write it from this file's folder, for example `../media/file.pdf`."),
    ),
    "link.bad-scheme": Entry(
        N_("Links of this kind are not allowed: {target}."), N_("Use `https://`, `mailto:` or a path in the course.")
    ),
    "link.bad-address": Entry(N_("The address is not whole: {target}."), N_("Copy it again from the browser.")),
    "link.no-scheme": Entry(N_("The address lacks its beginning: {target}."), N_("Put `https://` before it.")),
    "link.undefined-reference": Entry(
        N_("The address of the link “{name}” is not stated."),
        N_("Add a line `[{name}]: https://…`, or write the address here."),
    ),
    "link.loose": Entry(
        N_("There is a space between the text of the link and its address."),
        N_("Write `[text](address)` without a space."),
    ),
    "link.reversed": Entry(
        N_("The brackets of the link are swapped."),
        N_("Write the text in square brackets, then the address in round ones."),
    ),
    "link.spaced": Entry(
        N_("The address of the link has a space in it."),
        N_("Name the file without spaces, or write `%20` in place of each."),
    ),
    "link.to-translation": Entry(
        N_("The link names a translation: {target}."),
        N_("Name the file without its language: everybody is then led to the text in their own."),
    ),
    "link.unclosed": Entry(N_("The link is not closed."), N_("Add the closing bracket `)` after the address.")),
    "image.no-alt": Entry(
        N_("The image has no alternative text."),
        N_("Say in the square brackets what it shows to one who cannot see it."),
    ),
    "image.alt-is-name": Entry(
        N_("The alternative text of the image is the name of its file."), N_("Say in words what the image shows.")
    ),
    "text.crowded": Entry(
        N_("The paragraph has {signs} signs, {count} of them opening brackets: that is too much to be read."),
        N_("Divide it into several paragraphs, and close each bracket."),
    ),
    "text.too-deep": Entry(
        N_("Lists and quotes stand within each other more than {most} deep."),
        N_("Write it flatter: nobody could read it."),
    ),
    "table.without-dashes": Entry(
        N_("These lines are not read as a table."), N_("Put a row of dashes below the first one: `|---|---|`.")
    ),
    "citation.unclosed": Entry(N_("The citation is not closed."), N_("End it with `]`: `[@zni чл. 22в]`.")),
    "image.lost": Entry(
        N_("There is no such image in the course: {target}."), N_("Put the file under `media/` and check the path.")
    ),
    "image.not-image": Entry(N_("This file is not an image: {target}."), N_("Use PNG, JPEG, GIF, WebP or SVG.")),
    "image.external": Entry(
        N_("The image stands on another site: {target}."),
        N_("Save it under `media/`, if its licence allows, and use the path."),
    ),
}
