"""Keeps the interface catalogues in step with the source: `make translations` updates, `--check` refuses gaps."""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from elearn.build import compile_catalogues

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "elearn" / "translations"
LANGUAGES = ("bg", "en")
KEYWORDS = ("_l", "N_", "lazy_gettext", "ngettext_noop:1,2", "_setting:2")
NOISE = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Generated-By', b'"Report-Msgid')


def extracted() -> Catalog:
    """Every message of the source, as Babel finds it."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        keywords = [argument for keyword in KEYWORDS for argument in ("-k", keyword)]
        command = [
            *(sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "--no-location"),
            *(*keywords, "-o", pot.name, "elearn"),
        ]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - Babel's own command
        with Path(pot.name).open("rb") as file:
            return read_po(file)


def source_of(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    with source_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, template: Catalog) -> None:
    """Add new messages, drop gone ones; English says what the source says."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    if language == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    text = io.BytesIO()
    write_po(text, catalogue, width=110, sort_output=True, no_location=True, ignore_obsolete=True)
    kept = [line for line in text.getvalue().split(b"\n") if not line.startswith(NOISE)]
    source_of(language).write_bytes(b"\n".join(kept))


def gaps(language: str, template: Catalog) -> list[str]:
    """What is wrong with a catalogue: missing, empty, fuzzy, no longer used, other placeholders."""
    catalogue = read(language)
    wanted = {str(message.id) for message in template if message.id}
    found = {str(message.id): message for message in catalogue if message.id}
    problems = [f"missing: {name}" for name in wanted - set(found)] + [f"unused: {n}" for n in set(found) - wanted]
    for name, message in found.items():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(strings) or message.fuzzy:
            problems.append(f"empty or fuzzy: {name}")
        problems.extend(f"{name}: {error}" for error in message.check(catalogue))
    return sorted(problems)


def main(arguments: list[str]) -> int:
    template = extracted()
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language, template)
        compile_catalogues()
    problems = [f"{language}: {gap}" for language in LANGUAGES for gap in gaps(language, template)]
    print("\n".join(problems) or "both catalogues are complete")  # noqa: T201 - this is a terminal program
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
