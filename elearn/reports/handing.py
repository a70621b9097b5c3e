"""A report handed to the process that makes workbooks, see `child`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from decimal import Decimal
from pathlib import Path

from elearn.reports.rules import Chart, Report

WORKBOOK_SECONDS = 60


class NotMade(RuntimeError):
    """The process ended without a workbook: a defect, whose words are in the log."""


def workbook(report: Report, path: Path, author: str) -> None:
    """Make the workbook at `path`, row by row. Raises NotMade."""
    command = [sys.executable, "-I", "-m", "elearn.reports.child", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as child:  # noqa: S603 - our own interpreter
        if child.stdin is None or child.stderr is None:
            raise NotMade("no pipe")
        try:
            child.stdin.writelines(_lines(report, author))
            child.stdin.close()
        except BrokenPipeError:
            pass  # what went wrong stands in its own words
        except BaseException:
            child.kill()
            raise
        problem = child.stderr.read()
        if child.wait(timeout=WORKBOOK_SECONDS) != 0:
            raise NotMade(problem)


def _lines(report: Report, author: str) -> Iterator[str]:
    columns = [[column.head, column.format.value, column.width] for column in report.columns]
    head = {"title": report.title, "facts": report.facts, "columns": columns, "total": report.total}
    yield _encode(head | {"words": astuple(report.words), "author": author}) + "\n"
    for row in report.rows:
        yield _encode(list(row)) + "\n"
    yield _encode({"chart": _chart(report.chart())}) + "\n"


def _chart(chart: Chart | None) -> object:
    if chart is None:
        return None
    series = [[one.name, one.tone, one.values] for one in chart.series]
    return {"title": chart.title, "labels": chart.labels, "series": series}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode
