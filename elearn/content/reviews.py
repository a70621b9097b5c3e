"""What has to be read anew soon: a law that ends or changes on a known day is known before that day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from elearn.content.model import Outline

AHEAD = timedelta(days=60)
"""So long before its day a review is announced."""


def near(day: date | None, today: date) -> bool:
    """Whether a review is due within AHEAD, today included, or is overdue."""
    return day is not None and day <= today + AHEAD


def coming(outlines: Iterable[Outline], today: date) -> Mapping[date, tuple[str, ...]]:
    """The days of near reviews in order, each with the keys of its sources and the slugs of its courses."""
    found: dict[date, set[str]] = defaultdict(set)
    for outline in outlines:
        named = [(outline.review_by, str(outline.slug)), *((one.review_by, one.key) for one in outline.sources)]
        for day, name in named:
            if day is not None and near(day, today):
                found[day].add(name)
    return {day: tuple(sorted(found[day])) for day in sorted(found)}
