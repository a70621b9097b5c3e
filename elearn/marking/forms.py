"""What a marker types, read into values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from elearn.content.questions import Criterion
from elearn.marking import rules
from elearn.marking.rules import Sent, Wrong
from elearn.questions import reading


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent: `points` as texts by measure; `wrong` names the measures that cannot be read."""

    points: tuple[str, ...]
    comment: str
    base: str
    wrong: Mapping[int, Wrong]
    read: tuple[int, ...]

    @property
    def sent(self) -> Sent:
        """What it says. Only where nothing is wrong."""
        return Sent(self.read, self.comment, self.base)


def mark(form: MultiDict[str, str], measures: Sequence[Criterion]) -> Typed:
    """The fields `points-0`, `points-1` …, `comment` and `base`; points as `1`, `1,5` or `1.5`."""
    typed = tuple(form.get(f"points-{index}", "").strip() for index in range(len(measures)))
    found = [_points(text, one.points) for text, one in zip(typed, measures, strict=True)]
    comment = form.get("comment", "").replace("\r\n", "\n").replace("\x00", "").strip()
    return Typed(
        points=typed,
        comment=comment,
        base=form.get("base", ""),
        wrong={index: one for index, one in enumerate(found) if isinstance(one, Wrong)},
        read=tuple(one for one in found if not isinstance(one, Wrong)),
    )


def _points(text: str, most: int) -> int | Wrong:
    return rules.hundredths(reading.number(text), most) if text else Wrong.MISSING
