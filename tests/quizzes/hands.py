"""The ways in which a person answers a question: by mouse, by touch, by the keyboard alone, without a script."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.quizzes.playing import Kind

MOST_KEYS = 120


class Mouse:
    """Clicks, and types where it clicked."""

    name = "mouse"
    width = 1280

    @classmethod
    def context(cls, browser: Browser) -> BrowserContext:
        return browser.new_context(locale="en-GB", viewport={"width": cls.width, "height": 800})

    def __init__(self, page: Page) -> None:
        self.page = page

    def answer(self, kind: Kind, within: Locator | None = None) -> None:
        question = (within or self.page.locator("main")).get_by_role("group", name=kind.stem, exact=True)
        for verb, *words in kind.steps:
            {"pick": self.pick, "choose": self.choose, "type": self.type, "order": self.order}[verb](question, *words)

    def press(self, target: Locator) -> None:
        target.click()

    def pick(self, question: Locator, choice: str, what: str = "") -> None:
        group = question.get_by_role("group", name=what, exact=True) if what else question
        self.press(group.get_by_label(choice, exact=True))

    def choose(self, question: Locator, field: str, option: str) -> None:
        question.get_by_label(field, exact=True).select_option(label=option)

    def type(self, question: Locator, field: str, words: str) -> None:
        self.press(question.get_by_label(field, exact=True))
        self.page.keyboard.type(words)

    def order(self, question: Locator, *items: str) -> None:
        """Up until each stands in its place; were they so by chance, the first goes down and up again."""
        self.press(question.get_by_role("button", name=f"{shown(question)[0]}: down"))
        for place, item in enumerate(items):
            while shown(question).index(item) > place:
                self.press(question.get_by_role("button", name=f"{item}: up"))


class Touch(Mouse):
    """Taps, on a small phone."""

    name = "touch"
    width = 360

    @classmethod
    def context(cls, browser: Browser) -> BrowserContext:
        phone = {"width": cls.width, "height": 740}
        return browser.new_context(locale="en-GB", viewport=phone, has_touch=True, is_mobile=True)  # type: ignore[arg-type]  # a size in a plain dict

    def press(self, target: Locator) -> None:
        target.tap()


class Keyboard(Mouse):
    """Goes on with Tab and the arrows from where the focus stands, and never points at anything."""

    name = "keyboard"

    def press(self, target: Locator) -> None:
        self.go_to(target)
        self.page.keyboard.press("Enter")

    def go_to(self, *targets: Locator) -> None:
        self.keys("Tab", lambda: any(map(focused, targets)))

    def keys(self, key: str, enough: Callable[[], bool]) -> None:
        for _ in range(MOST_KEYS):
            if enough():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not lead there")

    def pick(self, question: Locator, choice: str, what: str = "") -> None:
        group = question.get_by_role("group", name=what, exact=True) if what else question
        target = group.get_by_label(choice, exact=True)
        if target.get_attribute("type") == "checkbox":
            self.go_to(target)
        else:
            self.go_to(*group.locator("input").all())
            self.keys("ArrowDown", lambda: focused(target))
        if not target.is_checked():
            self.page.keyboard.press("Space")

    def choose(self, question: Locator, field: str, option: str) -> None:
        target = question.get_by_label(field, exact=True)
        self.go_to(target)
        self.keys("ArrowDown", lambda: target.evaluate("it => it.selectedOptions[0].label") == option)

    def type(self, question: Locator, field: str, words: str) -> None:
        self.go_to(question.get_by_label(field, exact=True))
        self.page.keyboard.type(words)


class Plain(Mouse):
    """Without a script: items are put in order by their places."""

    name = "without a script"

    @classmethod
    def context(cls, browser: Browser) -> BrowserContext:
        return browser.new_context(locale="en-GB", java_script_enabled=False)

    def order(self, question: Locator, *items: str) -> None:
        for place, item in enumerate(items, 1):
            self.choose(question, f"Place of: {item}", str(place))


WAYS = (Mouse, Touch, Keyboard, Plain)


def focused(target: Locator) -> bool:
    return bool(target.evaluate("it => it === document.activeElement"))


def shown(question: Locator) -> list[str]:
    """The items, from top to bottom."""
    return question.locator(".order-words").all_inner_texts()
