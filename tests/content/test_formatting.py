"""`elearn fmt` stamps ids and normalises spelling; it never changes what a text means, and twice is once."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.compiler import compile_tree
from elearn.content.editing_cli import fmt
from elearn.content.fmt import formatted
from elearn.content.source import BASE
from tests.content.defects import EVERY
from tests.content.notation import read
from tests.content.planting import SAMPLE, Defect

TODAY = date(2026, 11, 23)


def alone(text: str) -> str:
    return formatted({BASE: text})[BASE]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (
            "## Въпрос: Кой издава сертификата? {#a}\n-  [х]   Кметът\n",
            "## Въпрос: Кой издава сертификата? {#a}\n- [x] Кметът\n",
        ),
        ("## ВЪПРОС ( Няколко верни,2т. ) : А? {#a}\n", "## Въпрос (Няколко верни,2т.): А? {#a}\n"),
        ("## ВЪПРОС (Няколко верни, 2т.) : А? {#a}\n", "## Въпрос (няколко верни, 2 т.): А? {#a}\n"),
        ("☒ А\n☐ Б\n", "- [x] А\n- [ ] Б\n"),
        ("•\u00a0А\n•\u00a0Б\n", "- А\n- Б\n"),
        ("– А\n– Б\n", "- А\n- Б\n"),
        ("- А\n  • Б\n", "- А\n  - Б\n"),
        ("Текст\n– не е списък\n", "Текст\n– не е списък\n"),
        ("```\n• код\n[х]\n```\n", "```\n• код\n[х]\n```\n"),
        ("<!-- • [х] -->\n", "<!-- • [х] -->\n"),
        ("- Отговор: 14 +- 1\n", "- Отговор: 14 ± 1\n"),
        ("Срок `[14+-1]` дни \n", "Срок `[14 ± 1]` дни\n"),
        ("край на реда  \nнов ред", "край на реда  \nнов ред\n"),
        ("\ufeff## Глава\r\nтекст\r\n", "## Глава\nтекст\n"),
        ("| Т | Да | Не |\n|---|---|---|\n| а | Х | |\n", "| Т | Да | Не |\n|---|---|---|\n| а | x | |\n"),
    ],
)
def test_each_trace_of_word_and_haste_has_one_spelling(typed: str, written: str) -> None:
    text = typed.removeprefix("\ufeff").replace("\r\n", "\n")
    assert alone(text) == written
    assert alone(written) == written


def test_ids_are_short_latin_words_of_the_heading_and_unique() -> None:
    text = alone(
        "## Въпрос: Кой издава сертификата за клас В?\n- [x] А\n- [ ] Б\n\n"
        "## Въпрос: Кой издава сертификата за клас В?\n- [x] А\n- [ ] Б\n\n## Question (text): How?\n- Answer: So\n"
    )
    heads = [line for line in text.split("\n") if line.startswith("#")]
    assert heads == [
        "## Въпрос: Кой издава сертификата за клас В? {#izdava-sertifikata-klas}",
        "## Въпрос: Кой издава сертификата за клас В? {#izdava-sertifikata-klas-2}",
        "## Question (text): How? {#how}",
    ]


def test_an_id_that_stands_is_never_changed() -> None:
    text = "## Въпрос: Съвсем друго? {#class-v-issuer}\n- [x] А\n- [ ] Б\n"
    assert alone(text) == text


def test_translations_carry_the_ids_of_their_text_in_order() -> None:
    texts = formatted(
        {
            BASE: "## Въпрос: Първо? {#first}\n- [x] А\n\n## Въпрос: Второ?\n- [x] Б\n\n## Въпрос: Трето?\n- [x] В\n",
            "en": "## Question: First?\n- [x] A\n\n## Question: Second?\n- [x] B\n\n"
            "## Question: Third? {#third}\n- [x] C\n",
        }
    )
    ids = {
        language: [line.split("{#")[1][:-1] for line in text.split("\n") if "{#" in line]
        for language, text in texts.items()
    }
    assert ids[BASE] == ids["en"] == ["first", "vtoro", "third"]


def test_a_translation_with_other_questions_keeps_its_own_headings() -> None:
    texts = formatted(
        {BASE: "## Въпрос: А?\n- [x] Б\n", "en": "## Question: A?\n- [x] B\n\n## Question: C?\n- [x] D\n"}
    )
    assert "{#" in texts[BASE]
    assert "{#" not in texts["en"]


_BITS = """Кмет|14|- |– |• |[х] |[ ] |☐ |## |Въпрос|(число)|: |`[1 / *2]`|> |---|Отговор: |\u00a0|  |\t|```|<!--|-->
1. |{#a}|+-|{#б}|Група|#|(2 т.; цел a)|X|\n"""
_WORDS = st.sampled_from([*_BITS.replace("\n", "|").split("|"), "|", "\n"])


@given(st.lists(st.lists(_WORDS, max_size=6).map("".join), max_size=12).map("\n".join))
def test_formatting_twice_is_formatting_once(text: str) -> None:
    once = alone(text)
    assert alone(once) == once


_HEADS = [
    "## Въпрос: А",
    "##  ВЪПРОС (няколко верни,  2 т.) :  А",
    "## Question (multiple): A",
    "## Въпрос (вярно–невярно): А",
]
_ITEMS = ["- [x] едно", "– [х] едно", "☒ едно", "•\u00a0[X] едно", "*[x] едно", "1. [x] едно"]
_OTHERS = [
    "- [ ] две",
    "- [] две",
    "☐ две",
    "•\u00a0[ ]\u00a0две",
    "- [ ] две\n  > защо",
    "- [ ] две \n\n> Обяснение: така",
]


@given(
    st.sampled_from(_HEADS),
    st.sampled_from(["", "Увод.", "– реплика", "Край:\n– точка"]),
    st.sampled_from(_ITEMS),
    st.sampled_from(_OTHERS),
)
def test_formatting_never_changes_what_a_question_means(head: str, stem: str, item: str, other: str) -> None:
    text = f"{head} {{#q}}\n{stem}\n\n{item}\n{other}\n"
    before, problems = read(text)
    after, others = read(alone(text))
    assert before == after or [_normal(item) for item in before] == [_normal(item) for item in after]
    assert {problem.code for problem in others} <= {problem.code for problem in problems}


def _normal(item: object) -> str:
    """The value without what only the test's rendering shows: bullets and spaces of the source."""
    return " ".join(repr(item).replace("–", "-").replace("\\xa0", " ").split())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "courses"))


