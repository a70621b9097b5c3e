"""Projects: kept by coordinators of their units alone, whole in both languages, with harmless logos."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.plans import projects
from elearn.plans.models import Project
from elearn.plans.project_forms import FIELDS, LANGUAGES
from elearn.plans.projects import ProjectTexts
from tests.factories.people import OPERATOR, a_person
from tests.factories.plans import TEXTS, a_coordinator, a_plan, a_project
from tests.quizzes.visiting import again

pytestmark = pytest.mark.usefixtures("without_tokens")

LIST, NEW = "/coordinate/projects", "/coordinate/projects/new"
EN = {"Accept-Language": "en"}


def a_picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (300, 100)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white" if mode == "RGB" else 0).save(out, kind)
    return out.getvalue()


def fresh(session) -> None:
    """See what the client has written."""
    session.rollback()
    session.expire_all()


def filled(unit: int | None = None, **changes: object) -> dict[str, object]:
    both = {f"{name}_{lang}": getattr(TEXTS, name)[lang] for name in FIELDS for lang in LANGUAGES}
    return {"unit": str(unit or ""), "code": TEXTS.code, "logos": "eu", **both, **changes}


def logo(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def test_a_project_is_made_changed_and_removed_by_its_form(client, session, here) -> None:
    assert client.post(NEW, data=filled(here.unit)).location == LIST
    row = session.scalars(select(Project)).one()
    assert (projects.texts(row), row.organisation_id) == (TEXTS, here.unit)
    session.commit()
    page = client.get(LIST, headers=EN).text
    assert [text in page for text in (TEXTS.code, TEXTS.name["en"])] == [True, True]
    assert client.post(f"{LIST}/{row.id}", data=filled(basis_bg="Заповед № 9", basis_en="Order No 9")).location == LIST
    fresh(session)
    assert session.get_one(Project, row.id).basis_bg == "Заповед № 9"
    session.commit()
    assert client.post(f"{LIST}/{row.id}/remove").location == LIST
    fresh(session)
    assert session.scalars(select(Project)).all() == []
    acts = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "project").order_by(AuditEntry.id)).all()
    assert [act.action for act in acts] == ["project.made", "project.changed", "project.removed"]
    assert acts[1].details["before"] == {"basis_bg": TEXTS.basis["bg"], "basis_en": TEXTS.basis["en"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": " "}, "code"),
        ({"name_bg": ""}, "name_bg"),
        ({"name_en": ""}, "name_en"),
        ({"funder_bg": ""}, "funder_bg"),
        ({"statement_en": ""}, "statement_en"),
        ({"basis_en": ""}, "basis_en"),
        ({"statement_bg": "x" * 101}, "statement_bg"),
        ({"code": "x" * 41}, "code"),
    ],
)
def test_what_papers_could_not_print_stands_beside_its_field(client, session, here, changes, field) -> None:
    answer = client.post(NEW, data=filled(here.unit, **changes), headers=EN)
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(select(Project)).all() == []


def test_a_basis_may_be_missing_whole(client, here) -> None:
    assert client.post(NEW, data=filled(here.unit, basis_bg="", basis_en="")).location == LIST


def test_the_service_refuses_what_the_form_refuses(session) -> None:
    words = ProjectTexts("X", {"bg": "Име", "en": ""}, TEXTS.funder, TEXTS.statement, {"bg": "", "en": ""}, ())
    with pytest.raises(Invalid, match="project_english_missing"):
        a_project(session, texts=words)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("l.png", a_picture()),
        ("l.jpg", a_picture("JPEG")),
        ("L.JPEG", a_picture("JPEG", "L")),
        ("l.svg", SVG % b'<path d="M0 0h9v9z"/>'),
    ],
)
def test_a_logo_is_kept_served_and_left_out_again(client, session, here, name, data) -> None:
    client.post(NEW, data=filled(here.unit, logo=logo(data, name)))
    row = session.scalars(select(Project)).one()
    sha256 = row.logos[1]
    session.commit()
    with client.get(f"/media/{sha256}/logo") as served:
        assert (served.data, "sandbox" in served.headers["Content-Security-Policy"]) == (data, True)
    assert sha256 in client.get(f"{LIST}/{row.id}").text
    client.post(f"{LIST}/{row.id}", data=filled(logos="eu"))
    fresh(session)
    assert session.get_one(Project, row.id).logos == ["eu"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("l.gif", b"GIF89a", "no PNG, SVG or JPEG"),
        ("l.pdf", b"%PDF-1.4", "no PNG, SVG or JPEG"),
        ("l.png", b"GIF89a", "not the picture"),
        ("l.png", b"", "not the picture"),
        ("l.jpg", b"\xff\xd8\xff" + b"\xff" * 40, "not the picture"),
        ("l.png", a_picture() + b" " * 200 * 1024, "larger than 200 KB"),
        ("l.png", a_picture(mode="1", size=(30_000, 400)), "four million pixels"),
        ("l.jpg", a_picture("JPEG", "CMYK"), "printing house"),
        ("l.svg", SVG % b"<script>alert(1)</script>", "scripts"),
        ("l.svg", SVG % b'<path onload="alert(1)"/>', "scripts"),
        ("l.svg", SVG % b'<image href="http://evil.example/x.png"/>', "scripts"),
        ("l.svg", SVG % b'<g id="a"><path d="M0 0"/></g><use href="#a"/>', "plain shapes"),
        ("l.svg", b'<!DOCTYPE svg [<!ATTLIST g x CDATA "1">]>' + SVG % b"", "plain shapes"),
        ("l.svg", SVG % b"<g>", "not the picture"),
        ("l.svg", b"<svg>" + b"</svg>", "not the picture"),
    ],
)
def test_a_hostile_or_unprintable_logo_is_refused(client, session, here, name, data, words) -> None:
    answer = client.post(NEW, data=filled(here.unit, logo=logo(data, name)), headers=EN)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert session.scalars(select(Project)).all() == []


def test_no_digest_of_somebody_else_s_file_can_be_slipped_in(client, session, here) -> None:
    client.post(NEW, data=filled(here.unit, logos="a" * 64))
    assert session.scalars(select(Project)).one().logos == []


def test_the_neighbour_meets_nothing_of_a_project(client, session, here, neighbour) -> None:
    project_id = a_project(again(session), here.unit)
    session.commit()
    neighbour(client)
    assert TEXTS.code not in client.get(LIST).text
    for address in (f"{LIST}/{project_id}", f"{LIST}/{project_id}/remove"):
        refused = client.get(address)
        assert (refused.status_code, TEXTS.code in refused.text) == (404, False)
        assert client.post(address, data=filled()).status_code == 404
    assert client.post(NEW, data=filled(here.unit)).status_code == 403
    fresh(session)
    assert session.scalars(select(Project.id)).all() == [project_id]


def test_every_verb_obeys_the_reach(session, here) -> None:
    project_id, actor = a_project(again(session), here.unit), a_coordinator(session).actor
    for act in (
        lambda: projects.one(session, actor, project_id),
        lambda: projects.change(session, actor, project_id, TEXTS),
        lambda: projects.remove(session, actor, project_id),
    ):
        with pytest.raises(NotFound, match="project_unknown"):
            act()
    with pytest.raises(NotAllowed):
        projects.make(session, actor, here.unit, TEXTS)
    assert projects.listing(session, actor, 0, 9) == []
    assert projects.count(session, actor) == 0


def test_a_coordinator_above_reaches_the_projects_below(session, here) -> None:
    project_id = a_project(again(session), here.below)
    assert [one.id for one in projects.listing(session, here.actor, 0, 9)] == [project_id]


def test_a_project_that_a_plan_names_stays(client, session, here) -> None:
    project_id = a_project(again(session), here.unit)
    a_plan(session, here.unit, project_id=project_id)
    with pytest.raises(Conflict, match="project_used"):
        projects.remove(session, OPERATOR, project_id)
    session.commit()
    assert client.get(f"{LIST}/{project_id}/remove").status_code == 409
    assert "/remove" not in client.get(LIST).text


def test_learners_come_to_no_page_of_projects(client, session, sign_in) -> None:
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    assert [client.get(address).status_code for address in (LIST, NEW)] == [403, 403]
