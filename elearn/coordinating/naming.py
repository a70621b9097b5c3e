"""The names of states and stages, for pages, files and papers alike; to be translated by whoever tells them."""

from collections.abc import Mapping

from elearn.content.phrases import N_
from elearn.coordinating.funnels import Stage
from elearn.coordinating.rules import State

STATES: Mapping[State, str] = {
    State.DONE: N_("completed"),
    State.DOING: N_("in progress"),
    State.SOON: N_("due soon"),
    State.LATE: N_("overdue"),
    State.OPEN: N_("not started"),
    State.EXEMPT: N_("exempt"),
}
"""In the order of every list."""
STAGES: Mapping[Stage, str] = {
    Stage.ENROLLED: N_("Enrolled"),
    Stage.BEGUN: N_("Have begun"),
    Stage.EXAM: N_("Passed the exam"),
    Stage.DONE: N_("Completed the course"),
    Stage.CERTIFIED: N_("Have a certificate"),
}
MODULE = N_("Finished module %(number)s: %(title)s")
"""The name of the stage of a module."""
