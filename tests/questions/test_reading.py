"""How typed answers are read."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from elearn.questions.reading import normalised, number

PAIRS = ("аa", "оo", "сc", "вb", "нh", "кk", "мm", "рp", "тt", "хx", "уy", "еe", "іi", "јj", "ѕs")
LATIN = {pair[0]: pair[1] for pair in PAIRS}
SPACES = " \t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000"
UNSEEN = "\u00ad\u200b\u200d\u200e\u2060\ufe0f\ufeff"
QUOTES = "\"'„“”‟«»‹›‚‘’‛`´′″"
DASHES = "-‐‑‒–—―−﹘﹣－"

bulgarian = st.text("абвгдежзийклмнопрстуфхцчшщъьюяѝ АБВНКМРСТХУЕ-„“0123456789.", min_size=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ЗНИ", "зни"),
        ("ЗНИ", "\u00a0ЗНИ\u00a0"),
        ("СОМА", "COMA"),  # Latin look-alikes
        ("клас В", "клас B"),
        ("„Кмет“", '"кмет"'),
        ("«Кмет»", "“кмет”"),
        ("´кмет´", "″кмет″"),
        ("2021–2027", "2021-2027"),
        ("БАИ − София", "баи - софия"),
        ("общински   съвет", "общински съвет"),
        ("до\u00adговор", "договор"),  # a soft hyphen
        ("й", "и\u0306"),  # composed and decomposed
        ("ѐ", "è"),  # an accented letter of the other alphabet
        ("т. II", "т. ІІ"),
    ],
)
def test_what_looks_the_same_reads_the_same(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize("pair", PAIRS)
def test_letters_that_look_alike_are_one_letter_in_either_case(pair: str) -> None:
    cyrillic, latin = pair
    assert len({normalised(letter) for letter in (cyrillic, latin, cyrillic.upper(), latin.upper())}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("кмет", "кмета"), ("й", "и"), ("12", "1 2"), ("ЗНИ", "З.Н.И."), ("О", "0"), ("З", "3"), ("и", "u"), ("г", "r")],
)
def test_nothing_is_guessed(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(bulgarian, bulgarian)
def test_two_texts_are_equal_only_letter_by_letter(one: str, other: str) -> None:
    def bare(text: str) -> str:
        return " ".join(text.replace("„", '"').replace("“", '"').casefold().split())

    assert (normalised(one) == normalised(other)) == (bare(one) == bare(other))


@given(st.text())
@example("ΐ\u0345")
@example("ẞ‼″́")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(bulgarian, st.data())
def test_however_it_is_typed_it_reads_as_it_was_meant(text: str, data: st.DataObject) -> None:
    """Alphabets, case, forms of Unicode, spaces, quotes, dashes and invisible characters at random."""

    def typed(letter: str) -> str:
        choices = [letter, letter.upper(), letter.lower(), unicodedata.normalize("NFD", letter)]
        choices += [LATIN[letter.lower()]] if letter.lower() in LATIN else []
        choices += list({" ": SPACES, "-": DASHES, "„": QUOTES, "“": QUOTES}.get(letter, ""))
        return data.draw(st.sampled_from(choices)) + data.draw(st.sampled_from(("", "", "", *UNSEEN)))

    assert normalised("".join(typed(letter) for letter in text)) == normalised(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", "14"),
        ("14,5", "14.5"),
        ("14.5", "14.5"),
        (" 14 ", "14"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("12\u202f000,50", "12000.50"),
        ("1\u2009234 567", "1234567"),
        ("−3", "-3"),
        ("–3", "-3"),
        ("+3", "3"),
        ("14 дни", "14"),
        ("14 ДНИ", "14"),
        ("14дни.", "14"),
        ("14 days", "14"),
        ("１４", "14"),
        ("\u200e14\ufeff", "14"),  # marks that come along when pasting
        ("1.000", "1.000"),
        ("007", "7"),
    ],
)
def test_numbers_read_as_people_write_them(text: str, value: str) -> None:
    assert number(text, ("дни", "days")) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "дни", "четиринадесет", "14-15", "1.234,5", "12 00", "1e5", "14 15", "٣x", "NaN", "Infinity", "1_000"),
        *("14²", "²14", "1½", "1①", "1234 567", "1,000,000", "--3", "14.", ".5", "14 дни 2", "0x14"),
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text, ("дни",)) is None


@pytest.mark.parametrize(
    ("text", "units", "value"),
    [
        ("€ 20", ("€",), 20),
        ("80 %", ("%",), 80),
        ("50 m", ("м",), 50),  # the Latin letter
        ("5 km", ("m", "km"), 5),
        ("20 м2", ("м²",), 20),
        ("20м²", ("м²",), 20),
        ("14 бр", ("бр.",), 14),
        ("бр. 14", ("бр.",), 14),
        ("14 EUR", ("евро", "EUR"), 14),
        ("5 MASS", ("Maß",), 5),  # longer when its case is folded
        ("12\u00a0000\u00a0евро", ("евро",), 12000),
    ],
)
def test_the_stated_unit_may_stand_before_or_after(text: str, units: tuple[str, ...], value: int) -> None:
    assert number(text, units) == value


@pytest.mark.parametrize(("text", "units"), [("14 дни", ()), ("14 лева", ("евро",)), ("€.5", ("€",)), ("14", ("",))])
def test_only_the_stated_unit_is_taken_off(text: str, units: tuple[str, ...]) -> None:
    assert number(text, units) == (14 if units == ("",) else None)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12), st.data())
def test_a_number_is_read_however_it_is_written(value: Decimal, data: st.DataObject) -> None:
    draw, space = data.draw, st.sampled_from(SPACES[2:])
    whole, _, part = f"{abs(value):,.3f}".partition(".")
    whole = whole.replace(",", draw(space)) if draw(st.booleans()) else whole.replace(",", "")
    sign = draw(st.sampled_from(DASHES)) if value < 0 else draw(st.sampled_from(("", "+")))
    unit = draw(st.sampled_from(("", "дни", f"{draw(space)}ДНИ", " дни.")))
    text = f"{sign}{whole}{draw(st.sampled_from(',.'))}{part}{unit}"
    assert number(f"{draw(space)}{text}{draw(space)}", ("дни",)) == value


@given(st.text())
def test_whatever_is_typed_is_a_number_or_none(text: str) -> None:
    assume(not any(letter.isnumeric() for letter in text))
    assert number(text, ("дни",)) is None
