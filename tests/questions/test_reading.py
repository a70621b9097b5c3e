"""How typed answers are read."""

from decimal import Decimal

import pytest

from elearn.questions.reading import normalised, number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ЗНИ", "зни"),
        ("ЗНИ", " ЗНИ "),  # no-break spaces
        ("СОМА", "COMA"),  # Latin look-alikes
        ("клас В", "клас B"),
        ("„Кмет“", '"кмет"'),
        ("«Кмет»", "“кмет”"),
        ("2021–2027", "2021-2027"),
        ("БАИ − София", "баи - софия"),
        ("общински   съвет", "общински съвет"),
        ("до\u00adговор", "договор"),  # a soft hyphen
        ("й", "и\u0306"),  # composed and decomposed
    ],
)
def test_what_looks_the_same_reads_the_same(one, other) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("кмет", "кмета"), ("й", "и"), ("12", "1 2"), ("ЗНИ", "З.Н.И.")])
def test_nothing_is_guessed(one, other) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", "14"),
        ("14,5", "14.5"),
        ("14.5", "14.5"),
        (" 14 ", "14"),
        ("12 000", "12000"),
        ("12 000,50", "12000.50"),
        ("1 234 567", "1234567"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("+3", "3"),
        ("14 дни", "14"),
        ("14 ДНИ", "14"),
        ("14дни.", "14"),
        ("14 days", "14"),
        ("１４", "14"),
        ("1.000", "1.000"),
        ("007", "7"),
    ],
)
def test_numbers_read_as_people_write_them(text, value) -> None:
    assert number(text, ("дни", "days")) == Decimal(value)


@pytest.mark.parametrize("text", ["", "дни", "четиринадесет", "14-15", "1.234,5", "12 00", "1e5", "14 15", "٣x", "NaN"])
def test_what_is_no_number_is_none(text) -> None:
    assert number(text, ("дни",)) is None


def test_signs_of_unit_may_stand_before_or_after() -> None:
    assert number("€ 20", ("€",)) == 20
    assert number("80 %", ("%",)) == 80
