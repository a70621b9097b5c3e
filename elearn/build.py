"""What set-up builds once from the source tree: compiled translations, help pages, fonts. Idempotent."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from elearn.help.compiling import compile_guides
from elearn.web import fonts

PACKAGE = Path(__file__).parent


def compile_catalogues() -> None:
    """Write each `messages.mo` that is older than its `messages.po`."""
    for source in sorted((PACKAGE / "translations").glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)


if __name__ == "__main__":
    compile_catalogues()
    compile_guides()
    fonts.build()
