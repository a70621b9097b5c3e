"""Every word of the authoring format in both keyword languages: one table, read everywhere.

Left the canonical name the rest of the compiler knows; right the spellings that are read. English first.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _table(**rows: tuple[str, ...]) -> Mapping[str, str]:
    """Spelling (lower case) -> canonical name. Underscores in the canonical name may be typed as hyphens."""
    spellings = {spelling.lower(): name for name, row in rows.items() for spelling in (name, *row)}
    return MappingProxyType(spellings)


KEYS = _table(
    title=("заглавие",),
    theme=("тема",),
    language=("език",),
    translations=("преводи",),
    level=("ниво",),
    hours=("часове",),
    hours_kind=("вид_часове", "вид часове", "hours-kind"),
    owner=("отговорник",),
    edition=("издание",),
    review_by=("преглед_до", "преглед до", "review-by"),
    completion=("завършване",),
    lessons=("уроци",),
    quizzes=("тестове",),
    exam=("заключителен_тест", "заключителен тест", "изпит"),
    test_out=("само_с_тест", "само с тест", "test-out"),
    certificate=("удостоверение",),
    valid=("валидност",),
    show_score=("показва_резултат", "показва резултат", "show-score"),
    project=("проект",),
    code=("код",),
    name=("име", "наименование"),
    funder=("финансиращ", "финансираща_институция"),
    statement=("декларация", "изявление"),
    basis=("основание",),
    logos=("знаци", "лога"),
    objectives=("цели",),
    requires=("изисква",),
    formerly=("преди",),
    minutes=("минути",),
    attempts=("опити",),
    wait=("изчакване",),
    counts=("зачита",),
    time=("време",),
    grace=("гратис", "толеранс"),
    review=("обратна_връзка", "обратна връзка"),
    show_key=("показва_верните", "показва верните", "show-key"),
    shuffle=("разбъркване",),
    layout=("изглед", "подредба"),
    practice=("упражнение",),
    negative=("отрицателни",),
    anonymous=("анонимен",),
    marker=("оценява", "проверява"),
    marking_days=("срок_за_оценяване", "срок за оценяване", "срок_за_проверка", "marking-days"),
    draw=("случайни",),
    draw_by=("случайни_по", "случайни по", "draw-by"),
    pool=("от", "набор"),
    url=("адрес",),
    as_of=("към", "as-of"),
    short=("кратко",),
    gazette=("обнародван", "вестник"),
    kind=("вид",),
    **{"pass": ("минимум",)},
)

YES_NO = _table(yes=("true", "да"), no=("false", "не"))
REVIEWS = _table(**{"never": ("никога",), "after-attempt": ("след-опит",), "after-pass": ("след-успех",)})
COUNTS = _table(best=("най-добър", "най-добрият"), last=("последен", "последният"), first=("първи", "първият"))
LAYOUTS = _table(one=("един", "един-по-един"), all=("всички",))
HOURS_KINDS = _table(astronomical=("астрономически",), academic=("академични", "учебни"))
LEVELS = _table(basic=("основно",), intermediate=("средно",), advanced=("напреднало",))
DRAW_BY = _table(objective=("цел", "цели"))
COMPLETIONS = _table(all=("всички",), none=("без", "никои"), **{"pass": ("взет", "взети", "успех")})
SOURCE_KINDS = _table(law=("закон", "акт"), other=("друг", "друго"))
POOLS = _table(exam=("изпит", "заключителен-тест"), modules=("модули",))

QUESTION_HEADS = _table(question=("въпрос",), group=("група",), case=("казус",))
NOTES = _table(
    explanation=("обяснение",), hint=("подсказка",), criteria=("критерии",), formerly=("преди",), answer=("отговор",)
)
KINDS = _table(
    **{
        "single": ("един верен",),
        "multiple": ("няколко верни",),
        "true-false": ("вярно-невярно", "вярно/невярно"),
        "text": ("кратък отговор",),
        "number": ("число",),
        "matching": ("съответствие",),
        "ordering": ("подреждане",),
        "gaps": ("пропуски",),
        "sorting": ("разпределяне",),
        "matrix": ("твърдения",),
        "survey": ("анкета",),
        "essay": ("свободен отговор",),
    }
)
OPTIONS = _table(
    penalty=("отнема",), objective=("цел",), unit=("мярка",), scale=("скала",), draw=("случайни",), pool=("от", "from"),
    formerly=("преди",),
)  # fmt: skip
FLAGS = _table(always=("винаги",))
SURVEY_FORMS = _table(
    single=("един", "един верен"), multiple=("няколко", "няколко верни"), text=("текст", "свободен отговор")
)
POINTS = frozenset({"т", "т.", "точка", "точки", "point", "points", "p", "p.", "pt", "pt."})
TRUE_WORDS = frozenset({"вярно", "да", "true", "yes"})

CALLOUTS = _table(
    note=("бележка",),
    important=("важно",),
    example=("пример",),
    law=("закон",),
    pitfall=("честа-грешка", "честа грешка"),
)
DETAILS = _table(details=("подробности",))
CONTAINERS = _table(details=("подробности",), caption=("надпис", "заглавие"), description=("описание",))
DESCRIPTIONS = _table(description=("описание",))
DIAGRAM_FENCES = frozenset({"mermaid", "diagram", "диаграма", "схема"})


def canonical(table: Mapping[str, str], spelling: str) -> str | None:
    """The canonical name of a word as an author typed it, or None."""
    word = " ".join(spelling.strip().lower().split())
    return table.get(word) or table.get(word.replace(" ", "_")) or table.get(word.replace(" ", "-"))


def spellings(table: Mapping[str, str]) -> list[str]:
    """Every word that is read, for "did you mean"."""
    return sorted(table)


def pair(name: str) -> str:
    """A key in both spellings, for a message: `заглавие / title`."""
    bulgarian = next((spelling for spelling, key in KEYS.items() if key == name and spelling != name), name)
    return f"{bulgarian} / {name}"
