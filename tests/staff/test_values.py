"""Names, days and heads as people type them."""

from datetime import date

import pytest

from elearn.errors import Invalid
from elearn.people import rules
from elearn.people.egn import head_names_it, is_egn, masked
from elearn.staff import values
from elearn.staff.fields import Field, known

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Мария Петрова Иванова", ("Мария", "Петрова", "Иванова")),
        ("Мария  Иванова", ("Мария", "", "Иванова")),
        ("Мария Петрова Иванова - Георгиева", ("Мария", "Петрова", "Иванова-Георгиева")),
        ("Мария Петрова Иванова Георгиева", ("Мария", "Петрова", "Иванова Георгиева")),
        ("Анна Мария Петрова Иванова", ("Анна Мария", "Петрова", "Иванова")),
        ("Иванова, Мария Петрова", ("Мария", "Петрова", "Иванова")),
        ("Ахмед Мехмед Али", ("Ахмед", "Мехмед", "Али")),
    ],
)
def test_a_whole_name_is_parted_by_the_rules_of_bulgarian_names(text, parts) -> None:
    assert values.full_name(text) == parts


def test_a_column_that_begins_with_the_family_name_is_parted_so() -> None:
    assert values.full_name("Иванова Мария Петрова", family_first=True) == ("Мария", "Петрова", "Иванова")


@pytest.mark.parametrize("text", ["Мария", "", "а б в г д е ж"])
def test_what_is_no_whole_name_is_refused(text) -> None:
    with pytest.raises(Invalid, match="name_parts"):
        values.full_name(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [("ИВАНОВА-ГЕОРГИЕВА", "Иванова-Георгиева"), ("мария", "Мария"), ("О'Нийл", "О'Нийл"), ("Mapия", "Мария")],
)
def test_a_name_in_capitals_or_with_letters_that_look_alike_is_put_right(text, part) -> None:
    assert values.name_part(text) == part


def test_two_alphabets_in_one_name_are_refused() -> None:
    with pytest.raises(Invalid, match="name_alphabets"):
        values.name_part("Georgиев")


@pytest.mark.parametrize(
    "text", ["2024-03-01", "01.03.2024", "1.3.2024 г.", "01/03/2024", "2024-03-01 08:30", "1-3-2024"]
)
def test_a_day_is_read_however_it_is_typed(text) -> None:
    assert values.day(text, TODAY) == date(2024, 3, 1)


@pytest.mark.parametrize(("text", "code"), [("32.01.2024", "date_unreadable"), ("01.01.1900", "date_unlikely")])
def test_a_day_that_cannot_be_is_refused(text, code) -> None:
    with pytest.raises(Invalid, match=code):
        values.day(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org",
        "A.B+c@Example.ORG",
        "ivan@кмет.бг",
        "о@example.org",
        "a b@c",
        "@",
        "a@b",
        "a..b@c.bg",
        ".a@c.bg",
        "a@-c.bg",
        f"{'a' * 65}@c.bg",
    ],
)
def test_an_e_mail_is_judged_as_everywhere_else(text) -> None:
    def judged(rule) -> str:
        try:
            return rule(text)
        except Invalid as refusal:
            return refusal.code

    assert judged(values.email) == judged(rules.normal_email)


@pytest.mark.parametrize(
    "head", ["ЕГН", "Е.Г.Н.", "егн/лнч", "ЕГН (10 цифри)", "EГH", "Единен граждански номер", "EGN", "National ID"]
)
def test_heads_of_personal_numbers_are_known(head) -> None:
    assert head_names_it(head)


@pytest.mark.parametrize("head", ["Персонален номер", "Личен №", "Сл. №", "Служебен номер", "Телефон"])
def test_heads_of_staff_numbers_are_no_personal_numbers(head) -> None:
    assert not head_names_it(head)


@pytest.mark.parametrize("digits", ["7523169263", "8032056031", "6101057509"])
def test_a_personal_number_is_taken_out_of_any_text(digits) -> None:
    assert is_egn(digits)
    assert not is_egn(digits[:-1] + str((int(digits[-1]) + 1) % 10))
    assert digits not in masked(f"ЕГН: {digits}, ж.")
    assert masked("0888123456, BG12 7523 1692 63") == "0888123456, BG12 7523 1692 63"


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Име, презиме, фамилия", Field.FULL_NAME),
        ("ТРИТЕ ИМЕНА", Field.FULL_NAME),
        ("Фамилия, име, презиме", Field.FAMILY_FIRST),
        ("Персонален номер", Field.STAFF_NUMBER),
        ("Сл. №", Field.STAFF_NUMBER),
        ("Employee No.", Field.STAFF_NUMBER),
        ("Дата на\nпостъпване", Field.JOINED_ON),
        ("Наименование на длъжността", Field.POSITION),
        ("Заплата", None),
    ],
)
def test_heads_are_known_by_many_spellings(head, field) -> None:
    assert known(head) is field
