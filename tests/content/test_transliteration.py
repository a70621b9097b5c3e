"""Names and slugs follow the Transliteration Act."""

import pytest

from elearn.content.source import slug
from elearn.content.transliteration import latin


@pytest.mark.parametrize(
    ("bulgarian", "english"),
    [
        ("Мария", "Maria"),
        ("Мария Иванова Щерева", "Maria Ivanova Shtereva"),
        ("България", "Bulgaria"),
        ("БЪЛГАРИЯ", "BULGARIA"),
        ("София", "Sofia"),
        ("Стара Загора", "Stara Zagora"),
        ("Ъгърчин", "Agarchin"),
        ("Юлия Янева", "Yulia Yaneva"),
        ("Цветан Чакъров", "Tsvetan Chakarov"),
        ("Жельо Шишков", "Zhelyo Shishkov"),
        ("Хасково", "Haskovo"),
        ("Петър-Иван", "Petar-Ivan"),
        ("Илияна", "Iliyana"),
        ("ЩЕРЕВА", "SHTEREVA"),
        ("Anna 5", "Anna 5"),
        ("", ""),
    ],
)
def test_letters_are_those_of_the_act(bulgarian: str, english: str) -> None:
    assert latin(bulgarian) == english


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-Защо сега", "zashto-sega"),
        ("02_why", "why"),
        ("why", "why"),
        ("10. Срокове", "srokove"),
        ("…", ""),
        ("01", "01"),
    ],
)
def test_slugs_drop_the_number_and_keep_latin_letters(name: str, expected: str) -> None:
    assert slug(name) == expected
