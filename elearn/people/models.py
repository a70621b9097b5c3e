"""Who there is, what they may do where, and how they prove it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, digest_text, ordered_text, pk, short_text, words
from elearn.people import rules
from elearn.permissions import Role


class LinkPurpose(StrEnum):
    """What a link in a letter lets its reader do."""

    INVITATION = "invitation"
    RESET = "reset"
    REGISTRATION = "registration"


class OrganisationKind(StrEnum):
    """What stands at the root of a tree; everything below it is a unit."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    STATE = "state"
    CHAMBER = "chamber"
    UNIVERSITY = "university"
    NGO = "ngo"
    COMPANY = "company"
    UNIT = "unit"


class Organisation(Base):
    """A unit in the tree. `code` is a root's short sign, which stands before its staff numbers: `SZ-1042`.

    `path` holds the ids from the root down to the unit itself, `/1/5/`, so that "this unit and all below it" is one
    prefix. It is None only inside the transaction that adds the row.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        Index(
            "uq_organisation_root_name",
            "name",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
        CheckConstraint("name <> ''", "named"),
        CheckConstraint("parent_id <> id", "not_its_own_parent"),
        CheckConstraint("code IS NULL OR parent_id IS NULL", "code_of_a_root"),
    )

    id: Mapped[pk]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[short_text]
    kind: Mapped[OrganisationKind] = mapped_column(words(OrganisationKind))
    code: Mapped[short_text | None] = mapped_column(unique=True)
    path: Mapped[str | None] = mapped_column(ordered_text, unique=True)
    created_at: Mapped[datetime]


class Position(Base):
    """A post by its official name, alike for all organisations: `главен експерт`."""

    __tablename__ = "position"
    __table_args__ = (CheckConstraint("name <> ''", "named"),)

    id: Mapped[pk]
    name: Mapped[short_text] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class Person(Base):
    """One human being, known by an e-mail address, by a staff number, or by both.

    Names stand in three parts, in Cyrillic and in Latin; the Latin parts are empty until the person confirms them, and
    a proposal is computed meanwhile.

    `employer_id` is the root of the tree that the person's unit stands in: staff numbers are unique within it. Who has
    left keeps everything and signs in no more. A duplicate that was merged keeps its row for what names it, and nothing
    that signs in.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email) AND email <> ''", "email_lower"),
        CheckConstraint("given <> '' AND family <> ''", "named"),
        CheckConstraint("names_confirmed_at IS NULL OR (latin_given <> '' AND latin_family <> '')", "confirmed_latin"),
        CheckConstraint("language IN ('bg', 'en')", "language"),
        CheckConstraint("staff_number IS NULL OR (staff_number <> '' AND employer_id IS NOT NULL)", "staff_number"),
        CheckConstraint("email IS NOT NULL OR staff_number IS NOT NULL OR merged_into_id IS NOT NULL", "known_by"),
        CheckConstraint(
            "merged_into_id IS NULL OR (merged_into_id <> id AND email IS NULL AND staff_number IS NULL)", "merged"
        ),
        UniqueConstraint("employer_id", "staff_number"),
        Index("ix_person_organisation_id", "organisation_id", "sort_name"),
        Index("ix_person_sort_name", "sort_name", "id"),
        Index(  # of those merged alone: a query that leaves them out must not read everybody else through it
            "ix_person_merged_into_id",
            "merged_into_id",
            sqlite_where=text("merged_into_id IS NOT NULL"),
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
    )

    id: Mapped[pk]
    email: Mapped[short_text | None] = mapped_column(unique=True)
    given: Mapped[short_text]
    middle: Mapped[short_text]
    family: Mapped[short_text]
    latin_given: Mapped[short_text]
    latin_middle: Mapped[short_text]
    latin_family: Mapped[short_text]
    names_confirmed_at: Mapped[datetime | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    staff_number: Mapped[short_text | None]
    position_id: Mapped[int | None] = mapped_column(ForeignKey("position.id"), index=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    sort_name: Mapped[str] = mapped_column(ordered_text)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[short_text | None]
    demo: Mapped[bool]
    created_at: Mapped[datetime]


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _keep_in_order(_mapper: object, _connection: object, person: Person) -> None:
    """Statements that write people without the mapper set it themselves."""
    person.sort_name = rules.sort_name(person.given, person.middle, person.family)


class Credential(Base):
    """A person's password, as argon2id's own text with its parameters. No row: nobody has set one yet."""

    __tablename__ = "credential"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[short_text]
    changed_at: Mapped[datetime]


class RoleGrant(Base):
    """A role held for an organisation and all below it; without an organisation it holds everywhere."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "organisation_id"),
        Index(
            "uq_role_grant_everywhere",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("organisation_id IS NULL"),
            postgresql_where=text("organisation_id IS NULL"),
        ),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime]


class SignInSession(Base):
    """One browser that a person has signed in with. The browser holds the token, we its SHA-256.

    `last_seen_at` is a hint for the person's list, up to five minutes old; the idle limit reads the signed cookie.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint("length(token_sha256) = 64", "digest"),
        Index("ix_sign_in_session_person_id", "person_id", "ended_at"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_sha256: Mapped[digest_text] = mapped_column(unique=True)
    address: Mapped[short_text]
    agent: Mapped[short_text]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AccountLink(Base):
    """A link sent by letter: single use, expiring, used up by a POST and never by opening it.

    `person_id` is None only for a registration, whose person does not exist before the link is used.
    """

    __tablename__ = "account_link"
    __table_args__ = (
        CheckConstraint("length(token_sha256) = 64", "digest"),
        CheckConstraint("(purpose = 'registration') = (person_id IS NULL)", "whose"),
        CheckConstraint("expires_at > created_at", "lives"),
        Index("ix_account_link_email", "email", "created_at"),
    )

    id: Mapped[pk]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[short_text]
    purpose: Mapped[LinkPurpose] = mapped_column(words(LinkPurpose))
    token_sha256: Mapped[digest_text] = mapped_column(unique=True)
    language: Mapped[short_text]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInSlip(Base):
    """A code on paper for who has no e-mail: with the staff number it lets its holder choose a password, once."""

    __tablename__ = "sign_in_slip"
    __table_args__ = (
        CheckConstraint("length(code_sha256) = 64", "digest"),
        CheckConstraint("expires_at > created_at", "lives"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_sha256: Mapped[digest_text] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInTries(Base):
    """Tries that have not succeeded, counted for each e-mail (as its SHA-256, whether or not it exists) and
    for each address; see `people.rules.wait_after` for the waits. A try is counted before its password is
    looked at, so that many at once cannot slip through together."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (CheckConstraint("tries >= 0", "not_negative"),)

    key: Mapped[short_text] = mapped_column(primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
