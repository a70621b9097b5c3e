"""The languages of a test or a lesson's self-checks brought together by id; every difference is a problem."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.content.agreement import prose_of_html
from elearn.content.model import Case, Group, Language, QuizItem
from elearn.content.notation.building import build
from elearn.content.notation.comparing import check_words
from elearn.content.notation.parsed import (
    ParsedCase,
    ParsedGroup,
    ParsedItem,
    ParsedQuestion,
    Side,
    questions_of,
)
from elearn.content.problems import Place, Problems
from elearn.content.questions import Question
from elearn.content.schema import near
from elearn.ids import QuestionId, QuizId


@dataclass(frozen=True)
class _Merge:
    """`ids` are the questions of the base with theirs; `found` the translations' questions by language and id."""

    base: Side
    problems: Problems
    ids: Mapping[int, str]
    found: Mapping[str, Mapping[str, ParsedQuestion]]

    def question(self, parsed: ParsedQuestion, objective: str | None) -> Question | None:
        own_id = self.ids[id(parsed)]
        others = tuple(theirs[own_id] for theirs in self.found.values() if own_id in theirs)
        return build(
            parsed,
            others,
            QuestionId(f"{self.base.prefix}#{own_id}"),
            objective=objective,
            problems=self.problems,
            in_lesson=self.base.in_lesson,
        )


def merge(base: Side, translations: Sequence[Side], problems: Problems, *, objectives: Sequence[str]) -> list[QuizItem]:
    """The items of the base in order, each with its texts in all languages; what cannot be built is left out.

    `objectives` are the ids that questions, cases and groups may name.
    """
    _check_objectives(base.items, objectives, problems)
    questions = questions_of(base.items)
    ids = _base_ids(questions, problems)
    found = {side.language: _paired(questions, ids, side, problems) for side in translations}
    work = _Merge(base, problems, ids, found)
    containers = {side.language: _containers(base, side, problems) for side in translations}
    return [made for item in base.items if (made := _item(work, item, None, containers)) is not None]


def _check_objectives(items: Sequence[ParsedItem], known: Sequence[str], problems: Problems) -> None:
    for item in items:
        name = item.head.options.objective
        if name is not None and name not in known:
            problems.error(item.place, "objective.unknown", name=name, near=near(name, list(known)))
        if not isinstance(item, ParsedQuestion):
            inner = item.questions if isinstance(item, ParsedCase) else item.items
            _check_objectives(inner, known, problems)


def _base_ids(questions: Sequence[ParsedQuestion], problems: Problems) -> dict[int, str]:
    """An id for every question; a missing one is a problem and stands in for nothing lasting."""
    ids: dict[int, str] = {}
    seen: dict[str, ParsedQuestion] = {}
    for number, question in enumerate(questions, start=1):
        own = question.head.own_id
        if not own:
            problems.error(question.place, "question.no-id")
        elif own in seen:
            _report_doubled(seen[own], question, problems)
        ids[id(question)] = own if own and own not in seen else f"unstamped-{number}"
        seen.setdefault(own, question)
    return ids


def _report_doubled(first: ParsedQuestion, second: ParsedQuestion, problems: Problems) -> None:
    """At both: which of them is the copy only the author knows."""
    own = first.head.own_id
    problems.error(first.place, "question.doubled-id", id=own, line=second.place.line)
    problems.error(second.place, "question.doubled-id", id=own, line=first.place.line)


# --- pairing ---------------------------------------------------------------------------------------


def _paired(
    questions: Sequence[ParsedQuestion], ids: Mapping[int, str], side: Side, problems: Problems
) -> dict[str, ParsedQuestion]:
    """The questions of a translation by the base's ids."""
    wanted = [ids[id(question)] for question in questions]
    theirs = questions_of(side.items)
    keyed: dict[str, ParsedQuestion] = {}
    for question, own in zip(theirs, _their_ids(questions, wanted, theirs), strict=True):
        if not question.head.own_id and own is None:
            problems.error(question.place, "question.no-id")
        elif own is None or own not in wanted:
            problems.error(question.place, "translation.extra-question", id=own or question.head.own_id)
        elif own in keyed:
            _report_doubled(keyed[own], question, problems)
        else:
            keyed[own] = question
            if not question.head.own_id:
                problems.warning(question.place, "translation.no-id", id=own)
    _check_missing(questions, wanted, keyed, side, problems)
    _check_order(wanted, keyed, problems)
    return keyed


def _their_ids(
    questions: Sequence[ParsedQuestion], wanted: Sequence[str], theirs: Sequence[ParsedQuestion]
) -> list[str | None]:
    """The ids of a translation; where one was not stamped, the base's id at the same place among as many."""
    if len(theirs) != len(questions):
        return [question.head.own_id or None for question in theirs]
    taken = {question.head.own_id for question in theirs}
    return [
        question.head.own_id or (own if own not in taken else None)
        for question, own in zip(theirs, wanted, strict=True)
    ]


def _check_missing(
    questions: Sequence[ParsedQuestion],
    wanted: Sequence[str],
    keyed: Mapping[str, ParsedQuestion],
    side: Side,
    problems: Problems,
) -> None:
    """Report each lost question where it should stand: as far below the one before it as in the base."""
    for at, own in enumerate(wanted):
        if own in keyed:
            continue
        base = questions[at]
        following = next((keyed[later].place.line for later in wanted[at + 1 :] if later in keyed), side.length)
        line = min(base.place.line, following)
        if at and wanted[at - 1] in keyed:
            line = min(keyed[wanted[at - 1]].last + base.place.line - questions[at - 1].last, following)
        place = Place(side.path, max(line, 1))
        problems.error(place, "translation.missing-question", id=own, title=base.title, line=base.place.line)


