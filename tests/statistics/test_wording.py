"""Flags in words: choices by their letters in each language, parts by name, and nothing that a page cannot say."""

import pytest
from flask import Flask

from elearn.statistics import wording
from elearn.statistics.rules import Flag, FlagKind

WORDS = {"bg": "кметът", "en": "the mayor"}
PART = {"bg": "Клас В", "en": "Class V"}


@pytest.mark.parametrize(
    ("flag", "bg", "en"),
    [
        (
            Flag(FlagKind.CHECK_KEY, {}, WORDS, 1),
            "Най-добре представилите се са избрали Б („кметът“): проверете ключа",
            "The best learners chose B (“the mayor”): check the key",
        ),
        (
            Flag(FlagKind.CHECK_KEY, PART, WORDS, 1),
            "За „Клас В“ най-добре представилите се са избрали „кметът“: проверете ключа",
            "For “Class V” the best learners chose “the mayor”: check the key",
        ),
        (
            Flag(FlagKind.CHECK_KEY, {}, {"": "ЗНИ"}),
            "Най-добре представилите се са написали „ЗНИ“: трябва ли да се приема?",
            "The best learners typed “ЗНИ”: should it be accepted?",
        ),
        (Flag(FlagKind.NOBODY_CHOSE, {}, {}, 2), "Никой не е избрал В", "Nobody chose C"),
        (
            Flag(FlagKind.NOBODY_CHOSE, {"": "[1]"}, WORDS, 0),
            "За „[1]“ никой не е избрал „кметът“",
            "For “[1]” nobody chose “the mayor”",
        ),
        (Flag(FlagKind.EVERYONE_RIGHT), "Всички отговарят вярно", "Everyone gets it right"),
    ],
)
def test_a_flag_is_said_in_plain_words(app: Flask, flag, bg, en) -> None:
    for language, words in (("bg", bg), ("en", en)):
        with app.test_request_context(f"/?lang={language}"):
            assert wording.said(flag).head == words


def test_every_kind_of_flag_has_words_and_advice(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        for kind in FlagKind:
            said = wording.said(Flag(kind, {}, WORDS, 0))
            assert said.head
            assert said.advice


def test_numbers_are_rounded_and_what_does_not_exist_is_a_dash(app: Flask) -> None:
    with app.test_request_context("/?lang=bg"):
        assert wording.percent(0.6149) == "61\N{NO-BREAK SPACE}%"
        for share, words in ((0.5985, "59"), (0.996, "99"), (1.0, "100"), (0.29, "29"), (2 / 3, "66"), (-0.05, "−5")):
            assert wording.percent(share) == f"{words}\N{NO-BREAK SPACE}%"
        assert wording.percent(None) == wording.rounded(None) == "–"
        assert wording.rounded(-33.4) == "−33"
        assert wording.rounded(-0.2) == "0"
        assert wording.rounded(0.434, 2) == "0,43"
        assert wording.letter(99) == "100"


def test_a_long_answer_is_cut(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        head = wording.said(Flag(FlagKind.NOBODY_CHOSE, {}, {"en": "word " * 40}, 0)).head
        assert len(head) < 100
        assert "…" in head
