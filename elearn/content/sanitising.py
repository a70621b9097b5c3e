"""The last gate of every piece of HTML: nh3, with one list of what may pass, whoever the author is."""

import nh3

_TAGS = {
    "a", "abbr", "aside", "b", "blockquote", "br", "button", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_EVERYWHERE = {"class", "id", "lang", "dir", "title", "data-block", "role", "aria-label", "aria-labelledby"}
_ATTRIBUTES = {
    "a": _EVERYWHERE | {"href", "rel", "download", "aria-describedby", "data-source"},
    "button": _EVERYWHERE | {"type", "data-term", "aria-expanded", "aria-controls"},
    "div": _EVERYWHERE | {"tabindex"},
    "img": _EVERYWHERE | {"src", "alt", "width", "height", "loading", "aria-describedby"},
    "li": _EVERYWHERE | {"value"},
    "ol": _EVERYWHERE | {"start"},
    "pre": _EVERYWHERE | {"tabindex"},
    "span": _EVERYWHERE | {"data-gap"},
    "th": _EVERYWHERE | {"scope"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={tag: _ATTRIBUTES.get(tag, _EVERYWHERE) for tag in _TAGS},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(html: str) -> str:
    """The HTML without whatever is not on the list: scripts, handlers, styles, frames, forms, strange schemes."""
    return str(_CLEANER.clean(html))
