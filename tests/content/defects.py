# ruff: noqa: E501 - a line is a defect: what stands there and what is put in its place
"""Defects to plant in the complete course: what a trainer may get wrong, and where it should be found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

COURSE = "permits"
BASICS, PRACTICE = f"{COURSE}/01-basics", f"{COURSE}/02-practice"
LESSON, LESSON_EN = f"{BASICS}/01-application.md", f"{BASICS}/01-application.en.md"
CHECK, CHECK_EN = f"{BASICS}/02-check.md", f"{BASICS}/02-check.en.md"
QUIZ, QUIZ_EN = f"{BASICS}/quiz.md", f"{BASICS}/quiz.en.md"
MODULE, MODULE_EN = f"{BASICS}/module.md", f"{BASICS}/module.en.md"
COURSE_FILE, COURSE_EN = f"{COURSE}/course.md", f"{COURSE}/course.en.md"
EXAM, EXAM_EN = f"{COURSE}/exam.md", f"{COURSE}/exam.en.md"
GLOSSARY, GLOSSARY_EN = f"{COURSE}/glossary.md", f"{COURSE}/glossary.en.md"
NOTICE = f"{PRACTICE}/01-notice.md"
QUIZ_2 = f"{PRACTICE}/quiz.md"


@dataclass(frozen=True)
class Defect:
    """`plant` changes the tree; the problem is expected in `file`, near `line` (None: anywhere in it)."""

    name: str
    file: str
    line: int | None
    plant: Callable[[Path], None]


SAMPLE = Path(__file__).parent / "samples" / "complete"


def change(name: str, file: str, old: str, new: str) -> Defect:
    """Replace the one occurrence of `old`; the problem is expected at the first line that differs."""
    before = (SAMPLE / file).read_text(encoding="utf-8")
    assert before.count(old) == 1, f"{name}: {before.count(old)} occurrences of {old!r}"
    after = before.replace(old, new)
    lines, others = before.split("\n"), after.split("\n")
    differing = (at for at, (a, b) in enumerate(zip(lines, others, strict=False)) if a != b)
    line = next(differing, min(len(lines), len(others))) + 1

    def plant(root: Path) -> None:
        (root / file).write_text(after, encoding="utf-8")

    return Defect(name, file, line, plant)


def write(name: str, file: str, data: bytes, line: int | None = None) -> Defect:
    """Write a file that is not there, or another content."""

    def plant(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)

    return Defect(name, file, line, plant)


def remove(name: str, *files: str, expected: str, line: int | None = None) -> Defect:
    def plant(root: Path) -> None:
        for file in files:
            (root / file).unlink()

    return Defect(name, expected, line, plant)


def copy(name: str, file: str, to: str) -> Defect:
    def plant(root: Path) -> None:
        (root / to).write_bytes((root / file).read_bytes())

    return Defect(name, to, None, plant)


def at_line(defect: Defect, line: int) -> Defect:
    """The problem stands where a block begins, not where something was taken out of it."""
    return replace(defect, line=line)


HEADS = [
    change("an unknown key", COURSE_FILE, "ниво: основно", "ниво: основно\nпродължителност: 3 часа"),
    change("a key with a typo", QUIZ, "минимум: 80 %", "мнимум: 80 %"),
    change("a doubled key", COURSE_FILE, "език: bg", "език: bg\nезик: bg"),
    change("a key in both languages", COURSE_FILE, "ниво: основно", "ниво: основно\nlevel: basic"),
    change("no title of a course", COURSE_FILE, "заглавие: Разрешителни: от заявлението до решението\n", ""),
    change("no title of a lesson", CHECK, "заглавие: Проверката\n", ""),
    change("no title of a translated lesson", CHECK_EN, "title: The check\n", ""),
    change("an empty title", MODULE, "заглавие: Основи", "заглавие:"),
    change("an impossible date", COURSE_FILE, "преглед_до: 31.03.2030", "преглед_до: 31.02.2030"),
    change("a date in words", COURSE_FILE, "преглед_до: 31.03.2030", "преглед_до: край на март"),
    change("a course past its review", COURSE_FILE, "преглед_до: 31.03.2030", "преглед_до: 31.03.2020"),
    change("an unknown level", COURSE_FILE, "ниво: основно", "ниво: лесно"),
    change("hours in words", COURSE_FILE, "часове: 3", "часове: три"),
    change("negative hours", COURSE_FILE, "часове: 3", "часове: -3"),
    change("an unknown kind of hours", COURSE_FILE, "вид_часове: академични", "вид_часове: дълги"),
    change("an unknown completion word", COURSE_FILE, "уроци: всички", "уроци: половината"),
    change("an unknown completion key", COURSE_FILE, "  само_с_тест: да", "  само_с_тестове: да"),
    change("yes or no as something else", COURSE_FILE, "само_с_тест: да", "само_с_тест: може би"),
    change("a pass mark over a hundred", QUIZ, "минимум: 80 %", "минимум: 180 %"),
    change("a pass mark in words", QUIZ, "минимум: 80 %", "минимум: повечето"),
    change("zero attempts", EXAM, "опити: 3", "опити: 0"),
    change("attempts in words", EXAM, "опити: 3", "опити: три"),
    change("a strange duration", EXAM, "време: 45 мин", "време: доста"),
    change("an unknown review policy", QUIZ, "обратна_връзка: след-опит", "обратна_връзка: понякога"),
    change("broken YAML", COURSE_FILE, "завършване:\n  уроци: всички", "завършване:\n  уроци: всички\n тестове: взети"),
    change("front matter that is not closed", QUIZ_2, "минимум: 50 %\n---\n", "минимум: 50 %\n"),
    change("no front matter", CHECK, "---\nзаглавие: Проверката\nминути: 5\n---\n", ""),
    change("an objective with a Cyrillic id", MODULE, "  roles: Посочва", "  роли: Посочва"),
    change("an unknown objective of a lesson", LESSON, "  - roles", "  - rolls"),
    change("an unknown required module", f"{PRACTICE}/module.md", "изисква: basics", "изисква: basic"),
    change("minutes in words", CHECK, "минути: 5", "минути: пет"),
    change("an unknown language", COURSE_FILE, "преводи: en", "преводи: english"),
    change("no validity", COURSE_FILE, "валидност: 2 години", "валидност: дълго"),
    change("an unknown logo", COURSE_FILE, "знаци: eu", "знаци: media/lost.svg"),
    change("a list where keys belong", COURSE_FILE, "удостоверение:\n  валидност: 2 години\n  показва_резултат: не",
           "удостоверение:\n  - валидност"),
    change("a draw larger than all pools", EXAM, "случайни: 3", "случайни: 300"),
    change("an unknown pool", EXAM, "набор: изпит, модули", "набор: изпит, архив"),
    change("a translation with another pass mark", QUIZ_EN, "title: Test: basics", "title: Test: basics\npass: 70 %"),
    change("a translated objective that is unknown", MODULE_EN, "  roles: Names", "  rolls: Names"),
    change("a translated objective that is lost", MODULE_EN, "  roles: Names who is responsible for what\n", ""),
]  # fmt: skip

STRUCTURE = [
    remove("a course that asks for an exam that is not there", EXAM, EXAM_EN, expected=COURSE_FILE, line=12),
    remove("a missing translation of a lesson", CHECK_EN, expected=CHECK_EN),
    remove("a missing translation of a test", QUIZ_EN, expected=QUIZ_EN),
    remove("a missing translation of a module", MODULE_EN, expected=MODULE_EN),
    remove("a missing translation of the glossary", GLOSSARY_EN, expected=GLOSSARY_EN),
    remove("a translation without its text", CHECK, expected=CHECK_EN),
    remove("a module without module.md", MODULE, MODULE_EN, expected=MODULE),
    copy("a doubled number", CHECK, f"{BASICS}/02-other.md"),
    copy("a doubled id", CHECK, f"{BASICS}/03-check.md"),
    copy("a lesson without a number", CHECK, f"{BASICS}/other.md"),
    copy("a translation into a language nobody promised", CHECK_EN, f"{BASICS}/02-check.de.md"),
    write("a stray document", f"{BASICS}/notes.docx", b"PK\x03\x04"),
    write("a stray text", f"{COURSE}/plan.md", "Бележки\n".encode()),
    write("a text that is not UTF-8", CHECK, "---\nзаглавие: Проверката\n---\nТекст\n".encode("cp1251"), 2),
    write("an empty lesson", CHECK, "---\nзаглавие: Проверката\nминути: 5\n---\n".encode(), 4),
    write("a test without questions", QUIZ_2, "---\nзаглавие: Тест\n---\nСкоро.\n".encode(), 4),
    write("an unused file", f"{COURSE}/media/old.csv", "а;б\n".encode()),
    write("a file of an unknown type", f"{COURSE}/media/tool.exe", b"MZ"),
    write("an image that is something else", f"{COURSE}/media/photo.png", b"<html></html>"),
    write("a picture with a script", f"{COURSE}/media/path.svg",
          b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'),
    write("a broken lock", f"{COURSE}/translations.lock", b"<<<<<<< HEAD\n", 1),
]  # fmt: skip

TEXTS = [
    change("a link to a lost lesson", LESSON, "(02-check.md)", "(02-chek.md)"),
    change("a link to a lost file", LESSON, "(../media/form.csv)", "(../media/forms.csv)"),
    change("a link that leaves the course", LESSON, "(../media/form.csv)", "(../../../secret.csv)"),
    change("a link to a lost heading", CHECK, "#kakvo-se-proveryava", "#kakvo-se-pita"),
    change("a link with javascript", LESSON, "(02-check.md)", "(javascript:alert(1))"),
    change("a link with data", LESSON, "(02-check.md)", "(data:text/html,x)"),
    change("a link without an address", LESSON, "[следващия урок](02-check.md)", "[следващия урок]()"),
    change("a link without words", LESSON, "[следващия урок](02-check.md)", "[](02-check.md)"),
    change("a link that is not closed", LESSON, "[следващия урок](02-check.md)", "[следващия урок](02-check.md"),
    change("a reversed link", LESSON, "[следващия урок](02-check.md)", "(следващия урок)[02-check.md]"),
    change("a link to one's own disk", LESSON, "(02-check.md)", "(C:\\Documents\\02-check.docx)"),
    change("an image without alternative text", LESSON, "![Пътят на преписката от гишето до решението]", "![]"),
    change("a lost image", LESSON, "(../media/path.svg)", "(../media/paths.svg)"),
    change("an image from another server", LESSON, "(../media/path.svg)", "(https://example.org/a.png)"),
    change("a raw script", CHECK, "## Списъкът", "<script>alert(1)</script>\n\n## Списъкът"),
    change("a handler", CHECK, "## Списъкът", '<img src="x" onerror="alert(1)">\n\n## Списъкът'),
    change("an iframe", CHECK, "## Списъкът", '<iframe src="https://example.org"></iframe>\n\n## Списъкът'),
    change("an open fence", CHECK, "## Списъкът", "```\nНов текст.\n\n## Списъкът"),
    at_line(change("a fence that lost its end", LESSON, "  B -- да --> D[Решение]\n```", "  B -- да --> D[Решение]\n"), 51),
    change("a broken diagram", LESSON, "flowchart TD\n  A[Заявление] -->", "flowchat TD\n  A[Заявление] -->"),
    change("a diagram without a description", LESSON,
           "> Описание: Заявлението се проверява дали е пълно. Ако не е, се праща уведомление; ако е, следва решение.\n",
           ""),
    change("an unknown callout", LESSON, "[!ПРИМЕР]", "[!ПРИМЕРИ]"),
    change("an empty callout", LESSON, "> [!ВАЖНО]\n> Срокът тече от деня на завеждането.", "> [!ВАЖНО]"),
    change("an undefined footnote", LESSON, "наредба[^fee]", "наредба[^fees]"),
    change("an unused footnote", LESSON, "наредба[^fee]", "наредба"),
    change("a jump of headings", LESSON, "### Как изглежда пътят", "#### Как изглежда пътят"),
    change("a second title", CHECK, "## Списъкът", "# Списъкът"),
    change("an empty heading", CHECK, "## Списъкът", "## "),
    change("a heading without a space", CHECK, "## Списъкът", "##Списъкът"),
    change("an underlined heading", CHECK, "## Списъкът", "Списъкът\n--------"),
    change("a citation of an unknown source", LESSON, "път [@act чл. 2]", "път [@akt чл. 2]"),
    change("an empty citation", LESSON, "път [@act чл. 2]", "път [@]"),
    change("an unknown block", LESSON, "/// details |", "/// detail |"),
    change("a block that is not closed", LESSON, "идва втори път.\n///", "идва втори път.\n"),
    change("a stray end of a block", CHECK, "| Номер | деловодството |", "| Номер | деловодството |\n\n///"),
    change("a ragged table", CHECK, "| Номер | деловодството |", "| Номер | деловодството | днес |"),
    change("an empty list item", LESSON, "- подписът.", "- подписът.\n-"),
    change("bold that is not closed", CHECK, "Проверката се прави", "**Проверката се прави"),
    change("a comment that is not closed", CHECK, "## Списъкът", "<!-- стар текст\n\n## Списъкът"),
    change("marks without a question", CHECK, "## Списъкът", "- [x] Да\n- [ ] Не\n\n## Списъкът"),
    change("a glossary term without a meaning", GLOSSARY, "преписка\n: Всички документи по едно заявление.", "преписка"),
    change("a doubled term", GLOSSARY, "преписка\n:", "заявител\n:"),
    at_line(change("a source without an address", "sources.yml", "  url: https://example.org/act\n", ""), 2),
    change("a source past its review", "sources.yml", "review_by: 2030-01-31", "review_by: 2020-01-31"),
    change("a source with an impossible date", "sources.yml", "as_of: 2026-06-16", "as_of: 2026-06-31"),
    change("a source with a bad address", "sources.yml", "https://example.org/guide", "example guide"),
    change("a term lost in translation", GLOSSARY_EN,
           "\ncase file\n: All documents that concern one application.\n", ""),
    change("a callout lost in translation", LESSON_EN,
           "> [!LAW]\n> An incomplete application is not sent back [@act чл. 4].\n\n", ""),
    change("a paragraph lost in translation", LESSON_EN, "From here on the case file has a number.\n\n", ""),
    change("a table row lost in translation", CHECK_EN, "| Number | the registry |\n", ""),
]  # fmt: skip

QUESTIONS = [
    change("no right answer", QUIZ, "- [x] Деловодството", "- [ ] Деловодството"),
    change("two right answers in a single choice", QUIZ, "- [ ] Юристът", "- [x] Юристът"),
    change("two right answers in true or false", QUIZ, "{#fee}\n- [ ] Вярно", "{#fee}\n- [x] Вярно"),
    change("a third choice in true or false", QUIZ, "{#fee}\n- [ ] Вярно", "{#fee}\n- [ ] Отчасти\n- [ ] Вярно"),
    change("identical choices", QUIZ, "- [ ] Юристът", "- [ ] деловодството"),
    change("one choice only", QUIZ, "- [x] Уведомлението\n- [ ] Празникът", "- [x] Уведомлението"),
    change("no choices", QUIZ, "- [x] Уведомлението\n- [ ] Празникът\n", ""),
    change("an empty choice", QUIZ, "- [ ] Юристът", "- [ ]"),
    change("a choice without a box", QUIZ, "- [ ] Юристът", "- Юристът"),
    change("an unknown mark", QUIZ, "- [ ] Юристът", "- [v] Юристът"),
    change("no right answer among several", QUIZ, "- [x] Документ за собственост\n- [ ] Автобиография\n- [x] Платена",
           "- [ ] Документ за собственост\n- [ ] Автобиография\n- [ ] Платена"),
    change("an unknown type", QUIZ, "(разпределяне)", "(сортиране)"),
    change("a type with a typo", QUIZ, "(съответствие)", "(съотвествие)"),
    change("an unknown option", QUIZ, "(пропуски, 3 т.)", "(пропуски, 3 т., трудно)"),
    change("an option twice", QUIZ, "(пропуски, 3 т.)", "(пропуски, 3 т., 2 т.)"),
    change("two types", QUIZ, "(подреждане)", "(подреждане, съответствие)"),
    change("points in words", QUIZ, "(пропуски, 3 т.)", "(пропуски, три т.)"),
    change("zero points", QUIZ, "(пропуски, 3 т.)", "(пропуски, 0 т.)"),
    change("negative points", QUIZ, "(пропуски, 3 т.)", "(пропуски, -3 т.)"),
    change("a penalty larger than the points", QUIZ, "отнема 0,5 т.", "отнема 5 т."),
    change("a penalty for an essay", QUIZ, "(свободен отговор, 5 т.)", "(свободен отговор, 5 т., отнема 1 т.)"),
    change("points for a survey", QUIZ, "(анкета): Полезен", "(анкета, 2 т.): Полезен"),
    change("a unit for a text", QUIZ, "(кратък отговор)", "(кратък отговор, мярка дни)"),
    change("an unknown objective", QUIZ, "(цел roles)", "(цел role)"),
    change("an objective without an id", QUIZ, "(цел roles)", "(цел)"),
    change("brackets that are not closed", QUIZ, "(подреждане): Подредете", "(подреждане: Подредете"),
    change("no colon", QUIZ, "(подреждане): Подредете", "(подреждане) Подредете"),
    change("no words in the heading", QUIZ, "Въпрос (подреждане): Подредете стъпките.", "Въпрос (подреждане):"),
    change("an unknown keyword", QUIZ, "## Въпрос (подреждане)", "## Въпос (подреждане)"),
    change("a numbered question", QUIZ, "## Въпрос (подреждане):", "## Въпрос 8 (подреждане):"),
    change("a heading between questions", QUIZ, "## Въпрос (подреждане)", "## Втора част\n\n## Въпрос (подреждане)"),
    change("a question without its number signs", QUIZ, "## Въпрос (подреждане)", "Въпрос (подреждане)"),
    change("a bold question", QUIZ, "## Въпрос (подреждане): Подредете стъпките. {#steps}",
           "**Въпрос (подреждане): Подредете стъпките.** {#steps}"),
    change("a question of the wrong level", QUIZ, "## Въпрос (пропуски", "#### Въпрос (пропуски"),
    change("a question inside a question", QUIZ, "## Въпрос (съответствие)", "### Въпрос (съответствие)"),
    change("a question of level one", QUIZ, "## Въпрос (цел roles)", "# Въпрос (цел roles)"),
    change("a missing id", QUIZ, " {#steps}", ""),
    change("a doubled id of questions", QUIZ, "{#steps}", "{#gaps}"),
    change("a Cyrillic id", QUIZ, "{#steps}", "{#стъпки}"),
    change("an id that is not closed", QUIZ, "{#steps}", "{#steps"),
    change("an id in the middle", QUIZ, "Подредете стъпките. {#steps}", "Подредете {#steps} стъпките."),
    change("feedback that is not indented", QUIZ, "  > Кметът подписва решението.", "> Кметът подписва решението."),
    change("feedback of the last choice that is not indented", QUIZ, "  > Таксата се плаща", "> Таксата се плаща"),
    change("a note with a typo", QUIZ, "> Обяснение: деловодството", "> Обяснене: деловодството"),
    change("a note that is not known", QUIZ, "> Подсказка: търсете", "> Подсказване: търсете"),
    change("a note without a keyword", QUIZ, "> Обяснение: деловодството", "> Деловодството"),
    change("a note twice", QUIZ, "> Подсказка: търсете", "> Обяснение: търсете"),
    change("an empty note", QUIZ, "> Подсказка: търсете първото гише.", "> Подсказка:"),
    change("a note before the answers", QUIZ, "{#who-registers}\n", "{#who-registers}\n> Обяснение: деловодството.\n\n"),
    change("text after the answers", QUIZ, "- [ ] Юристът\n", "- [ ] Юристът\n\nСледва още нещо.\n"),
    change("a number in words", QUIZ, "- Отговор: 14\n- Отговор: 13", "- Отговор: четиринадесет\n- Отговор: 13"),
    change("a number with text", QUIZ, "- Отговор: 14\n- Отговор: 13", "- Отговор: около 14\n- Отговор: 13"),
    change("an answer without its keyword", QUIZ, "- Отговор: 14\n- Отговор: 13", "- 14\n- Отговор: 13"),
    change("a share over a hundred", QUIZ, "13 до 15 (50 %)", "13 до 15 (150 %)"),
    change("a share of zero", QUIZ, "13 до 15 (50 %)", "13 до 15 (0 %)"),
    change("a reversed range", QUIZ, "13 до 15 (50 %)", "15 до 13 (50 %)"),
    change("no answer that earns everything", QUIZ, "- Отговор: ЗП\n", "- Отговор: ЗП (90 %)\n"),
    change("an ambiguous number", QUIZ, "1 500 ± 0,5", "1.500"),
    change("an empty accepted text", QUIZ, "- Отговор: ЗП\n", "- Отговор:\n"),
    change("an answer twice", QUIZ, "- Отговор: ЗП\n", "- Отговор: ЗП\n- Отговор: зп\n"),
    change("a matching of one", QUIZ, "| Завеждане | същия ден |\n| Проверка | 14 дни |\n|  |", "| Проверка | 14 дни |\n|  |"),
    change("a matching of three columns", QUIZ, "| Стъпка | Срок |\n|---|---|", "| Стъпка | Срок | Кой |\n|---|---|---|"),
    change("a matching row without its right side", QUIZ, "| Проверка | 14 дни |", "| Проверка |  |"),
    change("a matching row twice", QUIZ, "| Проверка | 14 дни |", "| Завеждане | 14 дни |"),
    change("a distractor that is right", QUIZ, "|  | една година |", "|  | 14 дни |"),
    change("a table without dashes", QUIZ, "| Стъпка | Срок |\n|---|---|\n", "| Стъпка | Срок |\n"),
    change("an ordering of one", QUIZ, "1. Завеждане\n2. Проверка\n3. Уведомяване", "1. Завеждане"),
    change("an ordering without numbers", QUIZ, "1. Завеждане\n2. Проверка\n3. Увед", "- Завеждане\n- Проверка\n- Увед"),
    change("an ordering with strange numbers", QUIZ, "2. Проверка\n3. Увед", "3. Проверка\n2. Увед"),
    change("identical steps", QUIZ, "2. Проверка\n3. Уведомяване", "2. Проверка\n3. Проверка"),
    change("a gap without its star", QUIZ, "`[*кметът / съветът / юристът]`", "`[кметът / съветът / юристът]`"),
    change("a gap with two stars", QUIZ, "`[*кметът / съветът / юристът]`", "`[*кметът / *съветът / юристът]`"),
    change("an empty gap", QUIZ, "`[14]`", "`[]`"),
    change("a gap that is not closed", QUIZ, "`[14]` дни", "`[14 дни"),
    change("a gap without backticks", QUIZ, "`[*кметът / съветът / юристът]`", "[*кметът / съветът / юристът]"),
    change("no gaps", QUIZ, "`[14]` дни, решава `[*кметът / съветът / юристът]`, а законът е `[ЗП | Закон за примера]`",
           "14 дни"),
    change("a sorting without items", QUIZ, "- **Кмет**\n  - подписва", "- **Кмет**"),
    change("a sorting that is not nested", QUIZ, "- **Кмет**\n  - подписва", "- **Кмет**\n- подписва"),
    change("an item in two categories", QUIZ, "- **Кмет**\n  - подписва", "- **Кмет**\n  - изпраща"),
    change("a statement without a mark", QUIZ, "завеждането | x | |", "завеждането | | |"),
    change("a statement with two marks", QUIZ, "завеждането | x | |", "завеждането | x | x |"),
    change("a statement with a word for a mark", QUIZ, "завеждането | x | |", "завеждането | да | |"),
    change("a statement twice", QUIZ, "| Срокът тече от плащането | | x |", "| Срокът тече от завеждането | | x |"),
    change("a statement with a lost cell", QUIZ, "завеждането | x | |", "завеждането | x"),
    change("a survey with a key", QUIZ, "- Донякъде", "- [x] Донякъде"),
    change("a survey without answers", QUIZ, "- Да\n- Донякъде\n- Не\n", ""),
    change("a reversed scale", QUIZ, "скала 1–5", "скала 5–1"),
    change("a scale in words", QUIZ, "скала 1–5", "скала малко–много"),
    change("an essay without criteria", QUIZ, "> Критерии: посочва липсващото (2), посочва срока (2), учтиво е (1).\n", ""),
    change("criteria that do not add up", QUIZ, "учтиво е (1)", "учтиво е (2)"),
    change("criteria for a choice", QUIZ, "> Подсказка: търсете", "> Критерии: търсете"),
    change("a case without text", QUIZ, "Подадени са в един ден.\n", ""),
    change("a group without questions", QUIZ_2, "(случайни 2, от basics/quiz)", "(случайни 2)"),
    change("a draw larger than the group", QUIZ, "(случайни 2, цел deadlines)", "(случайни 20, цел deadlines)"),
    change("a draw in words", QUIZ, "(случайни 2, цел deadlines)", "(случайни две, цел deadlines)"),
    change("a draw from an unknown test", QUIZ_2, "от basics/quiz", "от basic/quiz"),
    change("a draw larger than the pool", QUIZ_2, "случайни 2", "случайни 200"),
    change("text in a group", QUIZ, "цел deadlines): Срокове\n", "цел deadlines): Срокове\nОтговорете на всички.\n\n"),
    change("points on a group", QUIZ, "(случайни 2, цел deadlines)", "(случайни 2, 3 т.)"),
    change("a self-check without a right answer", LESSON, "- [x] От завеждането", "- [ ] От завеждането"),
    change("a self-check with a typo", LESSON, "## Въпрос (вярно-невярно", "## Впрос (вярно-невярно"),
    change("a self-check that goes on", LESSON, "\n---\n\nОттук нататък", "\nОттук нататък"),
    change("a group in a lesson", NOTICE, "## Въпрос (число, мярка дни)", "## Група (случайни 1): Преговор\n\n### Въпрос (число, мярка дни)"),
    change("a key in the text of a question", QUIZ, "{#who-registers}\n", "{#who-registers}\n- [x] Деловодителят\n\nИли:\n\n"),
]  # fmt: skip

TRANSLATIONS = [
    change("a lost question", QUIZ_EN, "## Question (ordering): Put the steps in order. {#steps}\n1. Registration\n2. Check\n3. Notice\n\n", ""),
    change("another key", QUIZ_EN, "- [ ] The mayor\n  > The mayor signs the decision.\n- [x] The registry",
           "- [x] The mayor\n  > The mayor signs the decision.\n- [ ] The registry"),
    change("another number", QUIZ_EN, "- Answer: 14\n- Answer: 13", "- Answer: 15\n- Answer: 13"),
    change("another range", QUIZ_EN, "13 to 15 (50 %)", "12 to 15 (50 %)"),
    change("another share", QUIZ_EN, "13 to 15 (50 %)", "13 to 15 (40 %)"),
    change("other points", QUIZ_EN, "(multiple, 2 points,", "(multiple, 3 points,"),
    change("another penalty", QUIZ_EN, "penalty 0.5 points", "penalty 0.2 points"),
    change("another type", QUIZ_EN, "(true-false): The fee", "(multiple): The fee"),
    change("another objective", QUIZ_EN, "unit days, objective deadlines", "unit days, objective roles"),
    change("a lost choice", QUIZ_EN, "- [ ] The lawyer\n", ""),
    change("an extra choice", QUIZ_EN, "- [ ] The lawyer\n", "- [ ] The lawyer\n- [ ] The guard\n"),
    change("a lost answer", QUIZ_EN, "- Answer: 13 to 15 (50 %)\n  > Close, but the act says otherwise.\n", ""),
    change("an extra question", EXAM_EN, "{#to-whom}\n", "{#to-whom}\n- [x] Yes\n- [ ] No\n\n## Question: More? {#more}\n"),
    change("another id", EXAM_EN, "{#to-whom}", "{#for-whom}"),
    change("another order", QUIZ_EN,
           "### Question: When does the time run? {#t1}\n- [x] From registration\n- [ ] From payment\n\n### Question: What stops the time? {#t2}\n- [x] The notice\n- [ ] A holiday\n",
           "### Question: What stops the time? {#t2}\n- [x] The notice\n- [ ] A holiday\n\n### Question: When does the time run? {#t1}\n- [x] From registration\n- [ ] From payment\n"),
    change("another draw", QUIZ_EN, "(draw 2, objective deadlines)", "(draw 3, objective deadlines)"),
    change("a lost gap", QUIZ_EN, "`[14]` days", "14 days"),
    change("another gap", QUIZ_EN, "`[14]` days", "`[15]` days"),
    change("another star", QUIZ_EN, "`[*the mayor / the council / the lawyer]`", "`[the mayor / *the council / the lawyer]`"),
    change("a lost row", QUIZ_EN, "| Check | 14 days |\n|  | one year |", "|  | one year |"),
    change("a lost step", QUIZ_EN, "2. Check\n3. Notice\n\n## Question (gaps)", "2. Notice\n\n## Question (gaps)"),
    change("a lost item", QUIZ_EN, "  - records\n", ""),
    change("another mark in the statements", QUIZ_EN, "registration | x | |", "registration | | x |"),
    change("a lost statement", QUIZ_EN, "| The time runs from payment | | x |\n", ""),
    change("another scale", QUIZ_EN, "scale 1–5", "scale 1–7"),
    change("a lost survey answer", QUIZ_EN, "- Somewhat\n", ""),
    change("a lost explanation", QUIZ_EN, "> Explanation: the registry records whatever comes in [@act чл. 2].\n", ""),
    change("lost feedback", QUIZ_EN, "  > The mayor signs the decision.\n", ""),
    change("a lost self-check", LESSON_EN, "## Question (true-false): An incomplete application is sent back. {#returned}\n- [ ] True\n- [x] False\n", ""),
    change("a self-check with another key", LESSON_EN, "- [ ] From signing\n  > The signature does not matter for the time.\n- [x] From reg",
           "- [x] From signing\n  > The signature does not matter for the time.\n- [ ] From reg"),
]  # fmt: skip


MORE = [
    change("a paragraph left in the base language", CHECK_EN, "The check follows a list, not memory.", "Проверката се прави по списък, а не по памет."),
    change("a question left in the base language", QUIZ_EN, "Who registers the application?", "Кой завежда заявлението?"),
    change("a translated question without its id", QUIZ_EN, " {#steps}", ""),
    change("a citation that is not closed", LESSON, "път [@act чл. 2]", "път [@act чл. 2"),
    change("a callout that is not closed", LESSON, "[!ПРИМЕР] Пример с дати", "[!ПРИМЕР"),
    change("a heading of level seven", CHECK, "## Списъкът", "####### Списъкът"),
    change("a table without dashes in a lesson", CHECK, "| Поле | Кой го попълва |\n|---|---|\n", "| Поле | Кой го попълва |\n"),
    change("a gap with an empty choice", QUIZ, "`[*кметът / съветът / юристът]`", "`[*кметът / / юристът]`"),
    change("a gap in doubled brackets", QUIZ, "`[14]`", "`[[14]]`"),
    change("options without a space between", QUIZ, "2 т., отнема 0,5 т.", "2 т.,отнема 0,5 т."),
    change("a share without its percent sign", QUIZ, "13 до 15 (50 %)", "13 до 15 (50)"),
    change("letters instead of steps", QUIZ, "1. Завеждане\n2. Проверка\n3. Уведомяване", "а) Завеждане\nб) Проверка\nв) Уведомяване"),
    change("letters instead of choices", QUIZ, "- [x] Завеждам го\n- [ ] Връщам го", "а) Завеждам го\nб) Връщам го"),
    change("a gap without spaces at its slash", QUIZ, "`[*кметът / съветът / юристът]`", "`[*кметът/съветът/юристът]`"),
    change("a scale without a survey", QUIZ, "(анкета, скала 1–5)", "(скала 1–5)"),
    change("a matrix with one column", QUIZ, "| Твърдение | Вярно | Невярно |\n|---|:-:|:-:|", "| Твърдение | Вярно |\n|---|:-:|"),
    change("a group inside a group", QUIZ, "### Казус: Две заявления", "### Група: Две заявления"),
    change("an untitled case", QUIZ, "## Казус: Заявление без подпис", "## Казус:"),
]  # fmt: skip


def stale(name: str, file: str, old: str, new: str, expected: str, line: int) -> Defect:
    """A change of the base text that its translation has not followed."""
    return Defect(name, expected, line, change(name, file, old, new).plant)


STALE = [
    stale("a paragraph that changed", CHECK, "по списък", "по дълъг списък", CHECK_EN, 4),
    stale("a question that changed", QUIZ, "Кой завежда заявлението?", "Кой завежда молбата?", QUIZ_EN, 6),
    stale("a title that changed", CHECK, "заглавие: Проверката", "заглавие: Проверката на място", CHECK_EN, 2),
    stale("a summary that changed", MODULE, "Кой какво прави и до кога.", "Кой, какво и до кога.", MODULE_EN, 7),
    stale("a term that changed", GLOSSARY, "Лицето, което подава", "Лице, което подава", GLOSSARY_EN, 4),
]

EVERY = [*HEADS, *STRUCTURE, *TEXTS, *QUESTIONS, *TRANSLATIONS, *MORE, *STALE]
