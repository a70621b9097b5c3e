"""The NUL sign, which PostgreSQL keeps in no text: no person types it, so a request that holds one is refused."""

from flask import Flask, abort, request

NUL = "\x00"


def install(app: Flask) -> None:
    """Refuse such addresses, queries and forms. The JSON of a test's script has a reader that takes the sign out."""

    @app.before_request
    def refuse() -> None:
        if NUL in request.path or _holds_nul_in_query() or _holds_nul_in_form():
            abort(400)


def _holds_nul_in_query() -> bool:
    query = request.query_string
    return b"%00" in query or b"\x00" in query


def _holds_nul_in_form() -> bool:
    return any(NUL in name or NUL in value for name, value in request.form.items(multi=True))
