"""One lesson or test in all its languages: the unit that is compiled alone, in parallel, and kept by the cache."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from elearn.content import codec, diagrams, draws, essays, heads, parallel, translations
from elearn.content.glossary import Finder
from elearn.content.heads import Head
from elearn.content.links import Links
from elearn.content.marks import Checker, Gathered
from elearn.content.media import MediaFile
from elearn.content.model import Case, Citation, Group, Language, Lesson, LessonOutline, LessonText, Quiz, QuizItem
from elearn.content.notation import comparing, merge, parser, spans, strays
from elearn.content.notation.context import Context
from elearn.content.notation.parsed import ParsedGroup, ParsedQuestion, Side, cases_of, questions_of
from elearn.content.notation.spans import Span
from elearn.content.page import Page, Picture
from elearn.content.problems import Place, Problems
from elearn.content.questions import Question
from elearn.content.rendering import Piece, Rendered, Renderer
from elearn.content.schema import near
from elearn.content.source import SourceFile
from elearn.content.terms import QuizRules
from elearn.content.unit import AnchorLink, Body, Job, Setting, Unit
from elearn.ids import LessonId, QuestionId, QuizId

WORDS_A_MINUTE = 130
"""Attentive reading of Bulgarian administrative text; silent reading of light prose is faster."""
LEAST_MINUTES = 2
ESSAY_MINUTES = 5
"""For an essay that is compared by oneself; for another question one minute."""


@dataclass
class _Text:
    """One language of a unit while it is read."""

    language: Language
    head: Head
    gathered: Gathered
    side: Side
    rendered: Rendered
    spans: list[Span]

    def beside(self) -> parallel.Text:
        """What is compared with another language block by block: all but the questions."""
        return parallel.Text(self.head.file, self.language, self.head.body, self.spans)


class Workshop:
    """Compiles units of one course, one after another. Keeps its Markdown engine between them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._renderer = Renderer()
        self._finders = {language: Finder(terms, language) for language, terms in setting.terms.items()}

    def compile(self, job: Job) -> Unit:
        bench = _Bench(self._setting, job, self._renderer, self._finders)
        return bench.lesson() if job.kind == "lesson" else bench.quiz()


