import pytest

from tests.factories.people import PASSWORD
from tests.people.conftest import EMAIL

pytestmark = [pytest.mark.usefixtures("maria"), pytest.mark.own_app]


@pytest.mark.usefixtures("limited")
def test_letters_are_asked_for_a_few_times_a_minute_from_one_address(browser) -> None:
    codes = [browser.send("/forgotten", email=f"p{number}@example.org").status_code for number in range(12)]
    assert codes == [303] * 10 + [429] * 2


@pytest.mark.usefixtures("limited")
def test_one_email_is_tried_twenty_times_a_minute_and_a_colleague_is_not_held_up(browser, other_browser) -> None:
    codes = [browser.sign_in("other@example.org", "wrong").status_code for _ in range(22)]
    assert codes == [400] * 5 + [409] * 15 + [429] * 2
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 303


@pytest.mark.usefixtures("limited")
def test_one_number_is_tried_with_slips_twenty_times_a_minute_and_a_colleague_is_not_held_up(browser) -> None:
    page = browser.open("/sign-in/slip")
    answers = [browser.post(page, "/sign-in/slip", number="sz-1", code="x").status_code for _ in range(21)]
    assert answers[0] == 400
    assert answers[-1] == 429
    assert browser.post(page, "/sign-in/slip", number="SZ-2", code="x").status_code == 400
