"""A question beside its translations, piece by piece: what was left in the base language, what numbers differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from elearn.content import agreement
from elearn.content.agreement import Cites, prose, prose_of_html
from elearn.content.alphabets import left_over
from elearn.content.figures import Prose
from elearn.content.notation import stating
from elearn.content.notation.parsed import (
    Item,
    ParsedCase,
    ParsedGroup,
    ParsedItem,
    ParsedQuestion,
    Side,
    questions_of,
)
from elearn.content.notation.sides import Sides
from elearn.content.problems import Place, Problems

_ACCEPTED = frozenset({"text", "number"})
"""Types whose list holds answers that are accepted: those belong to their language."""
_UNCOUNTED = frozenset({"criteria", "formerly"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a question and where they stand; `counted` where their numbers must be the same."""

    place: Place
    text: str
    counted: bool = True


def check(sides: Sides) -> None:
    """Compare each translation with the base, the pieces that both have."""
    mine = _pieces(sides, sides.base)
    for other in sides.others:
        theirs = _pieces(sides, other)
        for name in [name for name in mine if name in theirs]:
            _compare(mine[name], theirs[name], (sides.base.language, other.language), sides.problems)


def check_words(base: str, other: str, place: Place, languages: tuple[str, str], problems: Problems) -> None:
    """Compare two phrases without markup: titles, the text of a case."""
    _compare(Piece(place, base), Piece(place, other), languages, problems)


def _compare(mine: Piece, theirs: Piece, languages: tuple[str, str], problems: Problems) -> None:
    if left_over(mine.text, theirs.text, languages[1]):
        problems.warning(theirs.place, "translation.untranslated")
    elif mine.counted:
        base, other = Prose(mine.text, languages[0]), Prose(theirs.text, languages[1])
        agreement.check_numbers(base, other, theirs.place, problems)


def check_citations(base: Side, mine: Cites, other: Side, theirs: Cites, problems: Problems) -> None:
    """Compare what questions, and cases before their questions, cite: question by question, case by case."""
    pairs = list(_paired(questions_of(base.items), questions_of(other.items)))
    cases, their_cases = _cases(base.items), _cases(other.items)
    pairs += zip(cases, their_cases, strict=True) if len(cases) == len(their_cases) else ()
    for own, counterpart in pairs:
        agreement.check_citations(_within(own, mine), _within(counterpart, theirs), counterpart.place, problems)


def _paired(
    mine: Sequence[ParsedQuestion], theirs: Sequence[ParsedQuestion]
) -> Iterator[tuple[ParsedQuestion | ParsedCase, ParsedQuestion | ParsedCase]]:
    known = {question.head.own_id: question for question in theirs if question.head.own_id}
    return ((question, known[question.head.own_id]) for question in mine if question.head.own_id in known)


def _cases(items: Sequence[ParsedItem]) -> list[ParsedCase]:
    found: list[ParsedCase] = []
    for item in items:
        if isinstance(item, ParsedCase):
            found.append(item)
        elif isinstance(item, ParsedGroup):
            found += _cases(item.items)
    return found


def _within(item: ParsedQuestion | ParsedCase, citations: Cites) -> Cites:
    """The citations of a question, or of a case down to its first question, with lines from its own."""
    last = item.last
    if isinstance(item, ParsedCase) and item.questions:
        last = item.questions[0].place.line - 1
    first = item.place.line - 1
    return [(line - first, cited) for line, cited in citations if first <= line < last]


def _pieces(sides: Sides, side: ParsedQuestion) -> Mapping[str, Piece]:
    """By name; what stands in a list or table is named by its position and how many there are."""
    found = {"title": Piece(side.place, prose(side.head.title))}
    found["stem"] = Piece(side.place, prose_of_html(stating.stem(sides, side).partition("</p>")[2]))
    for name, note in side.notes.items():
        found[name] = Piece(note.place, prose(note.text), counted=name not in _UNCOUNTED)
    found |= dict(_items(sides, side.items, "item"))
    if sides.kind == "gaps":
        found |= _named("gap", [Piece(gap.place, gap.body, counted=False) for gap in side.gaps if " / " in gap.body])
    if side.table is not None:
        cells = [cell for row in (side.table.head, *side.table.rows) for cell in row]
        found |= _named("cell", [Piece(cell.place, prose(cell.text)) for cell in cells])
    return found


def _items(sides: Sides, items: Sequence[Item], name: str) -> Iterator[tuple[str, Piece]]:
    """The words of each item, its feedback, and the items below it."""
    if sides.kind not in _ACCEPTED:
        yield from _named(name, [Piece(item.place, prose(item.text)) for item in items]).items()
    feedback = [Piece(item.place, prose_of_html(item.feedback_html)) for item in items]
    yield from _named(f"{name}-feedback", feedback).items()
    for at, item in enumerate(items):
        yield from _items(sides, item.children, f"{name}-{at}")


def _named(name: str, pieces: Sequence[Piece]) -> dict[str, Piece]:
    return {f"{name}-{at}-of-{len(pieces)}": piece for at, piece in enumerate(pieces)}
