"""Numbers of a text and its translation: the same number in any spelling is no difference, another one is."""

import pytest

from elearn.content.figures import Prose, difference

SAME = [
    ("1 500,5 лв.", "BGN 1,500.5"),
    ("1 500 лв.", "BGN 1500"),
    ("1\u00a0250\u00a0000 лв.", "BGN 1,250,000"),
    ("1,5 млн. лв.", "BGN 1.5 million"),
    ("1,5 млн. лв.", "BGN 1 500 000"),
    ("5 млн. лв.", "five million"),
    ("2,50 %", "2.5 %"),
    ("0,5 т.", "0.5 points"),
    ("от 16.06.2026 г.", "as of 16 June 2026"),
    ("на 16 юни 2026 г.", "on June 16, 2026"),
    ("Юни 2026 г.", "June 2026"),
    ("от 01.01.2026 г. до 31.12.2026 г.", "from 1 January to 31 December 2026"),
    ("чл. 12, ал. 1 и чл. 13, ал. 1", "Art. 12 and 13, para. 1"),
    ("до 31.03.", "by 31 March"),
    ("2026-06-16", "16.06.2026"),
    ("на 1-ви май", "on the 1st of May"),
    ("до 17 ч.", "by 5 p.m."),
    ("в 17:30 ч.", "at 5:30 pm"),
    ("в 9.30 ч.", "at 9:30"),
    ("в 9:00 ч.", "at 9 a.m."),
    ("чл. 15, ал. 1, т. 2", "Art. 15, para. 1, item 2"),
    ("чл. 5,6 и 7", "Art. 5, 6 and 7"),
    ("чл. 22в", "Art. 22v"),
    ("25-те най-добри", "the top 25"),
    ("16-о място", "16th place"),
    ("2 хектара", "two hectares"),
    ("пет от 6", "5 of six"),
    ("24 часа", "twenty-four hours"),
    ("на 1 година", "for a year"),
    ("половината", "50 %"),
    ("1,5 часа", "one and a half hours"),
    ("12 декара", "12 decares (1.2 hectares)"),
    ("ДВ, бр. 55 от 2026 г.", "SG 55/2026"),
    ("от 5 до 10 %", "5–10 %"),
    ("без числа", "no numbers"),
]
OTHER = [
    ("14 дни", "15 days", ("14",), ("15",)),
    ("1 500 лв.", "BGN 150", ("1500",), ("150",)),
    ("300 000 лв.", "BGN 300", ("300000",), ("300",)),
    ("1.250.000,5 лв.", "BGN 1,250,000.6", ("1250000.5",), ("1250000.6",)),
    ("14 дни, после 30, пак 30", "14 days, then 30, again 14", ("30",), ("14",)),
    ("2,5 %", "2.6 %", ("2.5",), ("2.6",)),
    ("1,02 млн.", "a sum of 2.02 million", ("1020000",), ()),
    ("16.06.2026 г.", "17 June 2026", ("16",), ("17",)),
    ("16.06.2026 г.", "16 July 2026", ("6",), ("7",)),
    ("до 17 ч.", "by 6 p.m.", ("17",), ("18",)),
    ("чл. 15, ал. 1", "Art. 16, para. 1", ("15",), ("16",)),
    ("срок", "a term of 30 days", (), ("30",)),
    ("30 дни", "some days", ("30",), ()),
    ("3 дни или 30 дни", "3 days or 13 days", ("30",), ("13",)),
    ("1,5 млн. лв.", "BGN 1.5 billion", ("1500000",), ("1500000000",)),
    ("100 на сто от стойността", "the value", ("100",), ()),
    ("12 декара (1,2 хектара)", "12 decares", ("1.2",), ()),
]


@pytest.mark.parametrize(("base", "other"), SAME)
def test_one_number_in_two_spellings_is_no_difference(base: str, other: str) -> None:
    assert difference(Prose(base, "bg"), Prose(other, "en")) == ((), ())


@pytest.mark.parametrize(("base", "other", "lost", "extra"), OTHER)
def test_another_number_is_told(base: str, other: str, lost: tuple[str, ...], extra: tuple[str, ...]) -> None:
    assert difference(Prose(base, "bg"), Prose(other, "en")) == (lost, extra)


def test_small_numbers_may_be_words_of_a_language_that_is_not_known() -> None:
    base = Prose("3 дни, 30 часа", "bg")
    assert difference(base, Prose("drei Tage, 30 Stunden", "de")) == ((), ())
    assert difference(base, Prose("drei Tage, 31 Stunden", "de")) == (("30",), ("31",))


@pytest.mark.parametrize("text", ["1" * 20_000, "1 " * 10_000, "1." * 10_000, "1 000 " * 3_000])
def test_endless_numbers_break_nothing(text: str) -> None:
    assert difference(Prose(text, "bg"), Prose(text, "en")) == ((), ())
