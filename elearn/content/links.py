"""Where a link or an image of a course leads: another page of the course, a file under `media/`, or outside."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from elearn.content.media import MediaFile
from elearn.content.page import Destination, Picture
from elearn.content.source import slug, split_language

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"^https?://[^\s/?#.]+(?:\.[^\s/?#.]+)+(?::\d+)?(?:[/?#]\S*)?$|^https?://localhost(?:[:/]\S*)?$")
_MAIL = re.compile(r"^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$")
_CONTROLS = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Places:
    """What a course has to link to. `pages`: path inside the course -> id; `media`: path -> file."""

    slug: str
    pages: Mapping[str, str]
    media: Mapping[str, MediaFile]

    def address(self, page: str) -> str:
        """The address of a page by its id: lesson, test, exam, module (an anchor of the contents) or the course."""
        if not page:
            return f"/learn/{self.slug}"
        if "/" in page or page == "exam":
            return f"/learn/{self.slug}/{page}"
        return f"/learn/{self.slug}#{page}"


@dataclass(frozen=True, slots=True)
class Found:
    """A link understood: where it leads, or the code of what is wrong. `page` and `anchor` for pages of the course."""

    destination: Destination | None = None
    wrong: str = ""
    odd: str = ""
    """The code of what is better written otherwise, though it leads somewhere."""
    near: str = ""
    page: str | None = None
    anchor: str = ""
    media: MediaFile | None = None


@dataclass
class Links:
    """The links of one text. `folder` is where its file stands in the course, `anchor` the prefix of its ids."""

    places: Places
    folder: PurePosixPath
    anchor: str
    _known: dict[str, Found] = field(default_factory=dict)

    def destination(self, target: str) -> Destination | None:
        return self.find(target).destination

    def picture(self, target: str) -> Picture | None:
        media = self.find(target).media
        return media.picture if media is not None and media.is_image else None

    def find(self, target: str) -> Found:
        found = self._known.get(target)
        if found is None:
            found = self._known[target] = self._find(target.strip())
        return found

    def _find(self, target: str) -> Found:
        if not target or target == "#":
            return Found(wrong="link.empty")
        scheme = _SCHEME.match(_CONTROLS.sub("", unquote(target)))
        if scheme:
            return _outside(target, scheme.group(1).lower())
        if target.startswith(("//", "\\")):
            return Found(wrong="link.bad-scheme", near="https:")
        if target.startswith("#"):
            name = unquote(target[1:])
            return Found(Destination(f"#{self.anchor}-{slug(name)}"), page=".", anchor=slug(name))
        if target.startswith("/"):
            return Found(wrong="link.absolute")
        return self._inside(target)

    def _inside(self, target: str) -> Found:
        path, _, anchor = unquote(target).partition("#")
        path = path.partition("?")[0]
        for start in (self.folder, PurePosixPath()):
            joined = _normal(start / path)
            if joined is None:
                break
            if joined in self.places.pages:
                return self._page(self.places.pages[joined], slug(anchor), path)
            if joined in self.places.media:
                media = self.places.media[joined]
                return Found(Destination(media.url, document=True), media=media)
        if _normal(self.folder / path) is None:
            return Found(wrong="link.leaves-course")
        return self._lost(path)

    def _page(self, page: str, anchor: str, path: str) -> Found:
        address = self.places.address(page)
        if anchor and "/" in page and not page.endswith("/quiz"):
            address += f"#{page.rpartition('/')[2]}-{anchor}"
        stem, language = split_language(path.removesuffix(".md"))
        odd, near = ("link.to-translation", f"{stem}.md") if language else ("", "")
        return Found(Destination(address), odd=odd, near=near, page=page, anchor=anchor)

    def _lost(self, path: str) -> Found:
        if path.startswith("www."):
            return Found(wrong="link.no-scheme", near=f"https://{path}")
        known = {PurePosixPath(name).name: name for name in (*self.places.pages, *self.places.media)}
        near = difflib.get_close_matches(PurePosixPath(path).name, list(known), n=1, cutoff=0.7)
        code = "link.lost-lesson" if path.endswith(".md") else "link.lost-file"
        return Found(wrong=code, near=known[near[0]] if near else "")


def _outside(target: str, scheme: str) -> Found:
    if scheme in {"http", "https"}:
        ok = _HOST.match(target) is not None
    elif scheme == "mailto":
        ok = _MAIL.match(target.partition("?")[0]) is not None
    elif scheme == "tel":
        ok = re.fullmatch(r"tel:[+\d() -]{3,}", target) is not None
    else:
        return Found(wrong="link.bad-scheme")
    return Found(Destination(target, external=scheme in {"http", "https"})) if ok else Found(wrong="link.bad-address")


def _normal(path: PurePosixPath) -> str | None:
    """The path without `.` and `..`; None when it leaves the course."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {".", "/"}:
            parts.append(part)
    return "/".join(parts)
