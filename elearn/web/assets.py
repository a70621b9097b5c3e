"""Builds the static files: once at set-up, under hashed names, compressed ahead. `staticfiles` serves them.

`python -m elearn.web.assets` builds `<data>/static`. The style sheet is Bootstrap (from its package, in a
cascade layer below ours) and every file of `static/css`; fonts are subset from the Sofia Sans package.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import brotli
import click
import flask_bootstrap

from elearn.settings import Settings
from elearn.web import fonts
from elearn.web.staticfiles import Manifest

SOURCE = Path(__file__).parent / "static"
BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/css/bootstrap.min.css"
FIRST, LAST = ("tokens", "fonts", "type", "layout"), ("print",)
"""The style sheets whose place matters: tokens before what reads them, paper after everything."""

SMALL_BYTES = 512
"""Below this, compressing costs more than it saves."""

_ASSET = re.compile(r"asset:([\w./-]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def build(target: Path) -> Mapping[str, str]:
    """Write every static file under its hashed name; the manifest in `target` maps plain names to hashed ones.

    Idempotent: an unchanged source costs one reading. Files of earlier builds stay, for pages still open.
    """
    known = Manifest.read(target)
    ours = sorted(path for path in SOURCE.rglob("*") if path.is_file())
    stamp = fonts.stamp([*fonts.SOURCES.values(), Path(fonts.__file__), *ours, BOOTSTRAP, Path(__file__)])
    if known is not None and known.stamp == stamp:
        return known.files
    files = {name: _write(target, name, data) for name, data in fonts.subsets().items()}
    for path in ours:
        if path.suffix != ".css":
            name = path.relative_to(SOURCE).as_posix()
            files[name] = _write(target, name, path.read_bytes())
    files["css/elearn.css"] = _write(target, "css/elearn.css", _style_sheet(files).encode())
    Manifest(stamp, files).write(target)
    return files


def style_sheets() -> list[Path]:
    """Our style sheets in cascade order."""
    found = {path.stem: path for path in (SOURCE / "css").glob("*.css")}
    middle = sorted(set(found) - {*FIRST, *LAST})
    return [found[stem] for stem in (*FIRST, *middle, *LAST)]


def _style_sheet(files: Mapping[str, str]) -> str:
    bootstrap = re.sub(r"/\*# sourceMappingURL.*?\*/", "", BOOTSTRAP.read_text(encoding="utf-8")).strip()
    head = bootstrap.removeprefix('@charset "UTF-8";')
    ours = "\n".join(_small(path.read_text(encoding="utf-8")) for path in style_sheets())
    addressed = _ASSET.sub(lambda found: f"../{files[found[1]]}", ours)
    return f'@charset "UTF-8";@layer bootstrap{{{head}}}\n{addressed}\n'


def _small(css: str) -> str:
    """Without comments and indentation; nothing cleverer, the rest is compression's work."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line)


def _write(target: Path, name: str, data: bytes) -> str:
    """Store one file, and its compressed twins where they are smaller. Its hashed name."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    stem, _, ending = name.rpartition(".")
    hashed = f"{stem}.{digest}.{ending}"
    path = target / hashed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if ending != "woff2" and len(data) >= SMALL_BYTES:
        Path(f"{path}.br").write_bytes(brotli.compress(data))
        Path(f"{path}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    return hashed


@click.command()
def main() -> None:
    """Build the static files into the data folder."""
    target = Settings.from_env().data / "static"
    click.echo(f"{len(build(target))} static files in {target}")


if __name__ == "__main__":
    main()
