"""The ledger of laws and sources: `courses/sources.yml`, one entry a key, cited from every course."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from elearn.content import frontmatter, keywords, schema
from elearn.content.model import Language, Source
from elearn.content.node import Node
from elearn.content.problems import Place, Problems
from elearn.content.schema import Reading, Value
from elearn.content.source import SourceFile, read

PATH = PurePosixPath("sources.yml")
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]*$")


def _url(node: Node, reading: Reading) -> str | None:
    typed = schema.text(node, reading)
    if typed is not None and not re.fullmatch(r"https?://[^\s/]+\S*", typed):
        reading.wrong(node, "source.bad-url")
        return None
    return typed


_SCHEMA: schema.Schema = {
    "title": schema.texts_by_language,
    "short": schema.texts_by_language,
    "url": _url,
    "as_of": schema.day,
    "review_by": schema.day,
    "gazette": schema.text,
    "kind": schema.words(keywords.SOURCE_KINDS),
}
_NEEDED = ("title", "url", "as_of")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sources by key, where the names of each stand, and the digest of the whole text."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Key of the source and `title` or `short` -> the line of that name."""
    digest: str = ""


def load(root: Path, today: date, problems: Problems) -> Ledger:
    """The ledger; an empty one where there is no file, or none that can be read."""
    file = read(root, PATH, problems) if (root / PATH).is_file() else None
    return Ledger() if file is None else _ledger(file, today, problems)


def _ledger(file: SourceFile, today: date, problems: Problems) -> Ledger:
    node = frontmatter.parse(file, file.lines, 1, problems)
    reading = Reading(file, problems)
    found: dict[str, Source] = {}
    places: dict[tuple[str, str], Place] = {}
    for key, (key_node, entry) in (node.entries if node else {}).items():
        if not _KEY.match(key):
            reading.wrong(key_node, "source.bad-key")
        elif not entry.entries:
            reading.wrong(key_node, "source.not-keys")
        elif source := _source(key, key_node, entry, reading, today):
            found[key] = source
            places |= {(key, name): file.place(line) for name, line in _name_lines(entry)}
    return Ledger(found, places, file.digest)


def _name_lines(entry: Node) -> list[tuple[str, int]]:
    return [(keywords.canonical(keywords.KEYS, name) or name, key.line) for name, (key, _) in entry.entries.items()]


def check_languages(
    cited: Sequence[Source], languages: Sequence[Language], places: Mapping[tuple[str, str], Place], problems: Problems
) -> None:
    """Warn of each source whose title, or short name where it has one, lacks a language of a course that cites it."""
    for source in cited:
        for name, texts in (("title", source.title), ("short", source.short)):
            for language in languages if texts else ():
                if language not in texts:
                    place, needed = places[source.key, name], keywords.pair(name)
                    problems.warning(place, "source.untranslated", key=source.key, needed=needed, language=language)


def _source(key: str, key_node: Node, entry: Node, reading: Reading, today: date) -> Source | None:
    values = schema.read(entry, _SCHEMA, reading)
    typed = {keywords.canonical(keywords.KEYS, name) for name in entry.entries}
    for name in _NEEDED:
        if name not in typed:
            reading.wrong(key_node, "source.missing", key=key, needed=name)
    if any(name not in values for name in _NEEDED):
        return None
    _check_days(key, values, reading, today)
    return Source(
        key=key,
        title=_texts(values, "title"),
        short=_texts(values, "short"),
        url=values["url"].value,
        as_of=values["as_of"].value,
        review_by=_plain(values, "review_by"),
        gazette=_plain(values, "gazette") or "",
        is_law=_plain(values, "kind") != "other",
    )


def _check_days(key: str, values: Mapping[str, Value], reading: Reading, today: date) -> None:
    as_of, review_by = values["as_of"], values.get("review_by")
    if as_of.value > today:
        reading.wrong(as_of.node, "source.as-of-future", key=key)
    if review_by is None:
        return
    if review_by.value < as_of.value:
        reading.wrong(review_by.node, "source.review-before-as-of", key=key)
    elif review_by.value < today:
        place: Place = reading.file.place(review_by.node.line, review_by.node.column)
        reading.problems.warning(place, "source.past-review", key=key, day=review_by.value.isoformat())


def _texts(values: Mapping[str, Value], name: str) -> dict[Language, str]:
    return {Language(language): value.value for language, value in (_plain(values, name) or {}).items()}


def _plain(values: Mapping[str, Value], name: str) -> Any:
    return values[name].value if name in values else None
