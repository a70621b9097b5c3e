"""The catalogue: which courses fit what a person looks for. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from elearn.content.model import Outline
from elearn.publishing.queries import Offer

LEVELS = ("basic", "intermediate", "advanced")
HOURS: Mapping[str, tuple[Decimal, Decimal]] = {
    "short": (Decimal(0), Decimal(4)),
    "middle": (Decimal(4), Decimal(8)),
    "long": (Decimal(8), Decimal(10_000)),
}
"""Name -> more than so many hours, up to and including so many."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the filters ask for; an empty or unknown value asks for nothing."""

    theme: str = ""
    level: str = ""
    hours: str = ""
    language: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Wish":
        """From the address of the page; `in` is the language of the course, as `lang` is that of the page."""
        return cls(
            theme=arguments.get("theme", ""),
            level=arguments.get("level", ""),
            hours=arguments.get("hours", ""),
            language=arguments.get("in", ""),
        )

    @property
    def any(self) -> bool:
        return bool(self.theme or self.level or self.hours or self.language)


def theme_key(outline: Outline) -> str:
    """A theme's name in the address: its words in the course's own language."""
    return outline.theme.get(outline.language, "")


def fits(outline: Outline, wish: Wish) -> bool:
    """Whether a course is what the person looks for."""
    least, most = HOURS.get(wish.hours, (Decimal(-1), Decimal(10_000)))
    return (
        wish.theme in {"", theme_key(outline)}
        and (wish.level not in LEVELS or wish.level == outline.level)
        and least < outline.hours <= most
        and (not wish.language or wish.language in outline.languages)
    )


def fitting(offers: Iterable[Offer], wish: Wish) -> list[Offer]:
    return [offer for offer in offers if fits(offer.outline, wish)]


def themes(offers: Iterable[Offer]) -> dict[str, dict[str, str]]:
    """Key -> the theme's words by language, in the order of the catalogue."""
    found: dict[str, dict[str, str]] = {}
    for offer in offers:
        words = {str(language): words for language, words in offer.outline.theme.items()}
        if theme_key(offer.outline):
            found.setdefault(theme_key(offer.outline), words)
    return found


def languages(offers: Iterable[Offer]) -> list[str]:
    """The languages that courses can be read in."""
    return sorted({language for offer in offers for language in offer.outline.languages})
