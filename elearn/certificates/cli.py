"""The register on the command line: check a paper, revoke one, render what is waiting."""

import hashlib
import sys
from pathlib import Path

import click

from elearn.certificates import queries, rules, service
from elearn.certificates.issuing import Issuer
from elearn.command import command_work
from elearn.errors import NotFound


@click.group("certificate")
def command() -> None:
    """Check, correct and revoke certificates."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Compare a PDF with the register, by hash. Exit code 0 only for a valid certificate."""
    with command_work() as work, work.reading() as session:
        try:
            found = queries.by_hash(session, hashlib.sha256(file.read_bytes()).hexdigest())
        except NotFound:
            click.echo("unknown: no issued certificate has exactly these bytes", err=True)
            sys.exit(1)
    facts = found.facts
    click.echo(f"{found.status.value}: {facts.number}, {facts.name_bg}, {facts.course_bg}, {facts.completed_on}")
    sys.exit(0 if found.status is rules.Status.VALID else 1)


@command.command()
@click.argument("code")
@click.option("--reason", required=True, help="Stands in the register and on the verification page.")
def revoke(code: str, reason: str) -> None:
    """Revoke the certificate with this code."""
    with command_work() as work, work.writing() as session:
        service.revoke(session, work.actor, rules.plain_code(code), reason)
    click.echo("revoked")


@command.command("correct-name")
@click.argument("code")
def correct_name(code: str) -> None:
    """Supersede a certificate by one with the person's present, confirmed names."""
    with command_work() as work, work.writing() as session:
        new = service.correct_name(session, work.actor, Issuer.of(work.settings), rules.plain_code(code))
    click.echo(f"issued {rules.spaced(new)}")
