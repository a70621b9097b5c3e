"""The numbers of a text and of its translation: what only one of the two says.

Languages write numbers in their own ways: `1 500,5` is `1,500.5`, `16.06.2026` is `16 June 2026`, `17 ч.` is
`5 p.m.`, `2` may be `two`. What can be the same number counts as the same; it is better to miss a difference
than to see one that is none.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

_SPACES = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    rf"(?<![^\W\d_])(?P<number>\d{{1,3}}(?:{_SPACES}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,:]\d+)*)"
    rf"(?:{_SPACES}*(?P<times>хил|тис|thousand|млн|милион|million|млрд|милиард|billion)(?!\w*\d))?",
    re.IGNORECASE,
)
_TIMES = {
    "хил": 1_000, "тис": 1_000, "thousand": 1_000, "млн": 1_000_000, "милион": 1_000_000, "million": 1_000_000,
    "млрд": 1_000_000_000, "милиард": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_ASIDE = re.compile(r"\([^()]*\)")
_THOUSANDS = re.compile(r"(?P<whole>[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*)(?P<rest>(?!(?P=sign))[.,]\d+)?")
_HALF_DAY = re.compile(rf"\b(\d{{1,2}})(?:[:.](\d{{2}}))?{_SPACES}?([ap])\.?{_SPACES}?m\b\.?", re.IGNORECASE)
_MONTH_NAMES: Mapping[str, Sequence[str]] = {
    "bg": ("януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември",
           "декември"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip
_MONTHS = {
    form: number
    for names in _MONTH_NAMES.values()
    for number, name in enumerate(names, start=1)
    for form in (name, name.capitalize(), name[:3].capitalize())
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"(?<=\d)(?:st|nd|rd|th|-?[тврм]?[оиа])?{_SPACES}+(?:of )?(?P<month>{_MONTH})\b")
_MONTH_NUMBER = re.compile(rf"\b(?P<month>{_MONTH})(?=\.?,?{_SPACES}+\d)")

_BULGARIAN: Mapping[int, str] = {
    0: "нул", 1: "един една едно едн първ", 2: "два две дву двой втор", 3: "три трет тро", 4: "четири четвърт",
    5: "пет", 6: "шест", 7: r"седем седма\b седмо седмия седмата", 8: "осем осм", 9: "девет",
    10: "десет", 11: "единадесет единайсет", 12: "дванадесет дванайсет", 13: "тринадесет тринайсет",
    14: "четиринадесет четиринайсет",
    15: "петнадесет петнайсет", 16: "шестнадесет шестнайсет", 17: "седемнадесет седемнайсет",
    18: "осемнадесет осемнайсет", 19: "деветнадесет деветнайсет", 20: "двадесет двайсет", 30: "тридесет трийсет",
    40: "четиридесет четирийсет", 50: "петдесет половин", 60: "шестдесет шейсет", 70: "седемдесет",
    80: "осемдесет", 90: "деветдесет", 100: r"сто\b стот", 1_000: "хиляд", 25: "четвърт", 1_000_000: "милион",
    1_000_000_000: "милиард",
}  # fmt: skip
_ENGLISH: Mapping[int, str] = {
    0: "zero no none nil", 1: "a an one once first single each every per", 2: "two twice second both double",
    3: "three third triple", 4: "four fourth quarter", 5: "five fifth", 6: "six", 7: "seven", 8: "eight",
    9: "nine ninth", 10: "ten", 11: "eleven", 12: "twelve twelfth dozen", 13: "thirteen", 14: "fourteen fortnight",
    15: "fifteen",
    16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty",
    50: "fifty half", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred", 1_000: "thousand",
    25: "quarter", 1_000_000: "million", 1_000_000_000: "billion",
}  # fmt: skip
_WORDS: Mapping[str, Mapping[int, str]] = {"bg": _BULGARIAN, "en": _ENGLISH}
"""How the words for a number begin, by language."""
_MONTHS_IN_A_YEAR = 12
_HALF = 50
"""Percent, which `half` says too."""
_LONGEST = 40
"""Signs of a number; what is longer counts nothing."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain words in a language: no addresses, code or marks of Markdown."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number as its value (`1500.5`), and the digits on both sides of its point (`1500`, `5`)."""

    value: str
    runs: tuple[str, ...]
    whole: bool = True
    """Whether it has no point, so that words may say it."""


def difference(base: Prose, other: Prose) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers that only the base says, and those that only the other says, in the order of the texts.

    How often a number is said does not count (`1.01.2026 – 31.12.2026` may be `1 January to 31 December 2026`),
    unless another is said as much more often: then it has taken its place. Nor does what a translation only adds in
    brackets: `12 decares (1.2 hectares)`.
    """
    mine, theirs = _figures(base.text), _figures(other.text)
    lost = _only(mine, theirs, other)
    said = theirs if lost else _figures(_ASIDE.sub(" ", other.text))
    extra = _only(said, mine, base)
    return (lost, extra) if lost or extra else _exchanged(mine, theirs, base, other)


def says(text: str, value: str) -> bool:
    """Whether a text says a number, given as `difference` gives it."""
    return any(figure.value == value for figure in _figures(text))


def _figures(text: str) -> list[_Figure]:
    if _DIGIT.search(text) is None:
        return []
    plain = _HALF_DAY.sub(_whole_day, text)
    plain = _DAY_MONTH.sub(lambda match: f" ; {_MONTHS[match['month']]}", plain)
    plain = _MONTH_NUMBER.sub(lambda match: f"{_MONTHS[match['month']]} ;", plain)
    found: list[_Figure] = []
    for match in _TOKEN.finditer(plain):
        found += _read(match["number"], _TIMES[match["times"].lower()] if match["times"] else 1)
    return found


def _whole_day(match: re.Match[str]) -> str:
    hour = int(match.group(1)) % 12 + (12 if match.group(3).lower() == "p" else 0)
    return f"{hour}:{match.group(2) or '00'} "


def _read(typed: str, times: int) -> list[_Figure]:
    """One number; several where dots or colons part them, as in dates, times of day and the numbers of sections."""
    if len(typed) > _LONGEST:
        return []
    plain = re.sub(_SPACES, "", typed)
    if parted := _THOUSANDS.fullmatch(plain):
        plain = re.sub("[.,]", "", parted["whole"]) + (parted["rest"] or "")
    runs = tuple(str(int(run)) for run in re.findall(r"\d+", plain))
    if ":" in plain or len(re.findall("[.,]", plain)) > 1:
        parts = [run for at, run in enumerate(runs) if not at or run != "0"]
        return [_Figure(run, (run,)) for run in parts]
    value = Decimal(plain.replace(",", ".")) * times
    runs = tuple(run for run in runs if run != "0") or ("0",)
    whole = "." not in plain and "," not in plain
    return [_Figure(f"{value.normalize():f}", runs if times == 1 else (*runs, str(times)), whole)]


def _only(figures: Sequence[_Figure], others: Sequence[_Figure], there: Prose) -> tuple[str, ...]:
    """The numbers that the text `there`, which says the others, does not say in other digits or in words either."""
    values = {figure.value for figure in others}
    runs = {run for figure in others for run in figure.runs}
    lost = [figure for figure in figures if figure.value not in values]
    return tuple(dict.fromkeys(figure.value for figure in lost if not _excused(figure, runs, there)))


def _exchanged(
    mine: Sequence[_Figure], theirs: Sequence[_Figure], base: Prose, other: Prose
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers said less often and those said more often by the other, where they are as many."""
    ours, others = (Counter(figure.value for figure in figures) for figures in (mine, theirs))
    runs, other_runs = (Counter(run for figure in figures for run in figure.runs) for figures in (mine, theirs))
    lost, extra = ours - others, others - ours
    if lost.total() != extra.total() or runs == other_runs:
        return (), ()
    fewer = tuple(value for value in lost if value.isdecimal() and not _worded(int(value), other))
    more = tuple(value for value in extra if value.isdecimal() and not _worded(int(value), base))
    return (fewer, more) if fewer and more else ((), ())


def _excused(figure: _Figure, runs: Set[str], there: Prose) -> bool:
    missing = {*figure.runs} - runs
    if not figure.whole:
        return not missing or (figure.value.endswith(".5") and _worded(_HALF, there))
    return all(_worded(int(run), there) for run in missing)


def _worded(number: int, prose: Prose) -> bool:
    known = _WORDS.get(prose.language)
    if known is None:
        return number <= _MONTHS_IN_A_YEAR  # small numbers and months, in words that are not known here
    if 0 < number <= _MONTHS_IN_A_YEAR and _MONTH_NAMES[prose.language][number - 1] in prose.text:
        return True
    if number in known:
        return _begins(known[number], prose)
    tens, ones = number - number % 10, number % 10
    return tens in known and ones in known and _begins(known[tens], prose) and _begins(known[ones], prose)


def _begins(words: str, prose: Prose) -> bool:
    ending = r"(?:s|fold|th)?\b" if prose.language == "en" else ""
    return re.search(rf"\b(?:{'|'.join(words.split())}){ending}", prose.text, re.IGNORECASE) is not None
