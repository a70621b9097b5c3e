"""Every code of the notation and of translations with its words."""

from collections.abc import Mapping

from elearn.content.notation.wordings import answers, heads, languages
from elearn.content.phrases import Entry

ENTRIES: Mapping[str, Entry] = {**heads.ENTRIES, **answers.ENTRIES, **languages.ENTRIES}
