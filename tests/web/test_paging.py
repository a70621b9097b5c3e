"""Pages of a long list: each item on one page, whatever the address asks for."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from elearn.web.paging import Paged, paged

SIZE = 10


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/list/<key>", "list", lambda key: key)
    return app


def seen(app: Flask, query: str, total: int) -> Paged[int]:
    with app.test_request_context(f"/list/a?{query}"):
        return paged(range(total), SIZE)


@given(total=st.integers(0, 95), number=st.integers(1, 12))
def test_every_item_stands_on_exactly_one_page(app: Flask, total: int, number: int) -> None:
    pages = seen(app, "", total).pages
    shown = [item for n in range(1, pages + 1) for item in seen(app, f"page={n}", total).items]
    assert shown == list(range(total))
    assert seen(app, f"page={number}", total).number == min(number, pages)


@pytest.mark.parametrize("query", ["page=0", "page=-3", "page=x", "page=", "page=²", f"page={'9' * 30}"])
def test_a_page_that_is_none_is_the_first_one(app: Flask, query: str) -> None:
    assert seen(app, query, 25).number == 1


def test_the_ways_to_other_pages_keep_what_narrows_the_list(app: Flask) -> None:
    with app.test_request_context("/list/a?unit=3&unit=4&text=а б&empty=&page=2"):
        page = paged(range(25), SIZE)
        assert page.previous == "/list/a?unit=3&unit=4&text=%D0%B0+%D0%B1&page=1"
        assert page.next == "/list/a?unit=3&unit=4&text=%D0%B0+%D0%B1&page=3"
    with app.test_request_context("/list/a?page=3"):
        assert (paged(range(25), SIZE).next, paged(range(25), SIZE).items) == ("", range(20, 25))
