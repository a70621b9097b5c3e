"""Which language words stand in, told by letters and not by words: phrases left over, words in the base language."""

import re

_CYRILLIC_LANGUAGES = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_QUOTED = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|`[^`]*`|(?<!\*)\*(?!\*)[^*]*(?<!\*)\*(?!\*)")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_TOKEN = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s\-‐‑–—„“”«»\"'’,.:;/№§%&+…!?]*")
"""What may stand between two words that belong together; a bracket may not."""
_QUOTATION = re.compile('[„“”«»"]')
_TELLING = 3
"""Letters of a word that tells a language."""
_SENTENCE = 3
"""Such words of a sentence, which is left over even where it is a quotation."""
_ENOUGH = 2
"""Such words, without capitals, of a phrase that chance does not make equal."""


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks, in code or in italics; as many lines."""
    return _QUOTED.sub(lambda match: "\n" * match.group().count("\n") or " ", text)


def left_over(base: str, other: str, language: str) -> bool:
    """Whether `other`, which should be in `language`, was left as it is in the base or mostly in another alphabet.

    Abbreviations, numbers and what stands in quotation marks may be the same everywhere; not whole sentences.
    """
    telling = _telling(unquoted(other))
    cyrillic = _cyrillic(telling)
    same = " ".join(base.split()) == " ".join(other.split())
    if language not in _CYRILLIC_LANGUAGES:
        if cyrillic > 2 * (len(telling) - cyrillic) or (same and cyrillic):
            return True
        if same and _cyrillic(_telling(other)) >= _SENTENCE:
            return True
    small = [word for word in telling if word.islower()]
    return same and not cyrillic and len(small) >= _ENOUGH


def language_of_cyrillic(language: str, base: str) -> str | None:
    """The base language of a course, where Cyrillic words in a text in `language` must stand in it; else None."""
    return base if base in _CYRILLIC_LANGUAGES and language not in _CYRILLIC_LANGUAGES else None


def cyrillic_runs(text: str) -> list[tuple[int, int]]:
    """Where Cyrillic words follow each other, as starts and ends, with the signs and numbers between them.

    A word with a number in it (`22б`) is one word; a quotation mark at an end belongs to its counterpart inside.
    """
    if _CYRILLIC.search(text) is None:
        return []
    runs: list[tuple[int, int]] = []
    reach = -1
    for word in _TOKEN.finditer(text):
        start, end = word.span()
        joined = reach >= 0 and _BETWEEN.fullmatch(text, reach, start) is not None
        is_cyrillic = _CYRILLIC.search(word.group()) is not None
        if is_cyrillic and joined:
            runs[-1] = runs[-1][0], end
        elif is_cyrillic:
            runs.append((start, end))
        reach = end if is_cyrillic or (joined and word.group().isdigit()) else -1
    return [_quoted(text, start, end) for start, end in runs]


def _quoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The run with the quotation mark after or before it, where one inside lacks its counterpart."""
    if len(_QUOTATION.findall(text, start, end)) % 2 == 0:
        return start, end
    if _QUOTATION.match(text, end):
        return start, end + 1
    return (start - 1, end) if start and _QUOTATION.match(text, start - 1) else (start, end)


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) >= _TELLING and not word.isupper()]


def _cyrillic(words: list[str]) -> int:
    return sum(1 for word in words if _CYRILLIC.search(word))
