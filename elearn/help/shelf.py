"""Where compiled guides stand: one JSON file a language, read once in a process."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

BUILT = Path(__file__).parent / "built"
LANGUAGES = ("bg", "en")


@dataclass(frozen=True, slots=True)
class Guide:
    """A compiled guide: its name in addresses, its title, its first sentence, its sanitised HTML."""

    name: str
    title: str
    lead: str
    html: str


def write(language: str, guides: Iterable[Guide]) -> None:
    """Replace the language's shelf at once."""
    BUILT.mkdir(exist_ok=True)
    draft = BUILT / f"{language}.draft"
    draft.write_text(json.dumps([asdict(guide) for guide in guides], ensure_ascii=False), encoding="utf-8")
    draft.replace(BUILT / f"{language}.json")


@cache
def guides(language: str) -> Mapping[str, Guide]:
    """Guides by name; empty before set-up has compiled them."""
    path = BUILT / f"{language}.json"
    if not path.exists():
        return {}
    return {entry["name"]: Guide(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))}
