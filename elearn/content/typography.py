"""No-break spaces where a line must not end: `чл. 19`, `30 дни`, `клас В`, `№ 5`, `80 %`, `16.06.2026 г.`."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_BEFORE = (
    r"чл|ал|т|бр|стр|с|гл|кв|клас|класове|глава|раздел|приложение|член|алинея|точка"
    r"|art|para|pt|no|sec|ch|p|pp|class|article|paragraph|point|section|annex|part"
)


def _either_case(words: str) -> str:
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words.split("|"))


_PLACES = r"гр|ул|бул|пл|обл|общ|кв|с"
_UNITS = (
    r"%|‰|€|лв|евро|ст|г|год|години|година|месец|месеца|седмици|седмица|дни|ден|часа|час|ч|мин|минути|минута|сек|т|точки|точка"
    r"|млн|млрд|хил|м|км|см|мм|дка|ха|кв|куб|кг|кВт|МВт|MW|kW|GB|MB|km|m|ha|kg"
    r"|days?|hours?|minutes?|months?|years?|weeks?|points?|million|billion|euros?|EUR|BGN"
)
_AFTER_DIGIT = re.compile(rf"(?<=[\d§№]) (?=(?:{_UNITS})(?![^\W_])|\d{{3}}(?!\d))|(?<=[§№]) (?=\w)")
_BEFORE_NUMBER = re.compile(r" (?=(?P<number>\d|[IVXLІ]+\b|[А-ЯA-Z]\b)|[А-Я])")
_NUMBERED = re.compile(rf"(?:^|[\W_])(?:{_either_case(_BEFORE)})\.?$")
_PLACED = re.compile(rf"(?:^|[\W_])(?:{_PLACES})\.$")
_LONGEST = 1 + max(len(word) for word in _BEFORE.split("|")) + 1


def bind(text: str) -> str:
    """The text with no-break spaces in such joints; nothing else changes."""
    if " " not in text:
        return text
    return _BEFORE_NUMBER.sub(_bound, _AFTER_DIGIT.sub(NBSP, text))


def _bound(match: re.Match[str]) -> str:
    """A space before a number, a Roman numeral or a capital: joined when the word before it calls for one."""
    start, end = max(0, match.start() - _LONGEST), match.start()
    numbered = match["number"] and _NUMBERED.search(match.string, start, end)
    return NBSP if numbered or _PLACED.search(match.string, start, end) else " "
