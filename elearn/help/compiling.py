"""Compiles the guides by the compiler's own renderer, so that they show every construct as lessons do."""

from pathlib import Path, PurePosixPath

from elearn.content.page import Destination, Page
from elearn.content.problems import Problems
from elearn.content.rendering import Renderer
from elearn.content.source import SourceFile, read
from elearn.help.reference import problems_page, settings_page
from elearn.help.shelf import LANGUAGES, Guide, write

PAGES = Path(__file__).parent / "pages"


class GuideBroken(RuntimeError):
    """A guide that does not compile without a problem: a defect of ours."""


def compile_guides() -> None:
    """Compile every guide into `built/`. Raises GuideBroken naming file, line and code of each problem."""
    renderer = Renderer()
    for language in LANGUAGES:
        sources = [_read(path) for path in sorted((PAGES / language).glob("*.md"))]
        sources += [problems_page(language), settings_page(language)]
        write(language, [_compile(renderer, source, language) for source in sources])


def _read(path: Path) -> SourceFile:
    problems = Problems()
    source = read(path.parent, PurePosixPath(path.name), problems)
    if source is None:
        raise GuideBroken(str(path))
    return source


def _compile(renderer: Renderer, source: SourceFile, language: str) -> Guide:
    problems = Problems()
    page = Page(
        file=source,
        language=language,
        anchor="",
        problems=problems,
        link=_link,
        picture=lambda _target: None,
        diagram=lambda _text: "a guide draws nothing",
        base=LANGUAGES[0],
    )
    title = source.lines[0].removeprefix("# ").strip()
    rendered = renderer.document(page, source.lines, 1)
    if len(problems):
        found = "; ".join(f"{p.place.path}:{p.place.line} {p.code}" for p in problems)
        raise GuideBroken(f"{language}: {found}")
    html = "\n".join(piece.html for piece in rendered.pieces)
    return Guide(source.path.stem, title, rendered.first, html)


def _link(target: str) -> Destination | None:
    """Guides link to addresses of the platform and to the open web."""
    if target.startswith(("https://", "mailto:")):
        return Destination(target, external=True)
    return Destination(target) if target.startswith(("/", "#")) else None
