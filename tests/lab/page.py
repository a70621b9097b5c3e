"""The page of an attempt as a browser sees it: its token, its questions, and under which label each choice stands."""

from dataclasses import dataclass

from lxml import html

from tests.lab.paper import Answer

CHOICE = "choice "


@dataclass
class Shown:
    """A question on the page. `base` is the revision last seen; `labels`: the author's position -> the page's label."""

    title: str
    base: int
    labels: dict[int, int]

    def sent(self, answer: Answer) -> Answer:
        """The author's answer as this page sends it."""
        return _renamed(answer, self.labels)

    def meant(self, answer: Answer) -> Answer:
        """What the page shows, as the author's answer."""
        return _renamed(answer, {label: position for position, label in self.labels.items()})


@dataclass(frozen=True)
class Page:
    token: str
    questions: dict[int, Shown]


def read(body: bytes) -> Page:
    """The questions by position."""
    form = html.fromstring(body.decode()).get_element_by_id("attempt")
    blocks = form.xpath(".//*[@data-question]")
    return Page(form.get("data-token"), {int(one.get("data-question")): _shown(one) for one in blocks})


def _shown(block: html.HtmlElement) -> Shown:
    choices = block.xpath(".//li[contains(@class, 'choice')]//input")
    texts = block.xpath(".//*[contains(@class, 'choice-text')]")
    labels = {
        int(_words(text).removeprefix(CHOICE)): int(field.get("value"))
        for field, text in zip(choices, texts, strict=True)
    }
    return Shown(_words(block.xpath(".//legend")[0]), int(block.get("data-base")), labels)


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _renamed(answer: Answer, names: dict[int, int]) -> Answer:
    if "choice" in answer:
        return {"choice": names[answer["choice"]]}
    return {"choices": sorted(names[one] for one in answer["choices"])} if "choices" in answer else answer
