"""Whether a phrase of a translation still stands in the language of its text, told by letters and not by words."""

import re

_CYRILLIC_LANGUAGES = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_QUOTED = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|`[^`]*`|(?<!\*)\*(?!\*)[^*]*(?<!\*)\*(?!\*)")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
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


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) >= _TELLING and not word.isupper()]


def _cyrillic(words: list[str]) -> int:
    return sum(1 for word in words if _CYRILLIC.search(word))
