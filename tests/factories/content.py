"""A tiny bilingual course made by hand, without the compiler: two modules of two lessons, tests, an exam."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from elearn.content.model import (
    CertificateRule,
    Citation,
    CompletionRule,
    Course,
    HoursKind,
    Language,
    Lesson,
    LessonOutline,
    LessonText,
    ModuleOutline,
    Outline,
    Quiz,
    QuizOutline,
    Source,
    Term,
)
from elearn.content.questions import Accepted, Choice, ChoiceQuestion, NumberQuestion, NumberRange, TextQuestion
from elearn.content.terms import Layout, QuizRules
from elearn.ids import CourseSlug, LessonId, ModuleId, QuestionId, QuizId

BG, EN = Language("bg"), Language("en")
BLANK: Mapping[str, str] = {}

Texts = Mapping[str, str]


def both(bg: str, en: str) -> dict[Language, str]:
    """Words in the course's two languages."""
    return {BG: bg, EN: en}


def html(bg: str, en: str) -> dict[Language, str]:
    """A paragraph in the course's two languages."""
    return both(f"<p>{bg}</p>", f"<p>{en}</p>")


def a_choice_question(
    question_id: str,
    kind: str = "single",
    *,
    right: tuple[int, ...] = (1,),
    points: int = 100,
    penalty: int = 0,
    objective: str | None = None,
    words: Texts | None = None,
) -> ChoiceQuestion:
    """Three choices (two for `true-false`), each with feedback; `right` are the positions of the right ones."""
    count = 2 if kind == "true-false" else 3
    title = dict(words or both(f"Въпрос {question_id}", f"Question {question_id}"))
    return ChoiceQuestion(
        id=QuestionId(question_id),
        points=points,
        penalty=penalty,
        objective=objective,
        title=title,
        stem_html={lang: f"<p>{text}</p>" for lang, text in title.items()},
        explanation_html=html(f"Обяснение на {question_id}.", f"Explanation of {question_id}."),
        hint_html=BLANK,
        formerly=(),
        kind=kind,  # type: ignore[arg-type]  # callers pass one of the three kinds
        choices=tuple(
            Choice(
                position=n,
                right=n in right,
                html=both(f"избор {n}", f"choice {n}"),
                feedback_html=html(f"Бележка {n} към {question_id}.", f"Feedback {n} on {question_id}."),
            )
            for n in range(count)
        ),
    )


def a_text_question(question_id: str, *, objective: str | None = None) -> TextQuestion:
    """„ЗНИ“ earns all, „закона“ half; in English "IPA" earns all."""
    return TextQuestion(
        id=QuestionId(question_id),
        points=100,
        penalty=0,
        objective=objective,
        title=both("Как се съкращава законът?", "What is the act's short name?"),
        stem_html=html("Как се съкращава законът?", "What is the act's short name?"),
        explanation_html=html("Съкращението е ЗНИ.", "The short name is IPA."),
        hint_html=BLANK,
        formerly=(),
        kind="text",
        accepted={"bg": (Accepted("ЗНИ", 100), Accepted("закона", 50)), "en": (Accepted("IPA", 100),)},
    )


def a_number_question(question_id: str, *, objective: str | None = None) -> NumberQuestion:
    """14 earns all, 13 to 15 half; the unit is days."""
    return NumberQuestion(
        id=QuestionId(question_id),
        points=100,
        penalty=0,
        objective=objective,
        title=both("В какъв срок?", "Within what time?"),
        stem_html=html("В какъв срок?", "Within what time?"),
        explanation_html=html("Срокът е 14 дни.", "The time is 14 days."),
        hint_html=BLANK,
        formerly=(),
        kind="number",
        unit=both("дни", "days"),
        ranges=(
            NumberRange(Decimal(14), Decimal(14), 100, BLANK),
            NumberRange(Decimal(13), Decimal(15), 50, html("Близо.", "Close.")),
        ),
    )


def a_lesson_text(title: str, body: str, *, segments: int = 1, cited: bool = False) -> LessonText:
    """A lead, `segments` paragraphs numbered as blocks, a glossary term, perhaps a citation."""
    return LessonText(
        title=title,
        lead_html=f'<p data-block="1">{body}</p>',
        segments=tuple(f'<p data-block="{n + 2}">{body} {n}</p>' for n in range(segments)),
        terms=(Term("инвеститор", "<p>Който влага средства.</p>"),),
        citations=(Citation("zni", "чл. 22в", 2),) if cited else (),
        words=len(body.split()) * (segments + 1),
    )


def a_lesson(lesson_id: str, number: int, bg: str, en: str, *, checks: int = 0) -> tuple[LessonOutline, Lesson]:
    """A lesson in both languages with so many single-choice self-checks, whose right choice is the second."""
    questions = tuple(a_choice_question(f"{lesson_id}#check-{n + 1}", points=0) for n in range(checks))
    outline = LessonOutline(
        id=LessonId(lesson_id),
        number=number,
        title=both(bg, en),
        minutes=5 + number,
        self_checks=tuple(question.id for question in questions),
        objectives=("know",),
        law_as_of=date(2026, 6, 16) if number == 1 else None,
    )
    texts = {
        BG: a_lesson_text(bg, "Текст на урока.", segments=checks + 1, cited=number == 1),
        EN: a_lesson_text(en, "Text of the lesson.", segments=checks + 1, cited=number == 1),
    }
    return outline, Lesson(LessonId(lesson_id), texts, questions)


