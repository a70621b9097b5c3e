"""What an essay is marked by: the criteria of its note, each with the points it earns.

`> Критерии: потвърждава в срок (2), посочва отговорник (2).` – or a list, one criterion to an item.
"""

import re
from decimal import Decimal

from elearn.content.notation import stating
from elearn.content.notation.numbers import decimal
from elearn.content.notation.parsed import Note
from elearn.content.notation.sides import Sides
from elearn.content.notation.stating import CommonFields
from elearn.content.questions import Criterion, EssayQuestion

_POINTS = re.compile(r"\s*\(\s*(\d+(?:[.,]\d+)?)\s*(?:т\.?|точк[аи]|points?|pts?\.?|p\.?)?\s*\)")
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_PARAGRAPH = re.compile(r"</?p>")
_AFTER_POINTS = re.compile(r"(?<=\))\s*[,;.]\s*")
_BETWEEN = re.compile(r";\s+")


def build_essay(sides: Sides, common: CommonFields) -> EssayQuestion | None:
    """The essay with its criteria; without any it is a problem."""
    note = sides.base.notes.get("criteria")
    if note is None:
        sides.error(sides.base.place, "question.essay-without-criteria")
        return EssayQuestion(**common, kind="essay", criteria=())
    _check_same(sides, note)
    essay = EssayQuestion(**common, kind="essay", criteria=_criteria(sides))
    if sides.in_lesson:
        _check_in_lesson(sides, essay)
    else:
        _check_sum(sides, note, essay)
    return essay


def _check_sum(sides: Sides, note: Note, essay: EssayQuestion) -> None:
    """In a test every point stands behind a criterion: nothing else is given points for."""
    total = sum(criterion.points for criterion in essay.criteria)
    if total != essay.points:
        found = {"sum": f"{total / 100:g}", "points": f"{essay.points / 100:g}"}
        sides.error(note.place, "question.criteria-sum", **found)


def _check_in_lesson(sides: Sides, essay: EssayQuestion) -> None:
    """Whoever checks herself has only the model answer to compare with."""
    if not essay.explanation_html:
        sides.warning(sides.base.place, "question.essay-without-model")


def pieces(html: str) -> list[str]:
    """The criteria in a rendered note, as HTML: its list items, or what commas part after points, or semicolons."""
    items = _ITEM.findall(html)
    if not items:
        plain = _PARAGRAPH.sub(" ", html).strip()
        items = (_AFTER_POINTS if _POINTS.search(plain) else _BETWEEN).split(plain)
    return [found for item in items if (found := _PARAGRAPH.sub("", item).strip())]


def _points(note: Note) -> list[Decimal]:
    """The points behind each criterion that states any: `посочва срока (2)`."""
    found = (decimal(number) for number in _POINTS.findall(note.text))
    return [points for points in found if points is not None]


def _check_same(sides: Sides, base: Note) -> None:
    """What a translation repeats of the points equals the base language, and it has as many criteria."""
    for other in sides.others:
        note = other.notes.get("criteria")
        if note is None:
            continue
        mine, theirs = _points(base), _points(note)
        if mine != theirs or len(pieces(base.html)) != len(pieces(note.html)):
            here, there = (", ".join(f"{points:f}" for points in side) or "–" for side in (theirs, mine))
            sides.error(note.place, "translation.other-criteria", here=here, base=there)


def _criteria(sides: Sides) -> tuple[Criterion, ...]:
    html = stating.note(sides, "criteria")
    texts = {language: pieces(found) for language, found in html.items()}
    base = texts[sides.base.language]
    return tuple(
        Criterion(
            position,
            _hundredths(piece),
            {language: _words(found[position]) for language, found in texts.items() if len(found) == len(base)},
        )
        for position, piece in enumerate(base)
    )


def _hundredths(piece: str) -> int:
    """Of the last number in brackets: `цитира чл. 5 (2) (1)` earns 1."""
    found = _POINTS.findall(piece)
    points = decimal(found[-1]) if found else None
    return int(points * 100) if points is not None else 0


def _words(piece: str) -> str:
    found = list(_POINTS.finditer(piece))
    plain = piece[: found[-1].start()] + piece[found[-1].end() :] if found else piece
    return plain.strip().rstrip(".;,")
