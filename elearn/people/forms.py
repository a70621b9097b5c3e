"""What people's pages send, read into values; errors as sentences beside their fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from elearn.content.transliteration import latin
from elearn.errors import Invalid, Refusal
from elearn.people import rules
from elearn.people.queries import NameParts, OwnNames
from elearn.web.refusals import REFUSALS

Form = MultiDict[str, str]
PARTS = ("given", "middle", "family")


def sentence(refusal: Refusal) -> str:
    """What happened and what to do next, in the page's language."""
    words = REFUSALS[refusal.code]
    return " ".join(str(part).format_map(refusal.details) for part in words)


@dataclass(frozen=True, slots=True)
class SignInForm:
    """`next` is a checked path of this site or empty; `waiting` a signed envelope or empty."""

    email: str = ""
    password: str = field(default="", repr=False)
    next: str = ""
    beside: bool = False
    waiting: str = field(default="", repr=False)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "SignInForm":
        return cls(
            email=form.get("email", "").strip(),
            password=form.get("password", ""),
            next=rules.safe_next(form.get("next")) or "",
            beside=form.get("beside") == "1",
            waiting=form.get("waiting", ""),
        )


@dataclass
class Errors:
    """Sentences by field, in the order of the page's fields."""

    by_field: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_field)

    def add(self, name: str, refusal: Refusal) -> None:
        self.by_field.setdefault(name, sentence(refusal))

    def check(self, name: str, rule: Callable[[], str]) -> str:
        """What the rule returns; where it refuses, an empty text and the error beside the field."""
        try:
            return rule()
        except Refusal as refusal:
            self.add(name, refusal)
            return ""

    def check_name(self, name: str, text: str, alphabet: str) -> str:
        """One part of a name; all but the middle one must be there."""
        part = self.check(name, lambda: rules.normal_name(text, alphabet))
        if not text.strip() and not name.endswith("middle"):
            self.add(name, Invalid("name_missing"))
        return part


def read_names(form: Form, errors: Errors, *, alphabet: str = "", prefix: str = "") -> NameParts:
    """Three parts from fields `<prefix>given`, `<prefix>middle`, `<prefix>family`."""
    return NameParts(*(errors.check_name(prefix + part, form.get(prefix + part, ""), alphabet) for part in PARTS))


def read_new_password(form: Form, errors: Errors, *, email: str, names: NameParts) -> str:
    """The new password from `password` and, where the page asks twice, `again`."""
    password = form.get("password", "")
    try:
        rules.require_good_password(password, email=email, names=(names.given, names.middle, names.family))
    except Refusal as refusal:
        errors.add("password", refusal)
    if "again" in form and form["again"] != password:
        errors.add("again", Invalid("password_differs"))
    return password


def name_values(names: OwnNames) -> dict[str, str]:
    """What the name page's six fields show at first."""
    return _fields("", names.cyrillic) | _fields("latin_", names.latin)


def typed_name_values(form: Form, *, propose: bool) -> dict[str, str]:
    """What the six fields show after a POST: as typed, or with the official transliteration in the Latin ones."""
    typed = {prefix + part: form.get(prefix + part, "") for prefix in ("", "latin_") for part in PARTS}
    return typed | ({f"latin_{part}": latin(typed[part].strip()) for part in PARTS} if propose else {})


def _fields(prefix: str, names: NameParts) -> dict[str, str]:
    return {prefix + part: getattr(names, part) for part in PARTS}
