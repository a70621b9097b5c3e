"""Two who change the same people or units in one moment: the second sees what the first has done."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.people import merging, tree
from elearn.people.models import Organisation, Person
from tests.at_once import overlapping
from tests.factories.people import OPERATOR, a_person, an_organisation


def test_of_two_who_merge_one_pair_both_ways_one_is_refused(session: Session, engine: Engine) -> None:
    one, other = a_person(session), a_person(session)
    session.commit()
    with pytest.raises(NotFound, match="person_unknown"):
        overlapping(
            engine,
            lambda first: merging.merge(first, OPERATOR, one, other),
            lambda second: merging.merge(second, OPERATOR, other, one),
        )
    merged = dict(session.execute(select(Person.id, Person.merged_into_id)).all())
    assert merged == {one: None, other: one}


def test_a_unit_that_a_table_adds_while_the_one_above_moves_stands_where_that_stands_then(
    session: Session, engine: Engine
) -> None:
    town = an_organisation(session)
    office, archive = an_organisation(session, parent_id=town), an_organisation(session, parent_id=town)
    session.commit()
    added = overlapping(
        engine,
        lambda first: tree.move(first, OPERATOR, office, archive),
        lambda second: tree.add(second, OPERATOR, name="Ново", parent_id=office),
    )
    assert session.get_one(Organisation, added).path == f"/{town}/{archive}/{office}/{added}/"
