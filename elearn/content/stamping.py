"""Ids for questions that have none: short, from the words of the heading, the same in every language."""

import re
from collections.abc import Collection, Sequence

from elearn.content.notation.heads import own_id
from elearn.content.notation.spans import headings
from elearn.content.source import slug

_LONGEST = 32
_MOST_WORDS = 5
_NAME = re.compile(r"^[^:：]*[:：]\s*(?P<title>.*)$")
_NOISE = re.compile(r"[*_`\\]|\[@[^\]]*\]|\]\([^)]*\)|\{[^}]*\}")
_SMALL = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "is", "are", "and", "or", "what", "which", "who",
    "when", "how", "koy", "koya", "koe", "koi", "kakvo", "kakav", "kakva", "kakvi", "e", "sa", "na", "v", "s", "za",
    "ot", "i", "li", "se", "da", "po", "kolko", "koga", "kak",
})  # fmt: skip
"""Words that tell nothing about a question, as `slug` writes them."""


def question_lines(lines: Sequence[str], start: int) -> list[int]:
    """The lines (0-based) of the headings of questions, those in cases and groups too, in order."""
    return [head.line for head in headings(lines, start) if head.kind == "question"]


def stamps(lines: Sequence[str], at: Sequence[int]) -> list[str]:
    """The ids at the ends of these headings; empty where there is none."""
    return [own_id(lines[line]) for line in at]


def named(heading: str, taken: Collection[str]) -> str:
    """An id from the words of a heading that is not yet taken: `Кой издава сертификата?` -> `izdava-sertifikata`."""
    match = _NAME.match(heading)
    words = [word for word in slug(_NOISE.sub(" ", match["title"] if match else heading)).split("-") if word]
    telling = [word for word in words if word not in _SMALL] or words or ["question"]
    name = telling[0][:_LONGEST]
    for word in telling[1:_MOST_WORDS]:
        if len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}-{word}"
    return _free(name, taken)


def _free(name: str, taken: Collection[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def chosen(base: tuple[Sequence[str], Sequence[int]], others: Sequence[Sequence[str]]) -> list[str]:
    """An id for each question of the base: its own, else the one a translation of as many questions has there.

    `base` are its lines and those of its questions; `others` the ids of each translation in order.
    """
    lines, at = base
    own = stamps(lines, at)
    taken = {name for names in (own, *others) for name in names if name}
    result = []
    for position, name in enumerate(own):
        stands = next((ids[position] for ids in others if len(ids) == len(own) and ids[position] not in {"", *own}), "")
        given = name or (stands if stands not in result else "") or named(lines[at[position]], taken)
        taken.add(given)
        result.append(given)
    return result


def stamped(lines: Sequence[str], at: Sequence[int], ids: Sequence[str]) -> list[str]:
    """The lines with the ids at the ends of the headings that had none."""
    made = list(lines)
    for line, name in zip(at, ids, strict=True):
        if name and not own_id(made[line]) and "{" not in made[line]:
            made[line] = f"{made[line].rstrip().rstrip('#').rstrip()} {{#{name}}}"
    return made
