"""Questions answered in a table: matching, and a matrix of statements."""

from collections.abc import Sequence

from elearn.content.notation.lines import box
from elearn.content.notation.parsed import Cell, ParsedQuestion, Table
from elearn.content.notation.sides import Sides, cell_html, check_distinct
from elearn.content.notation.stating import CommonFields
from elearn.content.questions import Item, MatchingQuestion, MatchingRow, MatrixQuestion, Statement, Texts

_CROSSES = {"x", "X", "х", "Х", "✓", "✔", "☒", "☑"}
_EMPTY = {"", "☐", "-", "–", "—"}


def _rows(side: ParsedQuestion) -> Sequence[Sequence[Cell]]:
    return side.table.rows if side.table else ()


def _table(sides: Sides, side: ParsedQuestion) -> Table | None:
    """The table whose rows all have the width of its head; a problem for each that has not."""
    if side.table is None:
        if side is sides.base:
            code = "question.needs-table" if side.items else "question.no-choices"
            sides.error(side.items[0].place if side.items else side.place, code)
        return None
    width = len(side.table.head)
    for row in side.table.rows:
        if len(row) != width:
            sides.error(row[0].place if row else side.table.place, "question.row-width", cells=len(row), width=width)
            return None
    return side.table


def build_matching(sides: Sides, common: CommonFields) -> MatchingQuestion | None:
    tables = [_matching_table(sides, side) for side in sides.all]
    if tables[0] is None:
        return None
    sides.check_counts(_rows)
    columns = [column for column in sides.aligned(_rows) if all(len(row) == 2 for row in column.values())]
    rows: list[MatchingRow] = []
    distractors: list[MatchingRow] = []
    for position, column in enumerate(columns):
        left = {language: row[0] for language, row in column.items()}
        right = {language: row[1] for language, row in column.items()}
        _check_same_empty(sides, left)
        asked = bool(left[sides.base.language].text)
        made = MatchingRow(position, cell_html(left) if asked else {}, cell_html(right))
        (rows if asked else distractors).append(made)
    heads = (_head(sides, 0), _head(sides, 1))
    return MatchingQuestion(**common, kind="matching", heads=heads, rows=tuple(rows), distractors=tuple(distractors))


def _head(sides: Sides, at: int) -> Texts:
    return sides.texts(lambda side: side.table.head[at].html if side.table and at < len(side.table.head) else "")


def _matching_table(sides: Sides, side: ParsedQuestion) -> Table | None:
    table = _table(sides, side)
    if table is None:
        return None
    if len(table.head) != 2:
        sides.error(table.place, "question.not-two-columns", count=len(table.head))
        return None
    asked = [row for row in table.rows if row[0].text]
    for row in table.rows:
        if not row[1].text:
            sides.error(row[0].place, "question.empty-cell")
    if len(asked) < 2 and side is sides.base:
        sides.error(table.rows[0][0].place if table.rows else table.place, "question.too-few", least=2)
    check_distinct(sides, [(row[0].place, row[0].text) for row in asked])
    given = {row[1].text.casefold(): row[1].place for row in asked}
    for row in table.rows:
        if not row[0].text and row[1].text.casefold() in given:
            sides.error(row[1].place, "question.distractor-is-right", text=row[1].text)
    return table


def _check_same_empty(sides: Sides, left: dict[str, Cell]) -> None:
    """A row that is a distractor in one language is one in all."""
    asked = bool(left[sides.base.language].text)
    for cell in left.values():
        if bool(cell.text) != asked:
            sides.error(cell.place, "translation.other-key")


def build_matrix(sides: Sides, common: CommonFields) -> MatrixQuestion | None:
    table = _matrix_table(sides, sides.base)
    for other in sides.others:
        _matrix_table(sides, other)
    if table is None:
        return None
    sides.check_counts(_rows)
    statements = []
    for position, column in enumerate(sides.aligned(_rows)):
        marks = {language: _marks(row) for language, row in column.items() if row}
        own = marks[sides.base.language]
        for language, theirs in marks.items():
            if theirs and theirs != own:
                sides.error(column[language][0].place, "translation.other-key")
        words = cell_html({language: row[0] for language, row in column.items() if row})
        statements.append(Statement(position, words, own[0] if own else 0))
    columns = tuple(Item(at - 1, _head(sides, at)) for at in range(1, len(table.head)))
    return MatrixQuestion(**common, kind="matrix", columns=columns, statements=tuple(statements))


def _matrix_table(sides: Sides, side: ParsedQuestion) -> Table | None:
    table = _table(sides, side)
    if table is None:
        return None
    if len(table.head) < 3:
        sides.error(table.place, "question.matrix-columns", count=len(table.head))
        return None
    if side is not sides.base and sides.base.table and len(table.head) != len(sides.base.table.head):
        here, base = len(table.head) - 1, len(sides.base.table.head) - 1
        code = "translation.lost-choice" if here < base else "translation.extra-choice"
        sides.error(table.place, code, here=here, base=base)
        return None
    if not table.rows:
        sides.error(table.place, "question.too-few", least=1)
        return None
    for cell in table.head[1:]:
        if not cell.text:
            sides.error(table.place, "question.empty-cell")
    check_distinct(sides, [(cell.place, cell.text) for cell in table.head[1:]])
    check_distinct(sides, [(row[0].place, row[0].text) for row in table.rows])
    repeated = side is sides.base or any(_marks(row) for row in table.rows)
    for row in table.rows:
        _check_row(sides, row, marked=repeated)
    return table


def _check_row(sides: Sides, row: Sequence[Cell], *, marked: bool) -> None:
    if not row[0].text:
        sides.error(row[0].place, "question.empty-cell")
    strange = next((cell for cell in row[1:] if _mark(cell.text) is None), None)
    marks = _marks(row)
    if strange is not None:
        sides.error(strange.place, "question.unknown-mark", mark=strange.text)
    elif len(marks) > 1:
        sides.error(row[marks[1] + 1].place, "question.two-marks")
    elif not marks and marked:
        sides.error(row[0].place, "question.no-mark")


def _mark(text: str) -> bool | None:
    """Whether a cell is marked; None for what is neither a cross nor nothing."""
    if text in _EMPTY:
        return False
    if text in _CROSSES:
        return True
    begun = box(text)
    return begun.right if begun is not None and begun.width == len(text) else None


def _marks(row: Sequence[Cell]) -> list[int]:
    """The positions of the marked columns, counting from 0 after the statement."""
    return [at for at, cell in enumerate(row[1:]) if _mark(cell.text)]
