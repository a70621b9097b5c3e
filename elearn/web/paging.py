"""Long lists in pages whose addresses stay: `?page=3` beside whatever else narrows the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request, url_for
from flask_babel import gettext as _

from elearn.web.numbers import whole_number

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """Some of `total` items: those from `first` on, counted from 0. `size` is the most on one page."""

    items: Sequence[T]
    first: int
    total: int
    size: int

    @property
    def number(self) -> int:
        """Of this page, from 1."""
        return self.first // self.size + 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def words(self) -> str:
        last = self.first + len(self.items)
        return str(_("%(first)s–%(last)s of %(total)s", first=self.first + 1, last=last, total=self.total))

    @property
    def previous(self) -> str:
        """The address of the page before, empty for the first."""
        return _address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return _address(self.number + 1) if self.number < self.pages else ""


def asked(size: int, total: int) -> int:
    """The first item of the page that the address asks for; beyond the last page, of the last one."""
    number = whole_number(request.args.get("page")) or 1
    return min(number - 1, max(0, total - 1) // size) * size


def paged(items: Sequence[T], size: int) -> Paged[T]:
    """The page that the address asks for."""
    first = asked(size, len(items))
    return Paged(items[first : first + size], first, len(items), size)


def _address(number: int) -> str:
    kept = {name: values for name, values in request.args.lists() if name != "page" and any(values)}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept, "page": number})
