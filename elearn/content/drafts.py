"""A course while it is read: its heads, modules, glossary and files, everything but lessons and tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

from elearn.content import glossary, heads, media, parallel, source, translations, tree
from elearn.content.cache import Cache, key
from elearn.content.heads import Head
from elearn.content.ledger import Ledger
from elearn.content.links import Links, Places
from elearn.content.marks import Checker, Gathered
from elearn.content.media import MediaFile
from elearn.content.model import Language, Term
from elearn.content.page import Page
from elearn.content.problems import Place, Problems
from elearn.content.rendering import Renderer
from elearn.content.schema import Schema, near
from elearn.content.source import BASE, SourceFile
from elearn.content.tree import CourseFiles, ModuleFiles, Siblings
from elearn.content.unit import Job, Setting


@dataclass
class ModuleDraft:
    files: ModuleFiles
    heads: dict[Language, Head]
    summaries: dict[Language, str]
    jobs: list[Job] = field(default_factory=list)


@dataclass
class CourseDraft:
    """`jobs` are the lessons and tests still to compile. `media_used` are paths that heads and texts refer to."""

    files: CourseFiles
    base: Language
    languages: tuple[Language, ...]
    heads: dict[Language, Head]
    descriptions: dict[Language, str]
    summaries: dict[Language, str]
    modules: list[ModuleDraft]
    exam: Job | None
    setting: Setting
    setting_key: str
    media_used: set[str]
    source_places: Mapping[tuple[str, str], Place]
    problems: Problems

    def jobs(self) -> list[Job]:
        lessons = [job for module in self.modules for job in module.jobs]
        return [*lessons, self.exam] if self.exam is not None else lessons


@dataclass(frozen=True)
class Bench:
    """What drafting shares: where the tree stands, the ledger, the day, the cache."""

    root: Path
    ledger: Ledger
    today: date
    cache: Cache


def draft(bench: Bench, name: str) -> CourseDraft | None:
    """Read the course in folder `name`. None where there is no `course.md` to start from."""
    problems = Problems()
    files = tree.walk(bench.root, name, problems)
    return _Drafting(bench, files, problems).run()


class _Drafting:
    def __init__(self, bench: Bench, files: CourseFiles, problems: Problems) -> None:
        self._bench = bench
        self._files = files
        self._problems = problems
        self._prefix = str(bench.root / files.folder)
        self._renderer = Renderer()
        self._media_used: set[str] = set()
        self._base = Language("bg")
        self._languages: tuple[Language, ...] = ()
        self._setting: Setting | None = None
        self._lock = translations.read_lock(bench.root, files.folder, problems)
        self._setting_key = ""

    def run(self) -> CourseDraft | None:
        first = self._read(self._files.files.get(BASE))
        if first is None:
            return None
        head = heads.read(first, heads.COURSE, self._problems, ("title", "theme", "hours", "owner", "edition"))
        self._languages = heads.languages(head)
        self._base = self._languages[0]
        found = self._heads(self._files.files, heads.COURSE, {self._base: head})
        places = Places(self._files.slug, self._files.pages, self._media())
        self._setting = Setting(self._base, self._languages, self._bench.ledger.sources, places, {})
        self._setting = Setting(
            self._base, self._languages, self._bench.ledger.sources, places, self._terms(self._setting)
        )
        self._setting_key = setting_key(self._files.slug, self._setting, self._bench.ledger.digest)
        descriptions, summaries = self._texts(found)
        modules = [self._module(module) for module in self._files.modules]
        self._check_requires(modules)
        every = tuple(
            dict.fromkeys(name for module in modules for name in module.heads[self._base].get("objectives", {}))
        )
        exam = self._job("quiz", "exam", 0, self._files.exam, every) if self._files.exam else None
        return CourseDraft(
            self._files, self._base, self._languages, found, descriptions, summaries, modules, exam, self._setting,
            self._setting_key, self._media_used, self._bench.ledger.places, self._problems,
        )  # fmt: skip

    # --- files -------------------------------------------------------------------------------------

    def _read(self, path: PurePosixPath | None) -> SourceFile | None:
        if path is None:
            return None
        where = f"{self._prefix}/{path}"
        return self._bench.cache.unchanged(
            where, lambda: source.read(self._bench.root, self._files.folder / path, self._problems)
        )

    def _siblings(self, siblings: Siblings) -> dict[Language, SourceFile]:
        """The files that can be read, by language, the base first; languages the course does not name are problems."""
        found: dict[Language, SourceFile] = {}
        for code, path in sorted(siblings.items()):
            language = Language(code or self._base)
            if code and (language not in self._languages or language == self._base):
                where = Place(self._files.folder / path)
                self._problems.error(where, "translation.unexpected-language", language=code)
            elif (file := self._read(path)) is not None:
                found[language] = file
        translations.check_missing(self._files.folder, siblings, self._languages[1:], self._problems)
        return found

    def _confirmed(self, file: SourceFile) -> tuple[str, ...]:
        """What the lock says of a translation."""
        return self._lock.get(str(PurePosixPath(*file.path.parts[1:])), ())

    def _check_stale(self, files: Mapping[Language, SourceFile]) -> None:
        for language, file in files.items():
            if language != self._base and self._base in files:
                translations.check_stale(files[self._base], file, self._confirmed(file), self._problems)

    def _media(self) -> dict[str, MediaFile]:
        found = {}
        for path in self._files.media:
            file = self._bench.cache.unchanged(f"{self._prefix}/{path}", partial(self._read_media, path))
            if file is not None:
                found[str(path)] = file
        return found

    def _read_media(self, path: PurePosixPath) -> MediaFile | None:
        return media.read(self._bench.root, self._files.folder, path, self._problems)

    # --- heads and their texts ---------------------------------------------------------------------

    def _heads(self, siblings: Siblings, kind: Schema, known: dict[Language, Head]) -> dict[Language, Head]:
        found = dict(known)
        for language, file in self._siblings(siblings).items():
            if language not in found:
                found[language] = heads.read(file, kind, self._problems)
        for language, head in found.items():
            if language != self._base and self._base in found:
                heads.check_translation(found[self._base], head)
                base = parallel.Text(found[self._base].file, self._base, found[self._base].body)
                parallel.check(base, parallel.Text(head.file, language, head.body), self._problems)
        self._check_stale({language: head.file for language, head in found.items()})
        return found

    def _texts(self, found: Mapping[Language, Head]) -> tuple[dict[Language, str], dict[Language, str]]:
        """The body under each head as HTML, and its first paragraph as plain text."""
        bodies, firsts = {}, {}
        for language, head in found.items():
            page, links = self._page(head.file, language)
            rendered = self._renderer.document(page, head.file.lines, head.body)
            self._gather(
                Checker(head.file, links, self._bench.ledger.sources, self._problems, notes_allowed=False), head.body
            )
            bodies[language] = "\n".join(piece.html for piece in rendered.pieces)
            firsts[language] = rendered.first
        return bodies, firsts

    def _gather(self, checker: Checker, first: int) -> Gathered:
        gathered = checker.run(first)
        self._media_used |= set(gathered.media)
        return gathered

    def _page(self, file: SourceFile, language: Language) -> tuple[Page, Links]:
        setting = self._setting
        places = setting.places if setting is not None else Places(self._files.slug, {}, {})
        links = Links(places, PurePosixPath(*file.path.parts[1:-1]), file.path.name.partition(".")[0])
        page = Page(
            file, language, links.anchor, self._problems, links.destination, links.picture, lambda _: "not here",
            self._bench.ledger.sources, cite_on_page=False, base=self._base,
        )  # fmt: skip
        return page, links

    def _terms(self, setting: Setting) -> dict[Language, tuple[Term, ...]]:
        found = {}
        files = self._siblings(self._files.glossary)
        self._check_stale(files)
        for language, file in files.items():
            head = heads.read(file, heads.GLOSSARY, self._problems, ())
            page, links = self._page(file, language)
            found[language] = glossary.read(page, file.lines, head.body, self._renderer)
            self._gather(Checker(file, links, setting.sources, self._problems, notes_allowed=False), head.body)
            if language != self._base:
                glossary.check_language(page, file.lines, head.body)
            if len(found[language]) < len(found.get(self._base, ())):
                here, base = len(found[language]), len(found[self._base])
                last = len(file.text.rstrip().split("\n"))
                self._problems.warning(file.place(last), "translation.lost-term", here=here, base=base)
        return found

    def _module(self, files: ModuleFiles) -> ModuleDraft:
        found, bodies = self._module_texts(files)
        objectives = tuple(found[self._base].get("objectives", {}))
        jobs = [self._job("lesson", lesson.id, lesson.number, lesson.files, objectives) for lesson in files.lessons]
        if not jobs:
            self._problems.error(Place(self._files.folder / files.folder / "module.md"), "module.empty")
        if files.quiz:
            jobs.append(self._job("quiz", f"{files.id}/quiz", 0, files.quiz, objectives))
        return ModuleDraft(files, found, bodies, [job for job in jobs if job is not None])

    def _module_texts(self, files: ModuleFiles) -> tuple[dict[Language, Head], dict[Language, str]]:
        """The heads and summaries of a module, from the cache where nothing that they rest on has changed."""
        read = [self._read(path) for path in files.files.values()]
        state = [f"{file.path} {file.digest} {self._confirmed(file)}" for file in read if file is not None]
        name = key(self._setting_key, files.folder, *files.files, *state)
        known = self._bench.cache.find(name)
        if known is None:
            outer, used = (self._problems, self._media_used)
            self._problems, self._media_used = Problems(), set()
            made = self._make_module_texts(files)
            known = (*made, self._problems.sorted(), self._media_used)
            self._problems, self._media_used = outer, used
            self._bench.cache.keep(name, known)
        found, bodies, problems, media_used = known
        self._problems.take(problems)
        self._media_used |= media_used
        return found, bodies

    def _make_module_texts(self, files: ModuleFiles) -> tuple[dict[Language, Head], dict[Language, str]]:
        found = self._heads(files.files, heads.MODULE, {}) if files.files else {}
        if self._base not in found:
            empty = SourceFile(self._files.folder / files.folder / "module.md", "")
            found[self._base] = heads.read(empty, heads.MODULE, Problems(), ())
        bodies, _ = self._texts(found)
        return found, bodies

    def _job(self, kind: str, name: str, number: int, siblings: Siblings, objectives: tuple[str, ...]) -> Job | None:
        files = self._siblings(siblings)
        confirmed = {language: self._confirmed(file) for language, file in files.items() if language != self._base}
        return Job(kind, name, number, files, objectives, confirmed) if self._base in files else None

    def _check_requires(self, modules: list[ModuleDraft]) -> None:
        """A module may only require modules before it."""
        before: list[str] = []
        for module in modules:
            head = module.heads[self._base]
            for name in head.get("requires", ()):
                if name not in before:
                    place = head.file.place(head.node("requires").line, head.node("requires").column)
                    self._problems.error(place, "module.requires-unknown", name=name, near=near(name, before))
            before.append(module.files.id)


def setting_key(slug: str, setting: Setting, ledger_digest: str) -> str:
    """What the texts of a course depend on beside their own files, as one digest."""
    texts = [slug, setting.base, *setting.languages, ledger_digest]
    texts += [f"{path}={page}" for path, page in sorted(setting.places.pages.items())]
    texts += [f"{path}={file.sha256}" for path, file in sorted(setting.places.media.items())]
    texts += [f"{term.name}={term.meaning_html}" for terms in setting.terms.values() for term in terms]
    return key(*texts)
