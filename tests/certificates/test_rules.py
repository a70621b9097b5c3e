"""Codes, numbers, validity and facts: pure rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn import ids
from elearn.certificates import rules
from elearn.certificates.rules import Facts, ProjectFacts, Status


def some_facts() -> Facts:
    return Facts(
        number="СЗ-2026-000412",
        code="SZ7KM2QF94TD",
        name_bg="Мария Иванова Примерова",
        name_en="Maria Ivanova Primerova",
        course_slug="sample",
        course_bg="Примерен курс",
        course_en="Sample course",
        edition="2026.2",
        digest="7c1e90ab44d2" + "0" * 52,
        hours=Decimal("2.5"),
        hours_kind="academic",
        completed_on=date(2026, 11, 23),
        issued_on=date(2026, 11, 23),
        law_as_of=date(2026, 6, 16),
        valid_until=None,
        issuer_bg="Община",
        issuer_en="Municipality",
        score=(1850, 2000),
        project=ProjectFacts("X1", "Име", "Name", "Изявление", "Statement", "Заповед", "Order", eu_emblem=True),
    )


def test_facts_survive_being_stored() -> None:
    facts = some_facts()
    assert rules.from_json(rules.to_json(facts)) == facts


@given(width=st.integers(min_value=1, max_value=12), case=st.sampled_from([str.upper, str.lower, str.title]))
def test_a_code_is_read_however_it_was_copied(width: int, case: Callable[[str], str]) -> None:
    code = ids.public_code(rules.CODE_LENGTH)
    typed = " - ".join(code[start : start + width] for start in range(0, len(code), width))
    assert rules.plain_code(case(typed)) == code


def test_cyrillic_letters_that_look_latin_are_read_as_latin() -> None:
    assert rules.plain_code("АВЕК-МНРС-ТХУ2") == "ABEKMHPCTXY2"


@pytest.mark.parametrize("typed", ["", "SZ7K", "SZ7KM2QF94TDX", "SZ7KM2QF94T0", "SZ7KM2QF94TI", "../../etc/pw"])
def test_what_is_no_code_is_told_apart(typed: str) -> None:
    assert not rules.is_code(rules.plain_code(typed))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_validity_is_counted_in_calendar_months(day: date, months: int, expected: date) -> None:
    assert rules.add_months(day, months) == expected


def test_a_certificate_is_valid_to_the_end_of_its_last_day() -> None:
    facts = replace(some_facts(), valid_until=date(2026, 12, 1))
    on, after = date(2026, 12, 1), date(2026, 12, 2)
    assert rules.status(facts, revoked=False, superseded=False, today=on) is Status.VALID
    assert rules.status(facts, revoked=False, superseded=False, today=after) is Status.EXPIRED


def test_revoked_is_said_before_anything_else() -> None:
    assert rules.status(some_facts(), revoked=True, superseded=True, today=date(2026, 1, 1)) is Status.REVOKED
