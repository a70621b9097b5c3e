"""Where the questions of a course's tests stand in its source: file and line, without compiling anything."""

from collections.abc import Mapping
from pathlib import Path

from elearn.content import frontmatter, source, stamping, tree
from elearn.content.problems import Place, Problems
from elearn.content.source import BASE


def of_questions(root: Path, slug: str) -> Mapping[str, Place]:
    """Question id -> its heading in the base language; paths are relative to the courses folder `root`.

    Nothing for a course whose folder is not there; what cannot be read, or has no id yet, is left out.
    """
    if not (root / slug / "course.md").is_file():
        return {}
    unheard = Problems()
    files = tree.walk(root, slug, unheard)
    tests = {f"{module.id}/quiz": module.quiz for module in files.modules} | {"exam": files.exam}
    found: dict[str, Place] = {}
    for test, siblings in tests.items():
        if BASE not in siblings:
            continue
        file = source.read(root, files.folder / siblings[BASE], unheard)
        if file is None:
            continue
        lines = stamping.question_lines(file.lines, frontmatter.split(file, unheard).body_line - 1)
        named = zip(stamping.stamps(file.lines, lines), lines, strict=True)
        found |= {f"{test}#{own}": file.place(line + 1) for own, line in named if own}
    return found
