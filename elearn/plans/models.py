"""Plans with their courses and audiences, who is in them, and what stands in a course's place."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.content.model import HoursKind
from elearn.db import Base, digest_text, pk, short_text, words


class Project(Base):
    """The funded project on whose behalf a plan trains; texts in Bulgarian and English.

    `basis` is the number and date of the order. `logos`: `eu`, or the SHA-256 of an image of ours.
    """

    __tablename__ = "project"
    __table_args__ = (CheckConstraint("name_bg <> ''", name="named"),)

    id: Mapped[pk]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    code: Mapped[short_text]
    name_bg: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    funder_bg: Mapped[str] = mapped_column(Text)
    funder_en: Mapped[str] = mapped_column(Text)
    statement_bg: Mapped[str] = mapped_column(Text)
    statement_en: Mapped[str] = mapped_column(Text)
    basis_bg: Mapped[str] = mapped_column(Text)
    basis_en: Mapped[str] = mapped_column(Text)
    logos: Mapped[list[Any]]
    created_at: Mapped[datetime]


class PlanState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ENDED = "ended"


class Entry(StrEnum):
    """How people come into a plan beside its audience: not at all, as they wish, with a key, or by approval."""

    CLOSED = "closed"
    OPEN = "open"
    KEY = "key"
    APPROVAL = "approval"


class Plan(Base):
    """A plan of the tree below `organisation_id`. `needed` of its courses are asked for, all where it is None.

    Due on `due_on`, or `due_days` after a person joined or came into the plan, whichever is later; or never.
    `valid_months`: after so long a completion is asked for again.
    """

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("due_on IS NULL OR due_days IS NULL", name="due_one_way"),
        CheckConstraint("due_days IS NULL OR (due_days >= 1 AND due_days <= 3650)", name="due_days"),
        CheckConstraint("valid_months IS NULL OR (valid_months >= 1 AND valid_months <= 600)", name="valid_months"),
        CheckConstraint("needed IS NULL OR needed >= 1", name="needed"),
        CheckConstraint("(entry = 'key') = (entry_key IS NOT NULL)", name="key"),
        CheckConstraint("(state = 'draft') = (activated_at IS NULL)", name="activated"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
    )

    id: Mapped[pk]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[short_text]
    needed: Mapped[int | None]
    due_on: Mapped[date | None]
    due_days: Mapped[int | None]
    valid_months: Mapped[int | None]
    entry: Mapped[Entry] = mapped_column(words(Entry))
    entry_key: Mapped[short_text | None] = mapped_column(unique=True)
    state: Mapped[PlanState] = mapped_column(words(PlanState))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class PlanCourse(Base):
    """`position` counts from 0, in the order in which the plan lists its courses."""

    __tablename__ = "plan_course"
    __table_args__ = (UniqueConstraint("plan_id", "course_slug"), Index("ix_plan_course_course", "course_slug"))

    id: Mapped[pk]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    course_slug: Mapped[short_text] = mapped_column(ForeignKey("published.course_slug"))
    position: Mapped[int]


class PersonGroup(Base):
    """People put together by hand, from the tree below `organisation_id`."""

    __tablename__ = "person_group"
    __table_args__ = (UniqueConstraint("organisation_id", "name"), CheckConstraint("name <> ''", name="named"))

    id: Mapped[pk]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[short_text]
    created_at: Mapped[datetime]


class GroupMember(Base):
    __tablename__ = "group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("person_group.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class PlanAudience(Base):
    """One of whom a plan is for: a unit with everything below it, a position, a group, or a person."""

    __tablename__ = "plan_audience"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN position_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_kind",
        ),
        Index("ix_plan_audience_plan", "plan_id"),
    )

    id: Mapped[pk]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("person_group.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PlanMember(Base):
    """Who is in a plan since which day. Who matches its audience no longer is let go, and keeps what was done.

    `look_on`: the day from which the person's enrolments are to be compared with what plans ask.
    """

    __tablename__ = "plan_member"
    __table_args__ = (
        UniqueConstraint("plan_id", "person_id"),
        Index("ix_plan_member_person", "person_id"),
        Index("ix_plan_member_look", "look_on", "person_id"),
    )

    id: Mapped[pk]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_entry: Mapped[bool]
    """Came in by themselves, so that no change of the audience lets them go."""
    due: Mapped[date | None]
    """Of the first cycle: what lists and previews show, kept in line by each match."""
    since: Mapped[date]
    look_on: Mapped[date]
    let_go_at: Mapped[datetime | None]


class PlanRequest(Base):
    """Somebody asks to be let into a plan that takes approval."""

    __tablename__ = "plan_request"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="decided_whole"),
        Index("ix_plan_request_open", "plan_id", "decided_at"),
    )

    id: Mapped[pk]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(Text)


class Substitute(StrEnum):
    """What stands in the place of a course taken here."""

    EXEMPTION = "exemption"
    CLASSROOM = "classroom"
    FOREIGN = "foreign"


class Credit(Base):
    """An exemption, or a completion elsewhere, under an enrolment; taken back by a reason, never removed.

    `hours` are hundredths of an hour of `hours_kind`, None for an exemption. `attachment` is a SHA-256.
    """

    __tablename__ = "credit"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_why IS NULL)", name="taken_back_whole"),
        CheckConstraint("(attachment IS NULL) = (attachment_name IS NULL)", name="attachment_named"),
        CheckConstraint("(hours IS NULL) = (hours_kind IS NULL)", name="hours_whole"),
        Index("ix_credit_enrolment", "enrolment_id"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[Substitute] = mapped_column(words(Substitute))
    on: Mapped[date]
    hours: Mapped[int | None]
    hours_kind: Mapped[HoursKind | None] = mapped_column(words(HoursKind))
    reason: Mapped[str] = mapped_column(Text)
    attachment: Mapped[digest_text | None]
    attachment_name: Mapped[short_text | None]
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_back_why: Mapped[str | None] = mapped_column(Text)


class Extension(Base):
    """More days for one enrolment, beyond what its plan gives; taken back by a reason, never removed."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_why IS NULL)", name="taken_back_whole"),
        Index("ix_extension_enrolment", "enrolment_id"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    due_before: Mapped[date | None]
    due: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_back_why: Mapped[str | None] = mapped_column(Text)
