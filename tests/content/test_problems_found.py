"""Each problem of files, heads, texts, links and tests is found, at its file and line."""

import re
from pathlib import Path

import pytest

from elearn.content.messages import ENTRIES, describe
from elearn.content.problems import Place, Problem, Severity
from tests.content.courses import COURSE, LESSON, MODULE, PNG, SOURCES, Found, compiled, problems, quiz

W = "c/01-basics/01-why.md"
M = "c/01-basics/module.md"
Q = "c/01-basics/quiz.md"
C = "c/course.md"
S = "sources.yml"
HEAD = "---\ntitle: Lesson\n---\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"></svg>'
ASKS = "completion:\n  "
Change = dict[str, str | bytes | None]


def body(text: str) -> Change:
    """The lesson with this text from line 4 on."""
    return {W: HEAD + text}


def put(file: str, old: str, new: str) -> Change:
    """One of the valid files with a piece exchanged."""
    text = {C: COURSE, M: MODULE, W: LESSON, S: SOURCES}[file]
    assert old in text
    return {file: text.replace(old, new, 1)}


A_CASE = "## Case (always): {0}\nA letter.\n\n### Question: {0}? {{#{0}}}\n- [x] Right\n- [ ] Wrong\n\n"
CASE_IN_GROUP = (
    "## Group (draw 1)\n\n" + A_CASE.format("one").replace("##", "###") + "### Question: b? {#b}\n- [x] R\n- [ ] W\n"
)
TWO_CASES = "---\ntitle: E\ndraw: 1\n---\n" + A_CASE.format("one") + A_CASE.format("two")

