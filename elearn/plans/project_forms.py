"""The form of a project, read as typed; what is wrong stands beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import FileStorage, MultiDict

from elearn.errors import Invalid, Refusal
from elearn.people.forms import Errors
from elearn.plans import logos
from elearn.plans.logos import EU, Picture
from elearn.plans.projects import LONGEST, REQUIRED, ProjectTexts

FIELDS = ("name", "funder", "statement", "basis")
LANGUAGES = ("bg", "en")


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """`values` by name of the field, spaces folded; `kept` are the logos to stay, `picture` the one to be added."""

    values: Mapping[str, str]
    kept: tuple[str, ...] = ()
    picture: Picture | None = None
    errors: Errors = field(default_factory=Errors)

    def texts(self, added: str = "") -> ProjectTexts:
        """`added`: the SHA-256 of the picture."""
        both = {
            name: {language: self.values.get(f"{name}_{language}", "") for language in LANGUAGES} for name in FIELDS
        }
        return ProjectTexts(
            code=self.values.get("code", ""),
            logos=tuple(dict.fromkeys((*self.kept, *filter(None, (added,))))),
            **both,
        )


def read(form: MultiDict[str, str], file: FileStorage | None, known: Sequence[str]) -> ProjectForm:
    """`known` are the logos that the project has: nothing else can be kept."""
    names = ["unit", "code", *(f"{name}_{language}" for name in FIELDS for language in LANGUAGES)]
    values = {name: " ".join(form.get(name, "").split()) for name in names}
    kept = tuple(one for one in form.getlist("logos") if one == EU or one in known)
    errors = Errors()
    _check(values, errors)
    return ProjectForm(values, kept, _picture(file, kept, errors), errors)


def of(texts: ProjectTexts) -> ProjectForm:
    """A project as its form shows it at first."""
    values = {"code": texts.code}
    values |= {f"{name}_{language}": getattr(texts, name)[language] for name in FIELDS for language in LANGUAGES}
    return ProjectForm(values, texts.logos)


def _check(values: Mapping[str, str], errors: Errors) -> None:
    """Everything at once; `projects.require_whole` refuses the first that it meets."""
    for name in ("code", *FIELDS):
        for language in LANGUAGES if name != "code" else ("",):
            at = f"{name}_{language}" if language else name
            if not values[at] and name in REQUIRED and language != "en":
                errors.add(at, Invalid("project_text_missing"))
            if not values[at] and language == "en" and values[f"{name}_bg"]:
                errors.add(at, Invalid("project_english_missing"))
            if len(values[at]) > LONGEST[name]:
                errors.add(at, Invalid("project_text_long", most=LONGEST[name]))


def _picture(file: FileStorage | None, kept: Sequence[str], errors: Errors) -> Picture | None:
    if file is None or not file.filename:
        return None
    try:
        if sum(one != EU for one in kept) >= logos.MOST_LOGOS:
            raise Invalid("logos_many", most=logos.MOST_LOGOS)
        return logos.read(file.filename, file.stream.read(logos.MOST_KILOBYTES * 1024 + 1))
    except Refusal as refusal:
        errors.add("logo", refusal)
        return None
