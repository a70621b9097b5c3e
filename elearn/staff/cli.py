"""`elearn people import`: a table by the reading and the rules of the pages, with a batch that can be undone there."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from elearn.command import command_work
from elearn.errors import Invalid
from elearn.ids import PersonId
from elearn.people import paths
from elearn.people.cli import LANGUAGE, command, invite_all
from elearn.people.forms import sentence
from elearn.people.queries import person
from elearn.staff import checking, jobs, queries, service, tables
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field, known, lacking, matched
from elearn.staff.limits import MOST_ROWS
from elearn.staff.models import BatchState, Verdict
from elearn.staff.queries import BatchView
from elearn.staff.table import Sent, Table
from elearn.work import Work

__all__ = ["command", "import_"]


@command.command("import")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="Whose table it is, as a path: 'Municipality / Department'.")
@click.option("--dry-run", is_flag=True, help="Check and count, and keep nothing.")
@click.option("--add-organisations", is_flag=True, help="Add organisations and units that are not there yet.")
@click.option("--leavers", is_flag=True, help="Mark who is not in the table as having left today.")
@click.option("--invite", is_flag=True, help="Send each new person a letter in which to choose a password.")
@LANGUAGE
def import_(
    table: Path, organisation: str, *, dry_run: bool, add_organisations: bool, leavers: bool, invite: bool, lang: str
) -> None:
    """Bring in a table (CSV or XLSX) whole, or not at all: with any mistake the rows are named and nothing is kept.

    Columns are known by their Bulgarian or English heads. Exit code 1 when the table has mistakes.
    """
    with command_work() as work:
        data = table.read_bytes()
        sent = Sent(table.name, sha256(data).hexdigest(), tables.read(data))
        options = Options(leavers=leavers, units=add_organisations, everywhere=True)
        batch_id = _checked(work, sent, organisation, options, add=add_organisations and not dry_run)
        view = _view(work, batch_id)
        _tell_heads(sent.table)
        mistakes = _tell_mistakes(work, table, batch_id)
        if mistakes or dry_run or not view.acting:
            with work.writing() as session:
                service.discard(session, work.actor, batch_id)
        else:
            _apply(work, batch_id, view.acting)
            if invite:
                _invite(work, batch_id, lang)
    _report(view, mistakes, dry_run=dry_run)


def _checked(work: Work, sent: Sent, organisation: str, options: Options, *, add: bool) -> int:
    """The batch, with a verdict on each row."""
    columns = matched(sent.table.heads, list(Field), but=sent.table.refused)
    for code in lacking(columns):
        raise Invalid("columns_name") if code == "columns_name" else Invalid("columns_key")
    with work.writing() as session:
        unit_id = paths.find_or_add(session, work.actor, organisation, add=add)
    if unit_id is None:
        raise Invalid("organisation_unnamed")
    batch_id = checking.bring_in(Doors(work.reading, work.writing), work.actor, unit_id, sent, columns, options)
    jobs.check_batch(work, {"batch_id": batch_id})  # here and now; the job that a large one was left to finds it done
    return batch_id


def _view(work: Work, batch_id: int) -> BatchView:
    with work.reading() as session:
        return queries.batch(session, work.actor, batch_id)


def _apply(work: Work, batch_id: int, rows: int) -> None:
    """Here and now; the job that is queued with it finds nothing left to do."""
    with work.writing() as session:
        service.apply(session, work.actor, batch_id)
    with click.progressbar(length=rows, label="applying") as bar:
        while (view := _view(work, batch_id)).state is BatchState.APPLYING:
            jobs.apply_batch(work, {"batch_id": batch_id})
            bar.update(max(0, view.done - bar.pos))


def _invite(work: Work, batch_id: int, language: str) -> None:
    with work.writing() as session:
        new = queries.rows(session, batch_id, Verdict.NEW, 0, MOST_ROWS)
        people = [PersonId(row.person_id) for row in new if row.person_id is not None]
        invite_all(session, work, [one for one in people if person(session, one).email], language)


def _tell_heads(table: Table) -> None:
    for at, head in enumerate(table.heads):
        if at in table.refused:
            click.echo(f"left out, looks like a personal number: {head or at + 1}", err=True)
        elif known(head) is None:
            click.echo(f"not used: {head or at + 1}", err=True)


def _tell_mistakes(work: Work, table: Path, batch_id: int) -> int:
    """How many rows have mistakes, each of which is named."""
    with work.reading() as session:
        refused = queries.rows(session, batch_id, Verdict.REFUSED, 0, MOST_ROWS)
    for row in refused:
        for problem in row.details["problems"]:
            click.echo(f"{table}:{row.number}: {_words(problem)}", err=True)
    return len(refused)


def _words(problem: dict[str, Any]) -> str:
    return sentence(Invalid(problem["code"], **problem["details"]))


def _report(view: BatchView, mistakes: int, *, dry_run: bool) -> None:
    if mistakes:
        click.echo(f"nothing was kept: {mistakes} rows have mistakes", err=True)
        sys.exit(1)
    said = [f"{verdict.value} {view.counts[verdict.value]}" for verdict in Verdict if verdict.value in view.counts]
    click.echo(f"{'would do' if dry_run else 'done'}: {', '.join(said)}")