CASES: list[tuple[str, str, int, Change]] = [
    ("front.none", W, 1, {W: "Text only.\n"}),
    ("front.unclosed", W, 1, {W: "---\ntitle: x\n\nText.\n"}),
    ("front.syntax", C, 3, put(C, "theme: Theme", "  - theme")),
    ("front.not-keys", W, 2, {W: "---\n- a\n- b\n---\nText.\n"}),
    ("front.missing-key", W, 1, {W: "---\nminutes: 5\n---\nText.\n"}),
    ("front.unknown-key", C, 3, put(C, "theme: Theme", "them: Theme")),
    ("front.doubled-key", C, 4, put(C, "theme: Theme", "theme: a\ntheme: b")),
    ("front.doubled-key", C, 4, put(C, "theme: Theme", "theme: a\nтема: b")),
    ("front.empty", C, 3, put(C, "theme: Theme", "theme:")),
    ("front.not-text", C, 4, put(C, "theme: Theme", "theme:\n  a: b")),
    ("front.unknown-word", C, 5, put(C, "level: basic", "level: easy")),
    ("front.not-number", C, 6, put(C, "hours: 2", "hours: two")),
    ("front.out-of-bounds", C, 6, put(C, "hours: 2", "hours: -1")),
    ("front.not-duration", Q, 3, {Q: quiz("one", head="title: Test\ntime: a while")}),
    ("front.not-date", C, 4, put(C, "theme: Theme", "theme: Theme\nreview_by: soon")),
    ("front.impossible-date", C, 4, put(C, "theme: Theme", "theme: Theme\nreview_by: 31.02.2027")),
    ("front.not-list", W, 4, {W: "---\ntitle: x\nobjectives:\n  a: b\n---\nText.\n"}),
    ("front.not-keys-here", M, 3, {M: "---\ntitle: x\nobjectives: deadlines\n---\nText.\n"}),
    ("front.bad-id", M, 4, put(M, "deadlines:", "Срокове:")),
    ("front.bad-language", C, 4, put(C, "language: bg", "language: Bulgarian")),
    ("front.out-of-bounds", Q, 3, {Q: quiz("a", head="title: E\nattempts: 0")}),
    ("front.out-of-bounds", Q, 3, {Q: quiz("a", head="title: E\npass: -5 %")}),
    ("front.out-of-bounds", C, 6, put(C, "hours: 2", "hours: 0")),
    ("front.too-short", Q, 3, {Q: quiz("a", head="title: E\ntime: 0")}),
    ("front.too-short", Q, 3, {Q: quiz("a", head="title: E\ntime: 0 часа")}),
    ("front.too-short", Q, 3, {Q: quiz("a", head="title: E\ntime: -30 мин")}),
    ("front.too-short", Q, 3, {Q: quiz("a", head="title: E\nwait: -2 дни")}),
    ("translation.into-itself", C, 5, put(C, "language: bg", "language: bg\ntranslations: en, bg")),
    ("translation.doubled-language", C, 5, put(C, "language: bg", "language: bg\ntranslations: en, en")),
    ("translation.doubled-language", C, 7, put(C, "language: bg", "language: bg\ntranslations:\n  - en\n  - en")),
    ("source.untranslated", S, 2,
     {**put(C, "language: bg", "language: bg\ntranslations: en"), **body("Text [@zni].\n")}),
    ("source.bad-key", S, 1, put(S, "zni:", "ЗНИ:")),
    ("source.not-keys", S, 1, {S: "zni: act\n"}),
    ("source.missing", S, 1, put(S, "  as_of: 2026-06-16\n", "")),
    ("source.bad-url", S, 6, put(S, "https://example.org/zni", "example.org")),
    ("source.as-of-future", S, 7, put(S, "2026-06-16", "2027-01-01")),
    ("source.review-before-as-of", S, 8, put(S, "2027-06-30", "2026-01-01")),
    ("source.past-review", S, 8, put(S, "2027-06-30", "2026-10-01")),
    ("citation.empty", W, 4, body("Text [@ ].\n")),
    ("citation.unknown-source", W, 4, body("Text [@znii чл. 5].\n")),
    ("glossary.not-definitions", "c/glossary.md", 1, {"c/glossary.md": "Just text.\n"}),
    ("glossary.empty", "c/glossary.md", 1, {"c/glossary.md": "\n"}),
    ("glossary.doubled", "c/glossary.md", 4, {"c/glossary.md": "Term\n: one\n\nTerm\n: two\n"}),
    ("heading.empty", W, 6, body("Text.\n\n##\n\nMore.\n")),
    ("heading.no-space", W, 6, body("Text.\n\n##More\n")),
    ("heading.title-in-text", W, 4, body("# Title\n\nText.\n")),
    ("heading.jump", W, 8, body("Text.\n\n## One\n\n#### Two\n\nText.\n")),
    ("heading.setext", W, 5, body("Heading\n=======\n\nText.\n")),
    ("heading.setext", W, 5, body("Heading\n---\n\nText.\n")),
    ("list.empty-item", W, 7, body("Text.\n\n- one\n-\n- two\n")),
    ("list.marks-without-question", W, 7, body("Text.\n\n- [ ] no\n- [x] yes\n")),
    ("list.marks-without-question", W, 7, body("Text.\n\n- [ ] no\n- [х] yes, in Cyrillic\n")),
    ("fence.unclosed", W, 6, body("Text.\n\n```\ncode\n")),
    ("comment.unclosed", W, 6, body("Text.\n\n<!-- remark\n")),
    ("details.unclosed", W, 6, body("Text.\n\n<details>\n<summary>x</summary>\ny\n")),
    ("details.no-title", W, 6, body("Text.\n\n/// details\ny\n///\n")),
    ("details.empty", W, 6, body("Text.\n\n/// details | x\n///\n")),
    ("container.unknown", W, 6, body("Text.\n\n/// detials | x\ny\n///\n")),
    ("container.unclosed", W, 6, body("Text.\n\n/// details | x\ny\n")),
    ("container.stray", W, 6, body("Text.\n\n///\n")),
    ("caption.empty", W, 8, body("| a | b |\n|---|---|\n| 1 | 2 |\n\n/// caption\n///\n")),
    ("caption.of-nothing", W, 6, body("Text.\n\n/// caption\nx\n///\n")),
    ("callout.unknown", W, 6, body("Text.\n\n> [!NOTICE]\n> x\n")),
    ("callout.empty", W, 6, body("Text.\n\n> [!NOTE]\n\nMore.\n")),
    ("callout.not-quoted", W, 6, body("Text.\n\n[!NOTE] x\n")),
    ("footnote.undefined", W, 4, body("Text[^a].\n")),
    ("footnote.unused", W, 6, body("Text.\n\n[^a]: note\n")),
    ("footnote.doubled", W, 7, body("Text[^a].\n\n[^a]: one\n[^a]: two\n")),
    ("footnote.empty", W, 6, body("Text[^a].\n\n[^a]:\n")),
    ("footnote.not-here", Q, 4, {Q: quiz("one").replace("---\n##", "---\nIntro[^a].\n\n##")}),
    ("table.ragged", W, 6, body("| a | b |\n|---|---|\n| 1 |\n")),
    ("diagram.wrong", W, 6, body("Text.\n\n```mermaid\ngrafh LR\n```\n> Description: x\n")),
    ("diagram.no-description", W, 9, body("Text.\n\n```mermaid\nflowchart LR\nA --> B\n```\n")),
    ("markup.unclosed-bold", W, 4, body("Some **bold text.\n")),
    ("html.active", W, 6, body("Text.\n\n<script>alert(1)</script>\n")),
    ("html.active", W, 4, body("Text <sub onclick=x>a</sub>.\n")),
    ("html.not-allowed", W, 4, body("Text <font color=red>a</font>.\n")),
    ("html.unclosed", W, 4, body("Text <sub>a.\n")),
    ("link.empty", W, 4, body("Text [a]().\n")),
    ("link.no-text", W, 4, body("Text [](https://example.org).\n")),
    ("link.lost-lesson", W, 4, body("Text [a](02-who.md).\n")),
    ("link.lost-file", W, 4, body("Text [a](../media/list.docx).\n")),
    ("link.lost-anchor", W, 4, body("Text [a](#nowhere).\n\n## Somewhere\n\nText.\n")),
    ("link.leaves-course", W, 4, body("Text [a](../../../etc/passwd).\n")),
    ("link.leaves-course", W, 4, body("Text [a](..%2F..%2F..%2Fetc/passwd).\n")),
    ("link.absolute", W, 4, body("Text [a](/help).\n")),
    ("link.bad-scheme", W, 4, body("Text [a](javascript:alert(1)).\n")),
    ("link.bad-scheme", W, 4, body("Text [a](//example.org).\n")),
    ("link.bad-scheme", W, 4, body("Text [a](ftp://example.org).\n")),
    ("link.bad-address", W, 4, body("Text [a](https://example).\n")),
    ("link.no-scheme", W, 4, body("Text [a](www.example.org).\n")),
    ("link.undefined-reference", W, 4, body("Text [a][b].\n")),
    ("link.loose", W, 4, body("Text [a] (https://example.org).\n")),
    ("link.reversed", W, 4, body("Text (a)[https://example.org].\n")),
    ("link.unclosed", W, 4, body("Text [a](https://example.org\n")),
    ("link.spaced", W, 4, body("Text [a](02 who.md).\n")),
    ("link.spaced", W, 4, body("Text [a](../media/the list.docx#top) and more.\n")),
    ("link.to-translation", W, 4, body("Text [a](01-why.en.md).\n") | {"c/01-basics/01-why.en.md": LESSON}),
    ("image.no-alt", W, 4, body("![](../media/a.png)\n") | {"c/media/a.png": PNG}),
    ("image.alt-is-name", W, 4, body("![a.png](../media/a.png)\n") | {"c/media/a.png": PNG}),
    ("image.lost", W, 4, body("![A tree](../media/b.png)\n")),
    ("image.not-image", W, 4, body("![A tree](../media/a.pdf)\n") | {"c/media/a.pdf": b"%PDF-1.7"}),
    ("image.external", W, 4, body("![A tree](https://example.org/a.png)\n")),
    ("file.not-utf8", W, 4, {W: HEAD.encode() + "Текст".encode("cp1251")}),
    ("file.stray", "c/notes.txt", 1, {"c/notes.txt": "x"}),
    ("file.stray", "c/01-basics/old.docx", 1, {"c/01-basics/old.docx": "x"}),
    ("id.empty", "c/01-basics/02-….md", 1, {"c/01-basics/02-….md": LESSON}),
    ("id.doubled", "c/01-basics/02-why.md", 1, {"c/01-basics/02-why.md": LESSON}),
    ("number.doubled", "c/01-basics/01-zoo.md", 1, {"c/01-basics/01-zoo.md": LESSON}),
    ("course.empty", C, 1, {M: None, W: None, Q: None}),
    ("course.past-review", C, 4, put(C, "theme: Theme", "theme: Theme\nreview_by: 01.10.2026")),
    ("module.no-number", "c/extra", 1, {"c/extra/01-x.md": LESSON}),
    ("module.no-file", M, 1, {M: None}),
    ("module.empty", "c/02-more/module.md", 1, {"c/02-more/module.md": MODULE}),
    ("module.requires-unknown", M, 3, put(M, "title: Module", "title: Module\nrequires: later")),
    ("lesson.no-number", "c/01-basics/more.md", 1, {"c/01-basics/more.md": LESSON}),
    ("lesson.empty", W, 4, body("\n")),
    ("lesson.empty", W, 4, body("## Only a heading\n")),
    ("objective.unknown", W, 3, {W: "---\ntitle: x\nobjectives: deadline\n---\nText.\n"}),
    ("completion.no-exam", C, 5, {**put(C, "theme: Theme", f"theme: Theme\n{ASKS}exam: pass"), "c/exam.md": None}),
    ("completion.no-quizzes", C, 5, {**put(C, "theme: Theme", f"theme: Theme\n{ASKS}quizzes: pass"), Q: None}),
    ("completion.nothing", C, 5, put(C, "theme: Theme",
                                     "theme: Theme\ncompletion:\n  lessons: none\n  quizzes: none\n  exam: none")),
    ("project.lost-logo", C, 8,
     put(C, "theme: Theme", "theme: Theme\nproject:\n  code: A\n  name: N\n  funder: F\n  logos: media/x.png")),
    ("media.unknown-type", "c/media/a.exe", 1, {"c/media/a.exe": "x"}),
    ("media.empty", "c/media/a.png", 1, {"c/media/a.png": ""}),
    ("media.not-what-it-says", "c/media/a.png", 1, {"c/media/a.png": "text"}),
    ("media.active-svg", "c/media/a.svg", 1, {"c/media/a.svg": SVG.replace("></", "><script>x</script></")}),
    ("media.active-svg", "c/media/a.svg", 1, {"c/media/a.svg": SVG.replace("<svg", "<svg onload='x'")}),
    ("media.unused", "c/media/a.png", 1, {"c/media/a.png": PNG}),
    ("quiz.empty", Q, 4, {Q: "---\ntitle: Test\n---\nIntro.\n"}),
    ("quiz.unknown-pool", "c/exam.md", 3, {"c/exam.md": quiz("a", head="title: E\npool: basic/quiz\ndraw: 1")}),
    ("quiz.draw-too-large", "c/exam.md", 3, {"c/exam.md": quiz("a", head="title: E\ndraw: 2")}),
    ("quiz.draw-too-large", "c/exam.md", 4, {"c/exam.md": quiz("a", head="title: E\npool: exam, modules\ndraw: 4")}),
    ("quiz.draw-below-cases", "c/exam.md", 3, {"c/exam.md": TWO_CASES}),
    ("quiz.always-outside-pool", "c/exam.md", 5,
     {"c/exam.md": "---\ntitle: E\npool: modules\n---\n" + A_CASE.format("one")}),
    ("quiz.always-in-group", "c/exam.md", 6, {"c/exam.md": "---\ntitle: E\n---\n" + CASE_IN_GROUP}),
    ("question.option-elsewhere", "c/exam.md", 4, {"c/exam.md": quiz("a").replace("Question:", "Question (always):")}),
    ("quiz.no-objectives", "c/exam.md", 4, {"c/exam.md": quiz("a", head="title: E\ndraw: 1\ndraw_by: objective")}),
    ("quiz.draw-by-without-draw", "c/exam.md", 3, {"c/exam.md": quiz("a", head="title: E\ndraw_by: objective")}),
    ("quiz.wait-without-attempts", Q, 4, {Q: quiz("a", head="title: E\nattempts: 1\nwait: 2 дни")}),
    ("quiz.key-without-review", Q, 4, {Q: quiz("a", head="title: E\nreview: never\nshow_key: yes")}),
    ("quiz.grace-without-time", Q, 3, {Q: quiz("a", head="title: E\ngrace: 30")}),
    ("quiz.practice-exam", "c/exam.md", 3, {"c/exam.md": quiz("a", head="title: E\npractice: yes")}),
    ("translation.orphan", "c/01-basics/02-who.en.md", 1, {"c/01-basics/02-who.en.md": LESSON}),
    ("translation.unexpected-language", "c/01-basics/01-why.en.md", 1, {"c/01-basics/01-why.en.md": LESSON}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "line", "changes"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_a_mistake_is_found_at_its_line(tmp_path: Path, code: str, path: str, line: int, changes: Change) -> None:
    assert Found(code, path, line) in problems(tmp_path, changes)


def test_the_valid_course_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize("rule", ["wait: 0", "grace: 0\ntime: 1", "time: 1 мин"])
def test_a_limit_that_can_be_kept_is_no_problem(tmp_path: Path, rule: str) -> None:
    assert problems(tmp_path, {Q: quiz("a", head=f"title: E\n{rule}")}) == []


@pytest.mark.parametrize(
    "link",
    ["[a](https://example.org)", '[a](https://example.org "In words")', "[a]( https://example.org )", "[1] (see b)"],
)
def test_a_link_without_spaces_in_its_address_is_no_problem(tmp_path: Path, link: str) -> None:
    assert problems(tmp_path, body(f"Text {link}.\n")) == []


def test_a_source_may_lack_the_languages_that_no_course_citing_it_is_offered_in(tmp_path: Path) -> None:
    assert problems(tmp_path, body("Text [@zni].\n")) == []


def test_a_language_named_twice_counts_once(tmp_path: Path) -> None:
    changed = put(C, "language: bg", "language: bg\ntranslations: bg, en, en")
    found = compiled(tmp_path, changed)
    assert found.unfinished[0].outline.languages == ("bg", "en")


def test_every_problem_is_collected_not_only_the_first(tmp_path: Path) -> None:
    found = problems(tmp_path, {**body("[a](b.md)\n\n##x\n\n> [!NO]\n> y\n"), **put(S, "zni:", "ЗНИ:")})
    assert {"link.lost-lesson", "heading.no-space", "callout.unknown", "source.bad-key"} <= {one.code for one in found}


def test_a_course_with_errors_is_not_given_out(tmp_path: Path) -> None:
    result = compiled(tmp_path, body("# Title\n"))
    assert result.courses == ()
    assert len(result.unfinished) == 1


CONTENT = Path(__file__).parents[2] / "elearn" / "content"
_CODE = re.compile(r'"([a-z]+\.[a-z0-9-]+)"')


def codes_in_sources() -> set[str]:
    """What is given to error(), warning() or wrong(), or looks like it in a table."""
    areas = {code.partition(".")[0] for code in ENTRIES}
    text = "\n".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.py") if "wordings" not in path.parts)
    return {code for code in _CODE.findall(text) if code.partition(".")[0] in areas and not code.endswith(".md")}


def test_every_code_has_words() -> None:
    assert codes_in_sources() - set(ENTRIES) == set()


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_every_code_is_explained_in_both_languages(code: str) -> None:
    details = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", ENTRIES[code].what + ENTRIES[code].hint)}
    problem = Problem(Place(Path("x.md")), Severity.ERROR, code, details)  # type: ignore[arg-type] # any path will do
    english, bulgarian = describe(problem, "en"), describe(problem, "bg")
    assert re.search("[а-я]{3}", "".join(bulgarian)), "not translated"
    assert english != bulgarian
    for sentence in (*english, *bulgarian):
        assert sentence
        assert "{" not in re.sub(r"\{#[^}]*\}|`[^`]*`", "", sentence)
    for name, value in details.items():
        assert value in "".join(bulgarian), name


def test_a_near_word_is_suggested() -> None:
    problem = Problem(Place(Path("x.md")), Severity.ERROR, "citation.unknown-source", {"key": "znii", "near": "zni"})  # type: ignore[arg-type] # any path will do
    assert "zni" in describe(problem, "bg")[1]
    assert "was meant" in describe(problem, "en")[1]
