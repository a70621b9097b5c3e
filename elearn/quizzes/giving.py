"""The form by which a trainer or a coordinator allows a person more time or more attempts."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.content.codec import digest
from elearn.errors import Invalid, NotFound, Refusal
from elearn.ids import CourseSlug, PersonId, QuizId
from elearn.people.forms import Errors
from elearn.people.queries import in_scope, person_by_email
from elearn.people.rules import typed_email
from elearn.permissions import Actor, Permission
from elearn.quizzes import allowances, service, timing
from elearn.quizzes.timing import Extra
from elearn.web.numbers import whole_number

MOST_ATTEMPTS = 10
FACTORS: Mapping[str, Extra] = {
    "half": Extra(percent=150),
    "double": Extra(percent=200),
    "ordinary": Extra(percent=timing.ORDINARY),
}
FIELDS = {
    "person_missing": "person",
    "person_out_of_reach": "person",
    "person_not_enrolled": "person",
    "not_to_oneself": "person",
    "test_missing": "test",
    "course_unknown": "test",
    "course_withdrawn": "test",
    "quiz_unknown": "test",
    "no_time_limit": "test",
    "attempts_for_one_test": "test",
    "what_missing": "what",
    "extra_minutes_unreadable": "count",
    "extra_attempts_unreadable": "count",
    "reason_missing": "reason",
    "reason_too_long": "reason",
}
"""Which field of the form a refusal stands beside."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was filled in, as typed. `test` is `course|test`, or `course|` for all of its tests.

    `key` names the form that was shown, and tells the same sending twice from the same wish once more.
    """

    person: str = ""
    test: str = ""
    what: str = ""
    count: str = ""
    reason: str = ""
    key: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "Wish":
        return cls(**{name: form.get(name, "") for name in ("person", "test", "what", "count", "reason", "key")})

    def form_key(self, number: int) -> str | None:
        """Of the gift `number` of this wish. What was filled in is part of it: a form that came back from the
        browser's history and was changed gives once more."""
        if not self.key:
            return None
        return digest([*astuple(self), number])


@dataclass(frozen=True, slots=True)
class Done:
    """`ends`: when the attempts open now end from now on, where that has changed."""

    ends: tuple[datetime, ...] = ()


def give(session: Session, actor: Actor, wish: Wish) -> Done:
    """Raises what `allowances.give_time` and `service.grant` do, and a Refusal for what the form alone can get wrong.

    Whoever is out of the actor's reach is not told apart from nobody.
    """
    person_id = _person(session, actor, wish.person)
    course, quiz_id = _test(wish)
    given = _what(wish)
    if isinstance(given, Extra):
        ends = allowances.give_time(
            session, actor, person_id, course, quiz_id, given, reason=wish.reason, form_key=wish.form_key(1)
        )
        return Done(tuple(ends))
    if quiz_id is None:
        raise Invalid("attempts_for_one_test")
    for number in range(given):
        key = wish.form_key(number + 1)
        service.grant(session, actor, person_id, course, quiz_id, reason=wish.reason, form_key=key)
    return Done()


def faults(wish: Wish) -> Errors:
    """Everything that is missing or unreadable, at once; `give` refuses the first it meets."""
    found = Errors()
    for look in (_named, _test, _what, _reasoned):
        try:
            look(wish)
        except Refusal as refusal:
            found.add(FIELDS[refusal.code], refusal)
    return found


def beside(refusal: Refusal) -> Errors:
    """The refusal as a sentence beside its field; empty for one that no field explains."""
    errors = Errors()
    if refusal.code in FIELDS:
        errors.add(FIELDS[refusal.code], refusal)
    return errors


def _person(session: Session, actor: Actor, email: str) -> PersonId:
    person_id = person_by_email(session, typed_email(email))
    if person_id is None or not in_scope(session, actor, Permission.ATTEMPT_GRANT, person_id):
        raise NotFound("person_out_of_reach")
    return person_id


def _named(wish: Wish) -> None:
    if not wish.person.strip():
        raise Invalid("person_missing")


def _test(wish: Wish) -> tuple[CourseSlug, QuizId | None]:
    slug, _, quiz = wish.test.partition("|")
    if not slug:
        raise Invalid("test_missing")
    return CourseSlug(slug), QuizId(quiz) if quiz else None


def _reasoned(wish: Wish) -> None:
    allowances.require_reason(wish.reason)


def _what(wish: Wish) -> Extra | int:
    """More time, or so many attempts."""
    return _attempts(wish.count) if wish.what == "attempts" else _extra(wish)


def _extra(wish: Wish) -> Extra:
    if wish.what in FACTORS:
        return FACTORS[wish.what]
    if wish.what != "minutes":
        raise Invalid("what_missing")
    minutes = whole_number(wish.count.strip())
    if minutes is None or not 1 <= minutes <= timing.MOST_MINUTES:
        raise Invalid("extra_minutes_unreadable")
    return Extra(minutes=minutes)


def _attempts(text: str) -> int:
    """An empty field is one."""
    count = whole_number(text.strip() or "1")
    if count is None or not 1 <= count <= MOST_ATTEMPTS:
        raise Invalid("extra_attempts_unreadable")
    return count
