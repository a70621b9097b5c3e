"""The words of every refusal: what happened and what to do next, by stable code; one module for each feature.

A code without an entry is a defect that `tests/architecture` finds.
"""

from elearn.web.refusals import (
    allowances,
    courses,
    entries,
    evidence,
    general,
    imports,
    marking,
    operations,
    people,
    plans,
    practice,
    projects,
    recognition,
    regrading,
    reports,
    signing_in,
    tests,
    tree,
)
from elearn.web.refusals.statuses import STATUS
from elearn.web.refusals.words import Words

__all__ = ["REFUSALS", "STATUS", "Words"]

REFUSALS: dict[str, Words] = {
    code: words
    for feature in (
        general,
        people,
        tests,
        courses,
        marking,
        operations,
        allowances,
        plans,
        practice,
        projects,
        recognition,
        entries,
        evidence,
        imports,
        regrading,
        reports,
        signing_in,
        tree,
    )
    for code, words in feature.REFUSALS.items()
}
