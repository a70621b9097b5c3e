"""No-break spaces where a line must not end: `чл. 19`, `30 дни`, `клас В`, `№ 5`, `80 %`, `16.06.2026 г.`."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_BEFORE = (
    r"чл|ал|т|бр|стр|с|гл|кв|клас|класове|глава|раздел|приложение|член|алинея|точка"
    r"|art|para|pt|no|sec|ch|p|pp|class|article|paragraph|point|section|annex|part"
)
_PLACES = r"гр|ул|бул|пл|обл|общ|кв|с"
_UNITS = (
    r"%|‰|€|лв|евро|ст|г|год|години|година|месец|месеца|седмици|седмица|дни|ден|часа|час|ч|мин|минути|минута|сек|т|точки|точка"
    r"|млн|млрд|хил|м|км|см|мм|дка|ха|кв|куб|кг|кВт|МВт|MW|kW|GB|MB|km|m|ha|kg"
    r"|days?|hours?|minutes?|months?|years?|weeks?|points?|million|billion|euros?|EUR|BGN"
)
_JOINTS = re.compile(
    rf"(?<![^\W_])(?i:{_BEFORE})\.? (?=\d|[IVXLІ]+\b|[А-ЯA-Z]\b)"
    rf"|(?<![^\W_])(?:{_PLACES})\. (?=[А-Я])"
    rf"|(?<=\d) (?=(?:{_UNITS})(?![^\W_]))"
    r"|(?<=[§№]) (?=\w)|(?<=\d) (?=\d{3}(?!\d))"
)


def bind(text: str) -> str:
    """The text with no-break spaces in such joints; nothing else changes."""
    if " " not in text:
        return text
    return _JOINTS.sub(_bound, text)


def _bound(match: re.Match[str]) -> str:
    return match.group()[:-1] + NBSP
