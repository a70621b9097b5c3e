"""Serves the built static files by WhiteNoise and names them in templates: `asset("css/elearn.css")`."""

import functools
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from whitenoise import WhiteNoise

from elearn.settings import Settings

PREFIX = "/static/"
FOREVER_SECONDS = 365 * 24 * 3600


class NotBuilt(RuntimeError):
    """The application was started before its static files were built."""


class Manifest(NamedTuple):
    """What a build left in its folder: the stamp of its sources, and hashed file names by plain name."""

    stamp: str
    files: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """None when nothing has been built there."""
        path = folder / "manifest.json"
        if not path.exists():
            return None
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(str(found.get("stamp")), found["files"])

    def write(self, folder: Path) -> None:
        """Last and at once, so that nobody reads half a build."""
        draft = folder / f"manifest.{os.getpid()}"
        draft.write_text(json.dumps(self._asdict(), indent=1, sort_keys=True), encoding="utf-8")
        draft.replace(folder / "manifest.json")


def install(app: Flask, settings: Settings) -> None:
    """Give templates `asset(name)` and serve the files. Raises NotBuilt outside tests when there is no build."""
    folder = settings.data / "static"
    manifest = Manifest.read(folder)
    if manifest is None and settings.mode != "test":
        raise NotBuilt(f"no static files in {folder}; run `python -m elearn.web.assets` with the same settings")
    files = manifest.files if manifest else {}
    app.add_template_global(functools.partial(_address, files), "asset")
    if manifest:
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # Flask's own recipe for middleware
            app.wsgi_app,
            root=str(folder.resolve()),
            prefix=PREFIX,
            max_age=FOREVER_SECONDS,
            allow_all_origins=False,
            immutable_file_test=r"\.[0-9a-f]{12}\.",
            add_headers_function=_no_sniffing,
        )


def _address(files: Mapping[str, str], name: str) -> str:
    """The address of a static file by its plain name; in tests without a build that very name."""
    return PREFIX + (files[name] if files else name)


def _no_sniffing(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
