"""A second run answers from the cache, and always as the first would."""

import shutil
from pathlib import Path

import pytest

from elearn.content import codec, workers
from elearn.content.cache import Cache
from elearn.content.compiler import Compiled, compile_tree
from elearn.content.unit import Job, Setting, Unit
from elearn.content.workshop import Workshop
from tests.content.courses import LESSON, SOURCES, TODAY, compiled, course_files, write

GLOSSARY = "Text\n: What one reads.\n"


class Counting:
    """Counts the units that are compiled anew."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ids: list[str] = []
        real = Workshop.compile

        def compile_one(workshop: Workshop, job: Job) -> Unit:
            self.ids.append(job.id)
            return real(workshop, job)

        patch.setattr(Workshop, "compile", compile_one)

    def taken(self) -> list[str]:
        found, self.ids = self.ids, []
        return sorted(found)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(monkeypatch)


def same(one: Compiled, two: Compiled) -> bool:
    return [codec.dump(c) for c in one.courses] == [codec.dump(c) for c in two.courses] and list(one.problems) == list(
        two.problems
    )


@pytest.mark.parametrize("stored", [True, False], ids=["another process", "the same process"])
def test_nothing_is_compiled_twice(tmp_path: Path, counting: Counting, stored: bool) -> None:
    root, cache = tmp_path / "courses", Cache(tmp_path / "cache")
    first = compiled(root, cache=cache)
    assert counting.taken() == ["basics/quiz", "basics/why", "exam"]
    second = compiled(root, cache=Cache(tmp_path / "cache") if stored else cache)
    assert counting.taken() == []
    assert same(first, second)


def test_one_edit_compiles_one_unit(tmp_path: Path, counting: Counting) -> None:
    cache = Cache(tmp_path / "cache")
    compiled(tmp_path / "courses", cache=cache)
    counting.taken()
    edited = compiled(tmp_path / "courses", {"c/01-basics/01-why.md": LESSON + "More.\n"}, cache)
    assert counting.taken() == ["basics/why"]
    assert same(edited, compiled(tmp_path / "other", {"c/01-basics/01-why.md": LESSON + "More.\n"}))


@pytest.mark.parametrize(
    "change",
    [
        {"sources.yml": SOURCES.replace("IA", "IPA")},
        {"c/glossary.md": GLOSSARY},
        {"c/01-basics/02-more.md": LESSON},
        {"c/01-basics/module.md": "---\ntitle: Module\nobjectives:\n  other: Something else\n---\nText.\n"},
    ],
    ids=["the ledger", "the glossary", "a new lesson", "the objectives"],
)
def test_what_a_lesson_rests_on_counts_too(tmp_path: Path, counting: Counting, change: dict[str, str]) -> None:
    cache = Cache(tmp_path / "cache")
    compiled(tmp_path / "courses", cache=cache)
    counting.taken()
    edited = compiled(tmp_path / "courses", change, cache)
    assert "basics/why" in counting.taken()
    assert same(edited, compiled(tmp_path / "other", change))


def test_problems_come_again_from_the_cache(tmp_path: Path) -> None:
    broken = {"c/01-basics/01-why.md": LESSON + "[a](lost.md)\n", "c/01-basics/module.md": "---\ntitel: x\n---\n"}
    first = compiled(tmp_path / "courses", broken, Cache(tmp_path / "cache"))
    second = compiled(tmp_path / "courses", broken, Cache(tmp_path / "cache"))
    assert [p.code for p in first.problems] == [p.code for p in second.problems] != []


@pytest.mark.parametrize("damage", [b"", b"elearn-pack-1\n", b"elearn-pack-1\nxxxxxxxx", b"\x80\x05garbage"])
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, counting: Counting, damage: bytes) -> None:
    first = compiled(tmp_path / "courses", cache=Cache(tmp_path / "cache"))
    counting.taken()
    (tmp_path / "cache" / "compiled").write_bytes(damage)
    assert same(first, compiled(tmp_path / "courses", cache=Cache(tmp_path / "cache")))
    assert counting.taken() == ["basics/quiz", "basics/why", "exam"]


def test_a_cache_cut_short_loses_only_its_end(tmp_path: Path, counting: Counting) -> None:
    compiled(tmp_path / "courses", cache=Cache(tmp_path / "cache"))
    counting.taken()
    file = tmp_path / "cache" / "compiled"
    file.write_bytes(file.read_bytes()[:-10])
    compiled(tmp_path / "courses", cache=Cache(tmp_path / "cache"))
    assert len(counting.taken()) < 3


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    assert compiled(tmp_path / "courses", cache=Cache(tmp_path / "cache")).courses


def test_the_cache_does_not_grow_with_every_edit(tmp_path: Path) -> None:
    sizes = []
    for number in range(12):
        text = LESSON + f"{number} " * 2000
        compiled(tmp_path / "courses", {"c/01-basics/01-why.md": text}, Cache(tmp_path / "cache"))
        sizes.append((tmp_path / "cache" / "compiled").stat().st_size)
    assert max(sizes) < 4 * sizes[0]


def test_two_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = {f"c/01-basics/{n:02}-l{n}.md": LESSON + f"[a](lost{n}.md)\n" for n in range(2, 9)}
    root = tmp_path / "courses"
    alone = compiled(root, lessons)
    monkeypatch.setattr(workers, "WORTH_FORKING", 2)
    monkeypatch.setattr(workers, "_CHUNK", 2)
    monkeypatch.setattr(workers.threading, "active_count", lambda: 1)
    work: list[tuple[Setting, Job]] = []
    monkeypatch.setattr(workers, "_serial", lambda *_: work.append(None))  # type: ignore[arg-type,func-returns-value] # must not be called
    from_two = compile_in_two(root)
    assert work == []
    assert [p.place for p in alone.problems] == [p.place for p in from_two.problems]
    shutil.rmtree(root)


def compile_in_two(root: Path) -> Compiled:
    return compile_tree(root, TODAY, processes=2)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    compile_tree(
        write(tmp_path, course_files()), TODAY, processes=1, progress=lambda ready, of: told.append((ready, of))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
