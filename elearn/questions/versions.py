"""Which version of a question somebody met: the same words, key and points are the same version in every edition."""

from dataclasses import replace

from elearn.cache import Cache
from elearn.content import codec
from elearn.content.questions import Question
from elearn.ids import QuestionId

LENGTH = 12
"""Hexadecimal digits: enough to tell a question's versions apart, short enough to compare by eye."""

LIMIT_BYTES = 4 * 1024 * 1024
WEIGHT = 3
"""A question kept with its digest takes about three times the bytes of its JSON."""

_cache = Cache(LIMIT_BYTES)


def version_of(question: Question) -> str:
    """The first digits of the fingerprint of what is asked and how it counts.

    What it is called, now or formerly, and which objective it serves, is no part of it: a question that moves keeps its
    answers together.

    Equal values give equal versions whatever the order in which a snapshot's JSON names them. Where it stands in a
    test, and which tests ask it, is no part of it.
    """
    return _remembered(question)[1]


def _remembered(question: Question) -> tuple[Question, str]:
    """Under the object's id, which nothing else can have while the cache holds the object."""

    def load() -> tuple[tuple[Question, str], int]:
        bare = replace(question, id=QuestionId(""), formerly=(), objective=None)
        return (question, codec.fingerprint(bare)[:LENGTH]), len(codec.dump(question)) * WEIGHT

    return _cache.get(id(question), load)
