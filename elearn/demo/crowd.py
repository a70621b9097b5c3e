"""The colleagues of the cast, so that lists and reports look as in a real administration. Every name is invented."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

from elearn import clock
from elearn.content.transliteration import latin
from elearn.demo.cast import CHAMBER, HEAD, POSTS
from elearn.demo.stories import WEEK_DAYS, Story, finish_modules_knowing, go_half_way, take_exam
from elearn.ids import CourseSlug

COURSES = tuple(map(CourseSlug, ("investor-servicing", "innovation-policy", "digitalisation-support")))
DUE_DAYS = dict(zip(COURSES, (9, 6 * WEEK_DAYS, -6), strict=True))
"""Until when each course is asked for, in days from today: soon, later, and already over."""
ENROLLED_DAYS = 75

_PEOPLE = """
Човешки ресурси
  Ана Борисова Макетова | f41 f12 f33
  Виолета Георгиева Шаблонова | f38 h5 f30
  Димитрина Стоянова Моделова | f20 e h9
  Красимир Василев Мостров | h4 - f27
Икономическо развитие
  Александър Николаев Скицов | f44 f18 f36
  Боряна Христова Образцова | f29 h3 f25
  Васил Андреев Макетов | h6 e h21
  Деница Пламенова Примерова | f15 r2 f19
  Кирил Йорданов Шаблонов | r3 e f8
  Милена Ангелова Мострова | f35 - e
Административно обслужване
  Антоанета Илиева Скицова | f31 e f22
  Божидар Кръстев Примеров | h7 - r30
  Величка Танева Макетова | f26 h10 f17
  Галина Радева Образцова | e e f24
  Даниела Савова Шаблонова | f13 - e
  Емилия Колева Моделова | h2 r4 f11
  Илиян Тонев Мостров | f40 e h16
  Костадинка Ненова Примерова | e - f28
  Лилия Василева Скицова | f23 f6 f32
Европейски проекти
  Анелия Димитрова Мострова | f39 f16 f34
  Владимир Петков Образцов | f30 f9 f21
  Десислава Миткова Макетова | f18 h8 f26
  Камен Стефанов Примеров | h5 f4 f14
  Радостина Иванова Шаблонова | f12 r5 f7
Информационни технологии
  Борислав Цветанов Моделов | e - f37
  Живко Маринов Шаблонов | h9 - f29
  Ивайло Любенов Примеров | r6 e f35
  Никола Захариев Скицов | - - f31
  Теодора Велинова Образцова | e - f10
Образование и култура
  Албена Тодорова Примерова | e h12 h18
  Гергана Павлова Мострова | r8 e e
  Йоана Симеонова Скицова | e - r25
  Марияна Атанасова Моделова | h11 f5 f6
  Нели Русева Макетова | - e e
  Пенка Драганова Образцова | e e h23
  Снежана Вълева Шаблонова | f9 r1 e
Устройство на територията
  Валентин Бойков Макетов | e - e
  Георги Асенов Моделов | h13 e h28
  Иванка Недева Примерова | f24 e e
  Людмил Жеков Образцов | e - r33
  Мирослав Делчев Скицов | t20 e h26
  Петя Костова Шаблонова | f17 h14 e
  Румен Панайотов Мостров | e - e
  Стефка Минчева Моделова | h8 - f13
  Явор Генов Примеров | e e e
Финанси и бюджет
  Ветка Спасова Образцова | f37 e f33
  Диана Гочева Скицова | f28 - f18
  Евгени Лазаров Макетов | h3 - f16
  Маргарита Зафирова Примерова | f21 e h15
  Невена Каменова Мострова | f11 - f12
  Огнян Добрев Шаблонов | e e f9
Демонстрационна търговска камара
  Велизар Миланов Мостров | f22 h6 -
  Зорница Димова Скицова | h10 f8 -
  Ралица Йовчева Моделова | e e -
"""
"""Below each unit a name in three parts and, course by course, how far and how many days ago: f finished, h half way,
r read two lessons, t took the exam as often as it may be taken, e enrolled, - none of it."""
_LONGEST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Colleague:
    """`told`: a letter and a number of days for each course, see above. `years`: how long she has worked there."""

    given: str
    middle: str
    family: str
    unit: str
    post: str
    staff_number: str
    years: int
    told: Mapping[CourseSlug, str]

    @property
    def email(self) -> str:
        return f"{latin(self.given)}.{latin(self.family)}@demo.example".lower()

    @property
    def has_come(self) -> bool:
        return any(told[:1] in "fhrt" for told in self.told.values())


def colleagues() -> Iterator[Colleague]:
    """Everybody, unit by unit, the head of each first; partners have no staff numbers of the municipality."""
    unit, place, number = "", 0, 0
    for line in _PEOPLE.strip().splitlines():
        if not line.startswith(" "):
            unit, place = line, 0
            continue
        name, _, told = line.partition("|")
        given, middle, family = name.split()
        at_home = unit != CHAMBER
        post = HEAD if place == 0 and at_home else POSTS[place % len(POSTS)]
        place, number = place + 1, number + 1
        known_by = f"ДО-{number:03}" if at_home else ""
        years = 1 + number % _LONGEST_YEARS
        how_far = dict(zip(COURSES, told.split(), strict=True))
        yield Colleague(given, middle, family, unit, post, known_by, years, how_far)


CROWD = tuple(colleagues())


def ago(days: int) -> AbstractContextManager[object]:
    """As if it were so many days earlier: what happens inside is stored with that day's time."""
    return clock.at(clock.now() - timedelta(days=days))


def tell(story: Story, told: str, today: date) -> None:
    """One colleague in one course, whom a plan may have enrolled."""
    how, days = told[:1], int(told[1:] or 0)
    if how == "-":
        return
    if not story.is_enrolled:
        with ago(ENROLLED_DAYS):
            story.enrol_until(today + timedelta(days=DUE_DAYS.get(story.slug, 0)))
    with ago(days):
        _go(story, how)
    if how == "t":
        _fail_exam(story, days)


def _go(story: Story, how: str) -> None:
    if how == "f":
        finish_modules_knowing(story)
        take_exam(story)
    if how == "h":
        go_half_way(story)
    if how == "r":
        story.read(lesson.id for lesson in story.outline.modules[0].lessons[:2])
    if how == "t":
        finish_modules_knowing(story)
        story.confirm_names()


def _fail_exam(story: Story, days: int) -> None:
    """Each attempt a few days after the one before."""
    exam = story.outline.exam
    if exam is None or exam.rules.attempts is None:
        return
    for number in range(exam.rules.attempts):
        with ago(max(0, days - 3 - 4 * number)):
            story.take(exam.id, right=False)
