"""Which language a page speaks, and how it writes dates and numbers.

`?lang=` decides and is remembered in a cookie; then the cookie; then the browser; then Bulgarian.
"""

from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from babel.dates import format_date
from babel.support import NullTranslations
from flask import Flask, Response, g, request
from flask_babel import get_translations
from markupsafe import Markup

from elearn import clock, decimals
from elearn.extensions import babel

LANGUAGES = ("bg", "en")
COOKIE = "lang"
YEAR_SECONDS = 365 * 24 * 3600

NO_BREAK = "\N{NO-BREAK SPACE}"


def language() -> str:
    """The request's language: `bg` or `en`."""
    if "language" not in g:
        g.language = _choose()
    chosen: str = g.language
    return chosen


def _choose() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return request.accept_languages.best_match(LANGUAGES, default=LANGUAGES[0])


def switch_language_url(lang: str) -> str | None:
    """This very place in another language; None on a page that answers a form: what it holds would be lost."""
    if request.method not in {"GET", "HEAD"}:
        return None
    arguments = {**request.args.to_dict(flat=True), "lang": lang}
    return f"{request.path}?{urlencode(arguments)}"


def day(value: date | datetime) -> str:
    """16.06.2026 г. / 16 Jun 2026."""
    plain = clock.day_of(value) if isinstance(value, datetime) else value
    if language() == "bg":
        return f"{plain:%d.%m.%Y}{NO_BREAK}г."
    return f"{plain.day}{NO_BREAK}{plain:%b}{NO_BREAK}{plain:%Y}"


def long_day(value: date | datetime) -> str:
    """23 ноември 2026 г. / 23 November 2026."""
    plain = clock.day_of(value) if isinstance(value, datetime) else value
    pattern = "d MMMM yyyy" if language() == "en" else "d MMMM yyyy 'г'."
    return format_date(plain, pattern, locale=language()).replace(" ", NO_BREAK)


def weekday(value: date | datetime) -> str:
    plain = clock.day_of(value) if isinstance(value, datetime) else value
    return format_date(plain, "EEEE", locale=language())


def moment(value: datetime) -> str:
    """16.06.2026 г., 14:32 in Europe/Sofia."""
    return f"{day(value)}, {hour(value)}"


def hour(value: datetime) -> str:
    """14:32 in Europe/Sofia, the same in both languages."""
    return f"{value.astimezone(clock.ZONE):%H:%M}"


def number(value: int | float | Decimal) -> str:
    return decimals.in_words(value, language())


def points(hundredths: int) -> str:
    """Hundredths of a point as people read them: 150 is 1,5 in Bulgarian."""
    return decimals.points(hundredths, language())


def nbsp(text: str) -> str:
    """Keep a short phrase on one line: a number with its unit."""
    return text.replace(" ", NO_BREAK)


def in_language(texts: dict[str, str], fallback: str = "bg") -> str:
    """The text in the page's language, else in the fallback, else in whichever there is; empty if none."""
    return texts.get(language()) or texts.get(fallback) or next(iter(texts.values()), "")


def html_in_language(texts: dict[str, str]) -> Markup:
    """Compiled course HTML, sanitised by the compiler, in the page's language."""
    return Markup(in_language(texts))  # noqa: S704 - nh3 has cleaned every fragment a snapshot holds


def install(app: Flask) -> None:
    babel.init_app(
        app,
        default_locale="bg",
        default_translation_directories="translations",
        locale_selector=language,
        timezone_selector=lambda: clock.ZONE.key,
    )
    app.jinja_env.optimized = False  # a filter over a constant would stay in the language of whoever came first
    catalogues: dict[str, NullTranslations] = {}

    def words() -> NullTranslations:
        """The catalogue of the request's language, found once: a page asks for it some sixty times."""
        if (lang := language()) not in catalogues:
            catalogues[lang] = get_translations()
        return catalogues[lang]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's i18n extension adds it
        gettext=lambda text: words().ugettext(text),
        ngettext=lambda one, many, count: words().ungettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, text: words().upgettext(context, text),
        npgettext=lambda context, one, many, count: words().unpgettext(context, one, many, count),
    )
    for function in (day, long_day, weekday, moment, hour, number, points, nbsp, in_language, html_in_language):
        app.add_template_filter(function)
    app.add_template_global(switch_language_url)
    app.context_processor(lambda: {"lang": language()})

    @app.after_request
    def remember(response: Response) -> Response:
        wish = request.args.get("lang")
        if wish in LANGUAGES and request.cookies.get(COOKIE) != wish:
            secure = app.config["SESSION_COOKIE_SECURE"]
            response.set_cookie(COOKIE, str(wish), max_age=YEAR_SECONDS, samesite="Lax", secure=secure, httponly=True)
        response.headers.setdefault("Content-Language", language())
        response.vary.update(("Accept-Language", "Cookie"))
        return response
