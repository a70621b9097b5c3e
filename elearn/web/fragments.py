"""Pieces of pages that come out alike for everybody with the same key, rendered once in each process.

In a template: `{% call once("rail", page.key, marks) %}…{% endcall %}`. The key names everything that the piece reads,
besides the language, which belongs to every key. What is one person's own (a name, a token) stands outside: a piece is
given to whoever comes next.
"""

import sys
from collections.abc import Callable, Hashable

from flask import Flask
from markupsafe import Markup

from elearn.cache import Cache
from elearn.web.locale import language

LIMIT_BYTES = 4 * 1024 * 1024


def install(app: Flask) -> None:
    """Give templates `once(*key)`, over a memory of this application's own."""
    held = Cache(LIMIT_BYTES)

    def once(*key: Hashable, caller: Callable[[], Markup]) -> Markup:
        def render() -> tuple[Markup, int]:
            piece = caller()
            return piece, sys.getsizeof(piece)

        return held.get((language(), *key), render)

    app.add_template_global(once)
    app.extensions["fragments"] = held
