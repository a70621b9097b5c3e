"""From a draft and its compiled units to a `Course`: the outline, the checks across files, the digest."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from elearn.content import codec, draws, essays, heads, keywords, ledger
from elearn.content.drafts import CourseDraft, ModuleDraft
from elearn.content.media import MediaFile
from elearn.content.model import (
    CompletionRule,
    Course,
    Language,
    LessonOutline,
    Media,
    ModuleOutline,
    Outline,
    Project,
    Quiz,
    QuizOutline,
    Source,
)
from elearn.content.problems import Place
from elearn.content.schema import near
from elearn.content.unit import Lessons, Unit
from elearn.ids import CourseSlug, ModuleId, QuizId


def assemble(draft: CourseDraft, units: Mapping[str, Unit], today: date) -> Course:
    """The course, whole or not: its problems go to the draft's."""
    return _Assembly(draft, units).course(today)


class _Assembly:
    def __init__(self, draft: CourseDraft, units: Mapping[str, Unit]) -> None:
        self._draft = draft
        self._units = units
        self._problems = draft.problems
        self._quizzes: dict[str, Quiz] = {name: unit.quiz for name, unit in units.items() if unit.quiz is not None}

    def course(self, today: date) -> Course:
        draft = self._draft
        for unit in self._units.values():
            self._problems.take(unit.problems)
        self._check_anchors()
        outline = self._outline(today, self._media())
        quizzes = {QuizId(name): quiz for name, quiz in self._quizzes.items()}
        if not draft.modules:
            self._problems.error(self._top(), "course.empty")
        return Course(outline, Lessons(self._units.values()), quizzes, self._digest(outline))

    def _top(self) -> Place:
        return self._draft.heads[self._draft.base].file.place()

    def _outline(self, today: date, media: tuple[Media, ...]) -> Outline:
        draft, base = self._draft, self._draft.heads[self._draft.base]
        modules = tuple(self._module(module) for module in draft.modules)
        exam = self._quiz("exam") if draft.exam is not None else None
        hours, kind = heads.hours(base)
        sources = self._sources()
        return Outline(
            slug=CourseSlug(draft.files.slug),
            language=draft.base,
            languages=draft.languages,
            title=heads.by_language(draft.heads, "title"),
            summary=draft.summaries,
            description_html=draft.descriptions,
            theme=heads.by_language(draft.heads, "theme"),
            level=base.get("level", "basic"),
            hours=hours,
            hours_kind=kind,
            owner=base.get("owner", ""),
            edition=base.get("edition", ""),
            review_by=heads.review_by(base, today),
            completion=self._completion(modules, exam),
            certificate=heads.certificate(base),
            project=self._project(),
            modules=modules,
            exam=exam,
            sources=sources,
            law_as_of=max((source.as_of for source in sources if source.is_law), default=None),
            glossary=draft.setting.terms,
            media=media,
        )

    # --- modules and tests -------------------------------------------------------------------------

    def _module(self, module: ModuleDraft) -> ModuleOutline:
        lessons: list[LessonOutline] = []
        for job in module.jobs:
            unit = self._units.get(job.id)
            if unit is not None and unit.outline is not None:
                lessons.append(unit.outline)
        quiz_id = f"{module.files.id}/quiz"
        return ModuleOutline(
            id=ModuleId(module.files.id),
            number=module.files.number,
            title=heads.by_language(module.heads, "title"),
            summary_html=module.summaries,
            objectives=self._objectives(module),
            requires=tuple(ModuleId(name) for name in module.heads[self._draft.base].get("requires", ())),
            lessons=tuple(lessons),
            quiz=self._quiz(quiz_id) if quiz_id in self._quizzes else None,
        )

    def _objectives(self, module: ModuleDraft) -> dict[str, dict[Language, str]]:
        base = module.heads[self._draft.base].get("objectives", {})
        found: dict[str, dict[Language, str]] = {name: {} for name in base}
        for language, head in module.heads.items():
            for name, value in head.get("objectives", {}).items():
                if name in found:
                    found[name][language] = value.value
        return found

    def _quiz(self, name: str) -> QuizOutline | None:
        unit = self._units.get(name)
        if unit is None or unit.quiz is None or unit.rules is None:
            return None
        top = Place(self._draft.files.folder / "exam.md") if name == "exam" else self._quiz_place(name)

        def wrong(key: str, code: str, **details: object) -> None:
            self._problems.error(unit.rule_places.get(key, top), code, length=0, **details)

        def doubt(key: str, code: str, **details: object) -> None:
            self._problems.warning(unit.rule_places.get(key, top), code, length=0, **details)

        self._check_rules(unit, wrong)
        outline = draws.outline(unit.quiz, unit.rules, unit.title, self._quizzes, unit.formerly, wrong)
        essays.check(outline, unit.quiz, unit.rule_places, wrong, doubt)
        return outline

    def _quiz_place(self, name: str) -> Place:
        pages = self._draft.files.pages.items()
        paths = [path for path, page in pages if page == name and path.endswith("/quiz.md")]
        path = paths[0] if paths else "course.md"
        return Place(self._draft.files.folder / path)

    def _check_rules(self, unit: Unit, wrong: draws.Wrong) -> None:
        rules, typed = unit.rules, unit.rule_places
        if rules is None:
            return
        if rules.draw_by and rules.draw is None:
            wrong("draw_by", "quiz.draw-by-without-draw")
        if rules.wait_minutes and rules.attempts == 1:
            wrong("wait", "quiz.wait-without-attempts")
        if rules.show_key and rules.review.value == "never":
            wrong("show_key", "quiz.key-without-review")
        if "grace" in typed and rules.time_minutes is None:
            wrong("grace", "quiz.grace-without-time")
        if rules.practice and unit.id == "exam":
            wrong("practice", "quiz.practice-exam")

    # --- rules of the whole ------------------------------------------------------------------------

    def _completion(self, modules: tuple[ModuleOutline, ...], exam: QuizOutline | None) -> CompletionRule:
        """What completion asks for. Asking in so many words for what is not there is a problem."""
        head = self._draft.heads[self._draft.base]
        rule = heads.completion(head)
        typed = head.get("completion", {})
        has_quizzes = any(module.quiz is not None for module in modules)
        missing = {
            "exam": ("completion.no-exam", rule.exam and exam is None),
            "quizzes": ("completion.no-quizzes", rule.quizzes and not has_quizzes),
            "test_out": ("completion.no-quizzes", rule.test_out and not has_quizzes),
        }
        for key, (code, wrong) in missing.items():
            if wrong and key in typed:
                head.reading.wrong(typed[key].key, code)
        rule = replace(rule, quizzes=rule.quizzes and has_quizzes, exam=rule.exam and exam is not None)
        if not (rule.lessons or rule.quizzes or rule.exam):
            head.wrong("completion", "completion.nothing")
        return rule

    def _project(self) -> Project | None:
        head = self._draft.heads[self._draft.base]
        project = heads.project(self._draft.heads, self._draft.base)
        if project is None:
            return None
        for key in ("name", "funder"):
            if key not in head.get("project", {}):
                head.wrong("project", "front.missing-key", key=keywords.pair(key))
        known = self._draft.setting.places.media
        logos = []
        for logo in project.logos:
            file = known.get(logo)
            if logo.lower() in {"eu", "ес"}:
                logos.append("eu")
            elif file is not None and file.is_image:
                self._draft.media_used.add(logo)
                logos.append(logo)
            else:
                node = head.get("project")["logos"].node
                head.reading.wrong(node, "project.lost-logo", logo=logo)
        return replace(project, logos=tuple(logos))

    def _sources(self) -> tuple[Source, ...]:
        """The sources that lessons and tests cite, in the order of first citation."""
        keys = dict.fromkeys(key for unit in self._units.values() for key in unit.cited)
        cited = tuple(self._draft.setting.sources[key] for key in keys)
        ledger.check_languages(cited, self._draft.languages, self._draft.source_places, self._problems)
        return cited

    # --- files and links ---------------------------------------------------------------------------

    def _media(self) -> tuple[Media, ...]:
        """The files in use; the others are a warning each."""
        words: dict[str, dict[Language, str]] = {}
        for unit in self._units.values():
            for path, names in unit.media.items():
                words.setdefault(path, {}).update(names)
        known = self._draft.setting.places.media
        logos = self._logo_paths()
        used = [path for path in known if path in words or path in self._draft.media_used or path in logos]
        for path in known:
            if path not in used:
                self._problems.warning(Place(self._draft.files.folder / path), "media.unused", name=path)
        drawn = {path: file for unit in self._units.values() for path, file in unit.drawings.items()}
        return (*(_media(known[path], words.get(path, {})) for path in used), *(_media(f, {}) for f in drawn.values()))

    def _logo_paths(self) -> set[str]:
        project = heads.project(self._draft.heads, self._draft.base)
        return set(project.logos) if project is not None else set()

    def _check_anchors(self) -> None:
        for unit in self._units.values():
            for link in unit.links:
                target = self._units.get(link.page)
                known = _anchors(target, link.language, self._draft.base) if target is not None else frozenset()
                if link.anchor not in known and (target is None or target.outline is not None):
                    close = near(link.anchor, sorted(known))
                    self._problems.error(link.place, "link.lost-anchor", anchor=link.anchor, near=close)

    def _digest(self, outline: Outline) -> str:
        """Over the outline and the digests of all bodies, in order of their ids. What units hold is not read again."""
        modules = tuple(replace(module, lessons=()) for module in outline.modules)
        state = hashlib.sha256(codec.dump(replace(outline, modules=modules)))
        for name in sorted(self._units):
            state.update(f"{name}={self._units[name].digest}\n".encode())
        return state.hexdigest()


def _anchors(unit: Unit, language: Language, base: Language) -> Iterable[str]:
    return unit.anchors.get(language) or unit.anchors.get(base, frozenset())


def _media(file: MediaFile, words: Mapping[Language, str]) -> Media:
    return Media(file.path, file.sha256, file.mime, file.size, dict(words), attachment=bool(words))
