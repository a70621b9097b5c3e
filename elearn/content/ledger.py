"""The ledger of laws and sources: `courses/sources.yml`, one entry a key, cited from every course."""

import re
from collections.abc import Mapping
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


def load(root: Path, today: date, problems: Problems) -> tuple[Mapping[str, Source], str]:
    """The sources by key, and the digest of the ledger's text. No ledger is an empty one."""
    if not (root / PATH).is_file():
        return {}, ""
    file = read(root, PATH, problems)
    if file is None:
        return {}, ""
    return sources(file, today, problems), file.digest


def sources(file: SourceFile, today: date, problems: Problems) -> dict[str, Source]:
    node = frontmatter.parse(file, file.lines, 1, problems)
    reading = Reading(file, problems)
    found = {}
    for key, (key_node, entry) in (node.entries if node else {}).items():
        if not _KEY.match(key):
            reading.wrong(key_node, "source.bad-key")
        elif not entry.entries:
            reading.wrong(key_node, "source.not-keys")
        elif source := _source(key, key_node, entry, reading, today):
            found[key] = source
    return found


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
