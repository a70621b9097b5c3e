"""Bulgarian written in Latin letters, as the Transliteration Act (Закон за транслитерацията, 2009) prescribes.

The table is letter by letter; at the end of a word `ия` is `ia`; and `България` is written `Bulgaria`.
"""

import re

_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True)),
    **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya", "ѝ": "i"},  # noqa: PIE800 - one line
}
_WORD = re.compile(r"[^\W\d_]+")
_ESTABLISHED = {"българия": "bulgaria"}


def latin(text: str) -> str:
    """`text` with every Bulgarian letter transliterated; anything else stays. `Мария Щерева` is `Maria Shtereva`."""
    return _WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    lower = word.lower()
    if lower in _ESTABLISHED:
        return _cased(_ESTABLISHED[lower], word)
    all_capitals = word.isupper() and len(word) > 1
    ending = "ia" if lower.endswith("ия") else ""
    stem = word[:-2] if ending else word
    if ending:
        ending = "".join(e.upper() if w.isupper() else e for e, w in zip(ending, word[-2:], strict=True))
    return "".join(_letter(letter, all_capitals=all_capitals) for letter in stem) + ending


def _letter(letter: str, *, all_capitals: bool) -> str:
    found = _LETTERS.get(letter.lower())
    if found is None:
        return letter
    if not letter.isupper():
        return found
    return found.upper() if all_capitals else found.capitalize()


def _cased(established: str, like: str) -> str:
    if like.isupper():
        return established.upper()
    return established.capitalize() if like[:1].isupper() else established
