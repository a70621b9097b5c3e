"""Every question type: how it is read, graded and shown. No tables, and no knowledge of who asks."""

from typing import Final

PLAYABLE: Final = frozenset(
    {
        "single",
        "multiple",
        "true-false",
        "text",
        "number",
        "matching",
        "ordering",
        "gaps",
        "sorting",
        "matrix",
        "survey",
        "essay",
    }
)
"""Kinds that can be answered in the browser; publishing refuses a course that asks any other."""