def a_quiz(quiz_id: str, objective: str, rules: QuizRules | None = None) -> tuple[QuizOutline, Quiz]:
    """One question of each playable kind: `#single`, `#multiple`, `#true`, `#text`, `#number`; 6 points in all."""
    items = (
        a_choice_question(f"{quiz_id}#single", objective=objective),
        a_choice_question(f"{quiz_id}#multiple", "multiple", right=(0, 2), points=200, penalty=50, objective=objective),
        a_choice_question(f"{quiz_id}#true", "true-false", right=(0,), objective=objective),
        a_text_question(f"{quiz_id}#text", objective=objective),
        a_number_question(f"{quiz_id}#number", objective=objective),
    )
    outline = QuizOutline(
        id=QuizId(quiz_id),
        title=both("Тест", "Test"),
        rules=rules or QuizRules(),
        question_count=len(items),
        points=sum(question.points for question in items),
        minutes=8,
        question_ids=tuple(question.id for question in items),
        kinds=frozenset(question.kind for question in items),
    )
    return outline, Quiz(QuizId(quiz_id), html("Прочетете внимателно.", "Read with care."), items)


def an_exam(pools: tuple[QuizOutline, ...]) -> tuple[QuizOutline, Quiz]:
    """Four questions drawn by objective from its own two and the modules' tests; three attempts, a wait, a limit."""
    own = (
        a_choice_question("exam#first", objective="know"),
        a_choice_question("exam#second", right=(0,), objective="act"),
    )
    drawn_from = tuple(question_id for pool in pools for question_id in pool.question_ids)
    rules = QuizRules(
        pass_percent=60,
        attempts=3,
        wait_minutes=60,
        time_minutes=30,
        layout=Layout.ALL,
        draw=4,
        draw_by="objective",
        pool=("exam", "modules"),
    )
    outline = QuizOutline(
        id=QuizId("exam"),
        title=both("Заключителен тест", "Final test"),
        rules=rules,
        question_count=4,
        points=400,
        minutes=30,
        question_ids=(*(question.id for question in own), *drawn_from),
        kinds=frozenset({"single"}).union(*(pool.kinds for pool in pools)),
    )
    return outline, Quiz(QuizId("exam"), html("Имате 30 минути.", "You have 30 minutes."), own)


def a_module(
    name: str, number: int, lessons: tuple[LessonOutline, ...], quiz: QuizOutline, objective: str
) -> ModuleOutline:
    return ModuleOutline(
        id=ModuleId(name),
        number=number,
        title=both(f"Модул {name}", f"Module {name}"),
        summary_html=html("За какво е модулът.", "What the module is about."),
        objectives={objective: both(f"Прилагате „{objective}“", f"Apply “{objective}”")},
        requires=(),
        lessons=lessons,
        quiz=quiz,
    )


def a_course(slug: str = "sample", *, test_out: bool = False, edition: str = "1.0") -> Course:
    """Modules `basics` (lessons `why`, and `how` with two self-checks) and `practice` (`start`, `finish`), an exam."""
    why, why_body = a_lesson("basics/why", 1, "Защо", "Why")
    how, how_body = a_lesson("basics/how", 2, "Как", "How", checks=2)
    start, start_body = a_lesson("practice/start", 1, "Начало", "Start")
    finish, finish_body = a_lesson("practice/finish", 2, "Край", "Finish")
    basics_quiz, basics_body = a_quiz("basics/quiz", "know")
    practice_quiz, practice_body = a_quiz("practice/quiz", "act")
    exam, exam_body = an_exam((basics_quiz, practice_quiz))
    outline = Outline(
        slug=CourseSlug(slug),
        language=BG,
        languages=(BG, EN),
        title=both("Примерен курс", "Sample course"),
        summary=both("Кратък курс за проба.", "A short course for trying."),
        description_html=html("Кратък курс за проба.", "A short course for trying."),
        theme=both("Обслужване на инвеститори", "Investor servicing"),
        level="basic",
        hours=Decimal("2.5"),
        hours_kind=HoursKind.ACADEMIC,
        owner="Звено „Проба“",
        edition=edition,
        review_by=date(2030, 1, 1),
        completion=CompletionRule(test_out=test_out),
        certificate=CertificateRule(),
        project=None,
        modules=(
            a_module("basics", 1, (why, how), basics_quiz, "know"),
            a_module("practice", 2, (start, finish), practice_quiz, "act"),
        ),
        exam=exam,
        sources=(a_source(),),
        law_as_of=date(2026, 6, 16),
        glossary={BG: (Term("инвеститор", "<p>Който влага средства.</p>"),), EN: ()},
        media=(),
    )
    lessons = {body.id: body for body in (why_body, how_body, start_body, finish_body)}
    quizzes = {body.id: body for body in (basics_body, practice_body, exam_body)}
    return Course(outline, lessons, quizzes, digest="0" * 64)


def a_source() -> Source:
    """An entry of the ledger."""
    return Source(
        key="zni",
        title=both("Закон за насърчаване на инвестициите", "Investment Promotion Act"),
        short=both("ЗНИ", "IPA"),
        url="https://lex.example.org/zni",
        as_of=date(2026, 6, 16),
        review_by=date(2030, 1, 1),
        gazette="ДВ, бр. 97 от 1997 г.",
    )


def with_lesson_text(course: Course, lesson_id: str, body: str, *, lang: Language = BG) -> Course:
    """The course with another text in one lesson and language."""
    lesson = course.lessons[LessonId(lesson_id)]
    text = replace(lesson.texts[lang], lead_html=f'<p data-block="1">{body}</p>')
    changed = replace(lesson, texts={**lesson.texts, lang: text})
    return replace(course, lessons={**course.lessons, LessonId(lesson_id): changed})