def test_a_course_means_the_same_before_and_after(tree: Path) -> None:
    before = compile_tree(tree, TODAY, processes=1).courses[0]
    assert CliRunner().invoke(fmt, [str(tree)]).exit_code == 0
    assert compile_tree(tree, TODAY, processes=1).courses[0].digest == before.digest


MENDED = {
    "question.no-id", "question.no-space-after-bullet", "translation.no-id", "translation.extra-question",
    "translation.missing-question",
}  # fmt: skip
"""What formatting puts right: ids are stamped, after those of the other language where it has them."""


@pytest.mark.parametrize("defect", EVERY[::6], ids=lambda defect: defect.name.replace(" ", "-"))
def test_formatting_hides_no_defect_and_makes_none(tree: Path, defect: Defect) -> None:
    defect.plant(tree)
    before = {problem.code for problem in compile_tree(tree, TODAY, processes=1).problems}
    CliRunner().invoke(fmt, [str(tree)])
    after = {problem.code for problem in compile_tree(tree, TODAY, processes=1).problems}
    assert after <= before
    assert before - after <= MENDED


def test_check_changes_nothing_and_says_what_would(tree: Path) -> None:
    file = tree / "permits/exam.md"
    typed = file.read_text(encoding="utf-8").replace(" {#to-whom}", "").replace("[x]", "[х]")
    file.write_text(typed, encoding="utf-8")
    result = CliRunner().invoke(fmt, [str(tree), "--check", "--lang", "en"])
    assert result.exit_code == 1
    assert "exam.md" in result.output
    assert file.read_text(encoding="utf-8") == typed
    assert CliRunner().invoke(fmt, [str(file)]).exit_code == 0
    assert "- [x]" in file.read_text(encoding="utf-8")
    assert "{#to-whom}" in file.read_text(encoding="utf-8")
    assert CliRunner().invoke(fmt, [str(tree), "--check"]).exit_code == 1
    CliRunner().invoke(fmt, [str(tree)])
    assert CliRunner().invoke(fmt, [str(tree), "--check"]).exit_code == 0


def test_a_file_that_is_not_utf8_is_left_alone(tree: Path) -> None:
    file = tree / "permits/01-basics/02-check.md"
    data = "---\nзаглавие: Проверка\n---\n".encode("cp1251")
    file.write_bytes(data)
    assert CliRunner().invoke(fmt, [str(file)]).exit_code == 1
    assert file.read_bytes() == data
