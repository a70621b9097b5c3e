"""What a refusal says."""

from typing import NamedTuple

from flask_babel.speaklater import LazyString


class Words(NamedTuple):
    """`what` happened, and `do`: what to do next. `{name}` in a sentence is filled from the refusal's details."""

    what: LazyString
    do: LazyString
