"""The words of every problem that reading and comparing questions finds."""

from collections.abc import Mapping

from elearn.content.phrases import Entry

ENTRIES: Mapping[str, Entry] = {}
