"""Who hears of what, and which callables the features lend each other. One table, read at start-up."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from elearn import events
from elearn.certificates import corrections
from elearn.certificates import merging as merged_certificates
from elearn.certificates import queries as certificate_queries
from elearn.certificates import service as certificates
from elearn.certificates.issuing import Issuer
from elearn.coordinating import tallies
from elearn.enrolment import merging as merged_enrolments
from elearn.enrolment import queries as enrolments
from elearn.enrolment import slots as enrolment_slots
from elearn.lessons import merging as merged_reports
from elearn.lessons import queries as lessons
from elearn.lessons import slots as lesson_slots
from elearn.marking import queries as marking_queries
from elearn.marking import queue as marking_queue
from elearn.operations import telling
from elearn.people import slots as people_slots
from elearn.plans import entering
from elearn.plans import following as plans
from elearn.plans import leaving as plan_leaving
from elearn.plans import slots as plan_slots
from elearn.progress import many as many_progress
from elearn.progress import merging as merged_progress
from elearn.progress import places, releasing, reviews
from elearn.progress import queries as progress_queries
from elearn.progress import service as progress
from elearn.progress import slots as progress_slots
from elearn.publishing import slots as publishing
from elearn.questions import PLAYABLE
from elearn.quizzes import merging as merged_attempts
from elearn.quizzes import slots as quiz_slots
from elearn.regrading import applying as regrading
from elearn.regrading import history as regrading_history
from elearn.regrading import merging as merged_objections
from elearn.regrading import queries as regrading_queries
from elearn.reports import slots as report_slots
from elearn.settings import Settings
from elearn.staff import slots as staff_slots
from elearn.web import lending
from elearn.web.lending import Slot


def handlers(settings: Settings) -> Mapping[type[events.Fact], Sequence[events.Handler]]:
    """Event -> handlers, in order. Those that print the issuer's name are given it here."""
    return {
        events.EnrolmentChanged: (progress.refresh, plans.look_at_learner),
        events.EnrolmentsMade: (many_progress.begin,),
        events.LessonMarked: (progress.refresh,),
        events.AttemptSubmitted: (progress.refresh,),
        events.AttemptGraded: (progress.refresh, regrading.follow),
        events.AttemptRegraded: (reviews.follow,),
        events.CourseCompleted: (partial(certificates.issue, Issuer.of(settings)), plans.look_at_learner),
        events.CertificateIssued: (),
        events.PersonChanged: (plans.match_anew,),
        events.PersonMerged: (
            merged_enrolments.follow,
            merged_attempts.follow,
            merged_reports.follow,
            merged_objections.follow,
            merged_certificates.follow,
            plans.merge,
        ),
        events.NameCorrected: (partial(corrections.follow, Issuer.of(settings)),),
        events.UnitMoved: (plans.match_anew,),
    }


LENT: Sequence[tuple[Slot[Any], Any]] = (
    (people_slots.live_certificates, corrections.live_count),
    (people_slots.shared, merged_certificates.shared),
    (enrolment_slots.standing, merged_progress.standing),
    (enrolment_slots.completed, progress_queries.is_completed),
    (enrolment_slots.asked_by, plan_leaving.asked_by),
    (plan_slots.standings, many_progress.standings),
    (plan_slots.tallies, tallies.of_plan),
    (progress_slots.my_certificates, certificate_queries.for_my_page),
    (publishing.facts_on_ids, progress_queries.facts_on_ids),
    (lesson_slots.place, places.place),
    (quiz_slots.shut_by, places.shut_by),
    (publishing.playable_kinds, lambda: PLAYABLE),
    (publishing.taken_up, enrolments.is_active),
    (publishing.completed, progress_queries.has_completed),
    (publishing.open_reports, lessons.open_reports),
    (publishing.essays_waiting, marking_queue.count),
    (quiz_slots.marks, marking_queries.marks_of),
    (quiz_slots.essay_points, marking_queries.points_of),
    (quiz_slots.history, regrading_history.of_attempt),
    (publishing.open_objections, regrading_queries.open_objections),
    (publishing.plans_to_join, entering.doors),
    (staff_slots.release, releasing.release),
    (report_slots.acts, telling.acts),
    (report_slots.kind_of_act, telling.kind),
)


def connect(settings: Settings) -> None:
    """Wire this process. Raises events.Unwired or lending.EmptySlot when something is left out."""
    events.connect(handlers(settings))
    for slot, lent in LENT:
        slot.fill(lent)
    lending.require_filled()