def _check_order(wanted: Sequence[str], keyed: Mapping[str, ParsedQuestion], problems: Problems) -> None:
    """Report the questions that stand elsewhere than in the base."""
    ours = [own for own in wanted if own in keyed]
    theirs = sorted(ours, key=lambda own: keyed[own].place.line)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag in {"insert", "replace"}:
            for own in theirs[first:last]:
                problems.error(keyed[own].place, "translation.other-order", id=own)


# --- cases and groups ------------------------------------------------------------------------------

_Container = ParsedCase | ParsedGroup
_Counterparts = Mapping[str, Mapping[int, _Container]]


def _all_containers(items: Sequence[ParsedItem]) -> list[_Container]:
    found: list[_Container] = []
    for item in items:
        if isinstance(item, ParsedCase):
            found.append(item)
        elif isinstance(item, ParsedGroup):
            found.extend([item, *_all_containers(item.items)])
    return found


def _containers(base: Side, side: Side, problems: Problems) -> dict[int, _Container]:
    """The cases and groups of a translation, in order, by those of the base."""
    ours, theirs = _all_containers(base.items), _all_containers(side.items)
    if [type(item) for item in ours] != [type(item) for item in theirs]:
        odd = next((b for a, b in zip(ours, theirs, strict=False) if type(a) is not type(b)), None)
        place = odd.place if odd else theirs[-1].place if len(theirs) > len(ours) else Place(side.path, _last(side))
        problems.error(place, "translation.other-groups", here=len(theirs), base=len(ours))
        return {}
    pairs = {id(own): other for own, other in zip(ours, theirs, strict=True)}
    for own, other in zip(ours, theirs, strict=True):
        _check_container(own, other, problems)
    return pairs


def _last(side: Side) -> int:
    return max((item.last for item in side.items), default=1)


def _check_container(own: _Container, other: _Container, problems: Problems) -> None:
    for name in ("draw", "pool", "objective"):
        stated, base = getattr(other.head.options, name), getattr(own.head.options, name)
        if stated is not None and stated != base:
            problems.error(
                other.place, f"translation.other-{name}", here=stated, base=base if base is not None else "–"
            )
    languages = own.language, other.language
    check_words(own.title, other.title, other.place, languages, problems)
    if isinstance(own, ParsedCase) and isinstance(other, ParsedCase):
        check_words(prose_of_html(own.html), prose_of_html(other.html), other.place, languages, problems)
    mine = own.questions if isinstance(own, ParsedCase) else questions_of(own.items)
    theirs = other.questions if isinstance(other, ParsedCase) else questions_of(other.items)
    if len(mine) != len(theirs):
        problems.error(other.place, "translation.other-groups", here=len(theirs), base=len(mine))


def _item(work: _Merge, item: ParsedItem, objective: str | None, containers: _Counterparts) -> QuizItem | None:
    if isinstance(item, ParsedQuestion):
        return work.question(item, objective)
    inner = item.head.options.objective or objective
    if isinstance(item, ParsedCase):
        return _case(work, item, inner, containers)
    return _group(work, item, inner, containers)


def _sides(work: _Merge, item: _Container, containers: _Counterparts) -> dict[Language, _Container]:
    others = {Language(language): pairs[id(item)] for language, pairs in containers.items() if id(item) in pairs}
    return {Language(work.base.language): item, **others}


def _case(work: _Merge, case: ParsedCase, objective: str | None, containers: _Counterparts) -> Case:
    sides = _sides(work, case, containers)
    html = {language: side.html for language, side in sides.items() if isinstance(side, ParsedCase) and side.html}
    built = [work.question(question, objective) for question in case.questions]
    title = {language: side.title for language, side in sides.items() if side.title}
    asked = tuple(question for question in built if question is not None)
    return Case(title, html, asked, always=bool(case.head.options.always))


def _group(work: _Merge, group: ParsedGroup, objective: str | None, containers: _Counterparts) -> Group:
    options = group.head.options
    _check_draw(work, group)
    title = {language: side.title for language, side in _sides(work, group, containers).items() if side.title}
    items: list[Question | Case] = []
    for item in group.items:
        made = _item(work, item, objective, containers)
        if made is not None and not isinstance(made, Group):
            items.append(made)
    pool = QuizId(options.pool) if options.pool else None
    return Group(title, options.draw, options.objective, pool, tuple(items))


def _check_draw(work: _Merge, group: ParsedGroup) -> None:
    """A draw from the group's own questions; one from another test's pool is proven where that pool is known."""
    draw, pool = group.head.options.draw, group.head.options.pool
    if pool is not None:
        if group.items:
            work.problems.error(group.place, "question.pool-and-questions")
        if draw is None:
            work.problems.error(group.place, "question.pool-without-draw")
    elif not group.items:
        work.problems.error(group.place, "question.group-without-questions")
    elif draw is not None and draw > len(group.items):
        work.problems.error(group.place, "question.draw-too-large", draw=draw, have=len(group.items))
