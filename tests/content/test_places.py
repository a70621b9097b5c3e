"""Where questions stand in their files."""

from pathlib import Path

from elearn.content.places import of_questions

COURSE = "---\nзаглавие: Курс\n---\n"
QUIZ = """---
заглавие: Тест
---
Въведение.

```
## Въпрос: Пример? {#not-this}
```

## Въпрос: Кой? {#who}
- [x] А
- [ ] Б

## Група: Срокове
### Въпрос: Кога? {#when}
- [x] А
- [ ] Б

## Въпрос: Без име?
- [x] А
- [ ] Б
"""


def written(root: Path, **files: str) -> Path:
    for name, text in {"course.md": COURSE, "01-modul/module.md": COURSE, **files}.items():
        path = root / "kurs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_each_question_has_the_line_of_its_heading(tmp_path: Path) -> None:
    root = written(tmp_path, **{"01-modul/quiz.md": QUIZ, "exam.md": QUIZ.replace("who", "exam-who")})
    found = of_questions(root, "kurs")
    assert {name: (str(place.path), place.line) for name, place in found.items()} == {
        "modul/quiz#who": ("kurs/01-modul/quiz.md", 10),
        "modul/quiz#when": ("kurs/01-modul/quiz.md", 15),
        "exam#exam-who": ("kurs/exam.md", 10),
        "exam#when": ("kurs/exam.md", 15),
    }


def test_a_course_without_a_folder_or_a_readable_file_has_no_places(tmp_path: Path) -> None:
    assert of_questions(tmp_path, "kurs") == {}
    root = written(tmp_path)
    (root / "kurs/exam.md").write_bytes(b"\xff\xfe\x00")
    assert of_questions(root, "kurs") == {}
