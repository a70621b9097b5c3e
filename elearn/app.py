"""The composition root of the web: settings in, a Flask application out."""

from pathlib import Path

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from elearn import schema, wiring
from elearn.certificates.views import bp as certificates
from elearn.coordinating.views import bp as coordinating
from elearn.db import engine_options, prepare
from elearn.enrolment.views import bp as enrolment
from elearn.evidence.views import bp as evidence
from elearn.extensions import csrf, database, limiter, login
from elearn.help.views import bp as guides
from elearn.invitations.views import bp as invitations
from elearn.lessons.report_views import bp as text_reports
from elearn.lessons.views import bp as lessons
from elearn.marking.views import bp as marking
from elearn.operations.views import bp as operations
from elearn.people.service import require_no_demo_people
from elearn.people.views import bp as people
from elearn.plans.views import bp as plans
from elearn.progress.views import bp as progress
from elearn.publishing.views import bp as publishing
from elearn.questions.blueprint import bp as questions
from elearn.quizzes.views import bp as quizzes
from elearn.regrading.views import bp as regrading
from elearn.reports.views import bp as reports
from elearn.settings import Settings
from elearn.staff.views import bp as staff
from elearn.statistics.views import bp as statistics
from elearn.surveys.views import bp as surveys
from elearn.web import errors, fragments, guard, headers, locale, nul, numbers, staticfiles, transaction, turnstile

BLUEPRINTS: tuple[Blueprint, ...] = (
    people,
    questions,
    quizzes,
    certificates,
    marking,
    lessons,
    text_reports,
    progress,
    publishing,
    plans,
    enrolment,
    surveys,
    statistics,
    regrading,
    evidence,
    staff,
    coordinating,
    reports,
    operations,
    invitations,
    guides,
)

MAX_REQUEST_BYTES = 32 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the application. Raises guard.Undeclared, events.Unwired or lending.EmptySlot for an unfinished one,
    and BadSetting when production meets the demo's people."""
    root = str(Path(__file__).parent)
    app = Flask("elearn", static_folder=None, template_folder="web/templates", root_path=root)
    app.config.update(_config(settings))
    app.extensions["settings"] = settings
    _bind_extensions(app, settings)
    if settings.mode == "production":
        _refuse_demo_people(app)
    _install_web(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    wiring.connect(settings)
    guard.require_declared(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own recipe
    return app


def _config(settings: Settings) -> dict[str, object]:
    https = settings.address.startswith("https://")
    return {
        "SECRET_KEY": settings.secret,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "SESSION_COOKIE_NAME": "elearn",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": settings.session_days * 24 * 3600,
        "WTF_CSRF_TIME_LIMIT": None,  # a token must not age out during an attempt; it ends with the session
        "WTF_CSRF_SSL_STRICT": https,
        "RATELIMIT_STORAGE_URI": settings.rate_limits,
        "RATELIMIT_ENABLED": settings.mode != "test",
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "TESTING": settings.mode == "test",
        "PROPAGATE_EXCEPTIONS": False,
    }


def _bind_extensions(app: Flask, settings: Settings) -> None:
    database.init_app(app)
    with app.app_context():
        prepare(database.engine)
    login.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    app.jinja_env.globals["settings"] = settings
    app.jinja_env.globals["actor"] = guard.actor
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _refuse_demo_people(app: Flask) -> None:
    with app.app_context():
        try:
            require_no_demo_people(database.session())
        finally:
            database.session.remove()
            database.engine.dispose()


def _install_web(app: Flask, settings: Settings) -> None:
    numbers.install(app)
    app.wsgi_app = turnstile.install(app.wsgi_app)  # type: ignore[assignment,method-assign]  # Flask's recipe
    locale.install(app)
    fragments.install(app)
    staticfiles.install(app, settings)
    nul.install(app)
    guard.install(app)
    transaction.install(app)
    errors.install(app)
    headers.install(app, https=settings.address.startswith("https://"))


__all__ = ["create_app", "schema"]