class _Bench:
    """One job on the workshop's bench."""

    def __init__(self, setting: Setting, job: Job, renderer: Renderer, finders: Mapping[Language, Finder]) -> None:
        self._setting = setting
        self._job = job
        self._renderer = renderer
        self._finders = finders
        self._problems = Problems()
        self._drawings: dict[str, MediaFile] = {}
        self._drawn: dict[str, bytes] = {}

    def lesson(self) -> Unit:
        texts = self._texts(in_lesson=True)
        base = texts[self._setting.base]
        items = self._merged(base, texts)
        questions = tuple(item for item in items if not isinstance(item, Case | Group))
        lesson = Lesson(
            LessonId(self._job.id), {language: self._lesson_text(text) for language, text in texts.items()}, questions
        )
        self._check_objectives(base)
        if not any(piece.kind not in {"heading", "rule", "notes"} for piece in base.rendered.pieces):
            self._problems.error(base.head.file.place(base.head.body + 1), "lesson.empty")
        outline = LessonOutline(
            id=LessonId(self._job.id),
            number=self._job.number,
            title=self._titles(texts),
            minutes=base.head.get("minutes") or _minutes(base.rendered.words, questions),
            self_checks=tuple(question.id for question in questions),
            objectives=tuple(base.head.get("objectives", ())),
            law_as_of=self._law_as_of(texts),
            formerly=tuple(LessonId(name) for name in base.head.get("formerly", ())),
        )
        return self._unit(texts, lesson, outline=outline)

    def quiz(self) -> Unit:
        texts = self._texts(in_lesson=False)
        base = texts[self._setting.base]
        items = self._merged(base, texts)
        intro = {language: "".join(piece.html for piece in text.rendered.pieces) for language, text in texts.items()}
        citations = {language: self._citations(text, text.gathered) for language, text in texts.items()}
        quiz = Quiz(QuizId(self._job.id), intro, tuple(items), citations)
        self._check_objectives(base)
        if not base.spans:
            self._problems.error(base.head.file.place(base.head.body + 1), "quiz.empty")
        places = {
            key: base.head.file.place(value.node.line, value.node.column) for key, value in base.head.values.items()
        }
        places |= {f"group:{item.title}": item.place for item in base.side.items if isinstance(item, ParsedGroup)}
        places |= {draws.case_key(number): case.place for number, case in enumerate(cases_of(base.side.items))}
        places |= essays.place(base.side.items)
        rules = heads.quiz_rules({language: text.head for language, text in texts.items()}, self._setting.base)
        return self._unit(texts, quiz, rules=rules, rule_places=places)

    def _merged(self, base: _Text, texts: Mapping[Language, _Text]) -> list[QuizItem]:
        others = [text.side for text in self._translations(texts)]
        return merge.merge(base.side, others, self._problems, objectives=self._job.objectives)

    # --- reading a text ----------------------------------------------------------------------------

    def _texts(self, *, in_lesson: bool) -> dict[Language, _Text]:
        found: dict[Language, _Text] = {}
        for language in self._setting.languages:
            if language in self._job.files:
                found[language] = self._text(language, self._job.files[language], in_lesson=in_lesson)
        base = found[self._setting.base]
        for text in self._translations(found):
            heads.check_translation(base.head, text.head)
            confirmed = self._job.confirmed.get(text.language, ())
            translations.check_stale(base.head.file, text.head.file, confirmed, self._problems)
            parallel.check(base.beside(), text.beside(), self._problems)
            cited, theirs = base.gathered.citations, text.gathered.citations
            comparing.check_citations(base.side, cited, text.side, theirs, self._problems)
        return found

    def _translations(self, texts: Mapping[Language, _Text]) -> list[_Text]:
        return [text for language, text in texts.items() if language != self._setting.base]

    def _text(self, language: Language, file: SourceFile, *, in_lesson: bool) -> _Text:
        head = heads.read(file, heads.LESSON if in_lesson else heads.QUIZ, self._problems)
        page, links = self._page(language, file, in_lesson=in_lesson)
        bare = replace(page, terms=None)  # a term opens in the text alone: a question's words stand in labels
        found = spans.spans(file.lines, in_lesson=in_lesson, start=head.body)
        context = Context(
            file,
            language,
            self._job.id,
            self._problems,
            lambda text, line: self._renderer.fragment(bare, text, line),
            in_lesson=in_lesson,
            is_translation=language != self._setting.base,
        )
        strays.check_outside(context, found, head.body)
        items = [item for span in found for item in parser.parse(context, span)]
        lines = file.lines if in_lesson or not found else file.lines[: found[0].first]
        taken = [(span.first, span.last) for span in found] if in_lesson else []
        rendered = self._renderer.document(page, lines, head.body, taken)
        gathered = Checker(file, links, self._setting.sources, self._problems, notes_allowed=in_lesson).run(head.body)
        side = Side(file.path, language, self._job.id, tuple(items), len(file.lines), in_lesson)
        return _Text(language, head, gathered, side, rendered, found)

    def _page(self, language: Language, file: SourceFile, *, in_lesson: bool) -> tuple[Page, Links]:
        own = self._job.id.rpartition("/")[2]
        folder = PurePosixPath(*file.path.parts[1:-1])
        links = Links(self._setting.places, folder, own)
        return (
            Page(
                file,
                language,
                own,
                self._problems,
                links.destination,
                links.picture,
                self._draw,
                self._setting.sources,
                cite_on_page=in_lesson,
                terms=self._finders.get(language) if in_lesson else None,
                base=self._setting.base,
            ),
            links,
        )

    def _draw(self, source: str) -> Picture | str:
        try:
            media, data = diagrams.draw(source)
        except diagrams.WrongDiagram as wrong:
            return str(wrong)
        self._drawings[media.path] = media
        self._drawn[media.path] = data
        return media.picture

    # --- putting together --------------------------------------------------------------------------

    def _titles(self, texts: Mapping[Language, _Text]) -> dict[Language, str]:
        return heads.by_language({language: text.head for language, text in texts.items()}, "title")

    def _lesson_text(self, text: _Text) -> LessonText:
        lead, segments = _segments(text.rendered)
        citations = self._citations(text, text.gathered)
        title = text.head.get("title", "")
        return LessonText(title, lead, segments, text.rendered.terms, citations, text.rendered.words)

    def _citations(self, text: _Text, gathered: Gathered) -> tuple[Citation, ...]:
        """Where each citation stands: its block, and its question where it stands in one."""
        starts = sorted((line, number) for number, line in text.rendered.lines)
        lines = [line for line, _ in starts]
        questions = questions_of(text.side.items)
        found = []
        for line, cited in gathered.citations:
            at = bisect_right(lines, line)
            block = starts[at - 1][1] if at else 0
            question = _question_at(questions, line + 1)
            if question is not None and not block:
                block = questions.index(question) + 1
            name = f"{self._job.id}#{question.head.own_id}" if question is not None else None
            found.append(Citation(cited.key, cited.locus, block, QuestionId(name) if name else None))
        return tuple(found)

    def _law_as_of(self, texts: Mapping[Language, _Text]) -> date | None:
        keys = {cited.key for text in texts.values() for _, cited in text.gathered.citations}
        days = [self._setting.sources[key].as_of for key in keys if self._setting.sources[key].is_law]
        return max(days, default=None)

    def _check_objectives(self, base: _Text) -> None:
        known = self._job.objectives
        for name in base.head.get("objectives", ()):
            if name not in known:
                base.head.wrong("objectives", "objective.unknown", name=name, near=near(name, list(known)))

    def _unit(
        self,
        texts: Mapping[Language, _Text],
        body: Lesson | Quiz,
        *,
        outline: LessonOutline | None = None,
        rules: QuizRules | None = None,
        rule_places: Mapping[str, Place] | None = None,
    ) -> Unit:
        media: dict[str, dict[Language, str]] = {}
        for language, text in texts.items():
            for path, words in text.gathered.media.items():
                media.setdefault(path, {})
                if words:
                    media[path][language] = words
        links = [
            AnchorLink(place, self._job.id if page == "." else page, language, anchor)
            for language, text in texts.items()
            for place, page, anchor in text.gathered.anchors
        ]
        return Unit(
            id=self._job.id,
            body=Body(body),
            digest=codec.digest((body, outline, rules)),
            cited=tuple(dict.fromkeys(cited.key for text in texts.values() for _, cited in text.gathered.citations)),
            problems=self._problems.sorted(),
            anchors={language: text.rendered.anchors for language, text in texts.items()},
            links=tuple(links),
            media=media,
            drawings=self._drawings,
            drawn=self._drawn,
            outline=outline,
            rules=rules,
            title=self._titles(texts),
            rule_places=rule_places or {},
            formerly=tuple(texts[self._setting.base].head.get("formerly", ())),
        )


def _segments(rendered: Rendered) -> tuple[str, tuple[str, ...]]:
    """The opening paragraph, and the HTML between the questions."""
    pieces = list(rendered.pieces)
    lead = ""
    if pieces and pieces[0].number == 1 and pieces[0].html.startswith("<p"):
        lead = pieces.pop(0).html
    segments: list[list[Piece]] = [[] for _ in range(len(rendered.taken) + 1)]
    for piece in pieces:
        at = bisect_right(rendered.taken, piece.number) if piece.number else len(rendered.taken)
        segments[at].append(piece)
    return lead, tuple("\n".join(piece.html for piece in segment) for segment in segments)


def _question_at(questions: list[ParsedQuestion], line: int) -> ParsedQuestion | None:
    return next((question for question in questions if question.head.line <= line <= question.last), None)


def _minutes(words: int, questions: Sequence[Question]) -> int:
    asked = sum(ESSAY_MINUTES if question.kind == "essay" else 1 for question in questions)
    return max(LEAST_MINUTES, math.ceil(words / WORDS_A_MINUTE) + asked)
