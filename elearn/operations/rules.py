"""What a page may show of the words of an error: no address, no name, no value of a row."""

import re

LONGEST = 240
_ADDRESS = re.compile(r"[^\s'\"<>(){}\[\],;:]+@[^\s'\"<>(){}\[\],;:]+")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]+(?:[\s\-.]+[\u0400-\u04FF]+)*")
_ROWS = re.compile(r"\s*(?:\n|\[SQL:|DETAIL:|\[parameters:).*", re.DOTALL)


def without_people(error: str) -> str:
    """Its first line without e-mail addresses, and without Cyrillic: our own errors are English, so that Cyrillic in
    one is somebody's name or what somebody wrote. At most LONGEST characters."""
    line = _CYRILLIC.sub("…", _ADDRESS.sub("…@…", _ROWS.sub("", error)))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
