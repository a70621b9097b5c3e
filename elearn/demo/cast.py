"""Who plays in the demo. Every name is invented; every address is on a domain that cannot exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.ids import CourseSlug
from elearn.permissions import Role

PASSWORD = "demo-elearn-2026"  # noqa: S105 - shown on the terminal and refused in production

MUNICIPALITY = "Демонстрационна община"
UNITS = (
    "Човешки ресурси",
    "Икономическо развитие",
    "Административно обслужване",
    "Европейски проекти",
    "Информационни технологии",
    "Образование и култура",
    "Устройство на територията",
    "Финанси и бюджет",
)
CHAMBER = "Демонстрационна търговска камара"
HEAD = "Началник на отдел"
POSTS = ("Главен експерт", "Старши експерт", "Младши експерт", "Специалист")


@dataclass(frozen=True, slots=True)
class Player:
    """`unit` is a path below the municipality, or the chamber. `story` says how far she has come in each course;
    `elsewhere` names courses where it is another one, or none."""

    email: str
    given: str
    middle: str
    family: str
    unit: str
    role: Role
    about: str
    post: str = ""
    story: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def story_in(self, slug: CourseSlug) -> str:
        return self.elsewhere.get(slug, self.story)


CAST = (
    Player(
        "learner@demo.example",
        *("Мария", "Иванова", "Примерова", UNITS[1]),
        Role.LEARNER,
        "учи в средата на курс / a learner in the middle of a course",
        POSTS[1],
        story="halfway",
        elsewhere={"digitalisation-support": "enrolled", "innovation-policy": ""},
    ),
    Player(
        "graduate@demo.example",
        *("Георги", "Петров", "Образцов", UNITS[1]),
        Role.LEARNER,
        "има удостоверение / a learner with a certificate",
        POSTS[0],
        story="finished",
        elsewhere={"digitalisation-support": "halfway", "innovation-policy": "enrolled"},
    ),
    Player(
        "partner@demo.example",
        *("Надежда", "Стоянова", "Примерова", CHAMBER),
        Role.LEARNER,
        "тепърва започва / a partner's learner about to begin",
        story="enrolled",
        elsewhere={"digitalisation-support": "", "innovation-policy": ""},
    ),
    Player(
        "trainer@demo.example",
        *("Теодор", "Илиев", "Образцов", UNITS[0]),
        Role.TRAINER,
        "обучител / a trainer",
    ),
    Player(
        "coordinator@demo.example",
        *("Калина", "Тодорова", "Примерова", UNITS[0]),
        Role.COORDINATOR,
        "координатор / a coordinator",
        POSTS[0],
    ),
    Player(
        "admin@demo.example",
        *("Александър", "Димов", "Образцов", UNITS[0]),
        Role.ADMINISTRATOR,
        "администратор / an administrator",
    ),
)
