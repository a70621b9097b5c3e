"""The table: what was measured, beside its floor and its budget."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`measured` and `floor` in words with their units. `most`: the ratio may be at most the budget, else at least.

    A row without a budget tells and promises nothing.
    """

    work: str
    measured: str
    floor: str = ""
    ratio: float | None = None
    budget: float | None = None
    most: bool = False

    @property
    def holds(self) -> bool | None:
        if self.budget is None or self.ratio is None:
            return None
        return self.ratio <= self.budget if self.most else self.ratio >= self.budget

    def cells(self) -> tuple[str, ...]:
        """As text: work, measured, floor, ratio, budget, verdict."""
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        budget = "" if self.budget is None else f"{'≤' if self.most else '≥'} {self.budget:.3g}"
        verdict = {True: "holds", False: "MISSED", None: ""}[self.holds]
        return self.work, self.measured, self.floor, ratio, budget, verdict


HEAD = ("work", "measured", "floor", "ratio", "budget", "")


def text(rows: Sequence[Row]) -> str:
    """All rows as a table for the terminal, which is Markdown too."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]

    def join(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((join(HEAD), rule, *(join(line) for line in lines[1:])))
