"""Every setting, read once from the environment and frozen. The only reader of `os.environ`.

Production refuses to start with a default secret or address, or with the demo's sign-ins; see `Settings.check`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEFAULT_SECRET = "demo-only-secret-never-for-production"  # noqa: S105 - refused outside the demo, see check()
DEFAULT_ADDRESS = "http://127.0.0.1:8000"
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSetting(RuntimeError):
    """A setting that cannot work; the message names it and says how to mend it."""


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from `ELEARN_<NAME>`; each field's `about` is its documentation (operator's guide, tested)."""

    mode: str = _setting("production", "`production`, `demo` or `test`. The demo has sign-ins that everyone knows.")
    secret: str = _setting(DEFAULT_SECRET, "Signs cookies and seeds draws: 32 random characters or more.")
    database: str = _setting("sqlite:///var/elearn.db", "SQLAlchemy address of SQLite or PostgreSQL.")
    data: Path = _setting(Path("var"), "Folder for files, caches and the database of one machine.")
    courses: Path = _setting(Path("courses"), "Folder of Markdown courses that `elearn publish` reads.")
    host: str = _setting("127.0.0.1", "Address that `elearn serve` listens on.")
    port: int = _setting(8000, "Port that `elearn serve` listens on.")
    workers: int = _setting(2, "Web processes.")
    threads: int = _setting(64, "Blocking threads in each web process; three quarters may wait for a password hash.")
    address: str = _setting(
        DEFAULT_ADDRESS,
        "Public address, in letters, QR codes and certificates: https://…; in production it must be given, "
        "and http:// is taken only for localhost.",
    )
    proxies: int = _setting(0, "Reverse proxies in front; their X-Forwarded headers are believed.")
    issuer_bg: str = _setting("Община Стара Загора", "Who issues certificates, in Bulgarian.")
    issuer_en: str = _setting("Stara Zagora Municipality", "Who issues certificates, in English.")
    certificate_prefix: str = _setting("СЗ", "Letters before the year in certificate numbers.")
    support: str = _setting("", "Whom people may ask: a name with an e-mail or phone, shown on pages that refuse.")
    support_email: str = _setting("support@localhost", "Where feedback on accessibility is sent.")
    funding_bg: str = _setting("", "The funding sentence in the foot of pages, in Bulgarian; empty: no emblem.")
    funding_en: str = _setting("", "The funding sentence in English.")
    registration: bool = _setting(False, "Whether people may register themselves.")  # noqa: FBT003 - the default itself
    registration_domains: tuple[str, ...] = _setting(
        (), "E-mail domains that may register, comma separated; none: any."
    )
    argon2_time: int = _setting(2, "argon2id passes, at least 2; hashes are renewed at sign-in when it rises.")
    argon2_memory_kib: int = _setting(19456, "argon2id memory in KiB, at least 19456.")
    session_idle_minutes: int = _setting(120, "A sign-in ends after so many minutes without a request.")
    session_days: int = _setting(14, "A sign-in ends after so many days in any case.")
    rate_limits: str = _setting("memory://", "Where request counts are kept: memory:// or redis://host.")
    smtp: str = _setting(
        "", "Mail server, smtp://user:password@host:port or smtps://…; empty: letters stay in the outbox."
    )
    mail_from: str = _setting("elearn@localhost", "Sender of letters.")
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read and check. Raises BadSetting with the name of the variable and what to do."""
        source = os.environ if environ is None else environ  # noqa: TID251 - the one door to the environment
        known = {f"ELEARN_{f.name.upper()}": f for f in fields(cls)}
        values: dict[str, Any] = {
            f.name: _parse(name, source[name], f.type, f.default) for name, f in known.items() if name in source
        }
        given = cls(**values)
        settings = replace(given, address=given.address.rstrip("/"), database=_absolute(given.database))
        settings.check()
        return replace(settings, data=settings.data.absolute(), courses=settings.courses.absolute())

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    def check(self) -> None:
        """Raises BadSetting for what could not work or would not be safe."""
        if self.mode not in {"production", "demo", "test"}:
            raise BadSetting(f"ELEARN_MODE is '{self.mode}'; it must be production, demo or test")
        if self.mode != "production":
            return
        if self.secret == DEFAULT_SECRET or len(self.secret) < 32:
            raise BadSetting("ELEARN_SECRET must be set to 32 random characters or more before production starts")
        if self.argon2_time < 2 or self.argon2_memory_kib < 19456:
            raise BadSetting("ELEARN_ARGON2_TIME and ELEARN_ARGON2_MEMORY_KIB must be at least 2 and 19456")
        if self.address == DEFAULT_ADDRESS or not _is_public(self.address):
            raise BadSetting(
                "ELEARN_ADDRESS must be the public address, beginning with https://, before production starts; "
                "to try production out on this machine set it to http://localhost:8000"
            )


def _is_public(address: str) -> bool:
    """Whether links to it work and cookies are safe: HTTPS, or this very machine."""
    host = urlsplit(address).hostname
    return bool(host) and (address.startswith("https://") or (address.startswith("http://") and host in THIS_MACHINE))


def _absolute(address: str) -> str:
    """A SQLite file named from the current folder, named from the root: libraries differ in where they start."""
    head, separator, path = address.partition(":///")
    if not head.startswith("sqlite") or not path or path.startswith((":", "/", "file:")):
        return address
    return f"{head}{separator}{Path(path).absolute()}"


def _parse(name: str, text: str, annotation: Any, default: object) -> object:
    """The text of one variable as its field's type."""
    if annotation is bool or isinstance(default, bool):
        if text.lower() in {"1", "yes", "true", "on"}:
            return True
        if text.lower() in {"0", "no", "false", "off", ""}:
            return False
        raise BadSetting(f"{name} is '{text}'; write yes or no")
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"{name} is '{text}'; write a whole number") from None
    if isinstance(default, Path):
        return Path(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text
