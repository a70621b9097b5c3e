import pytest

from elearn.errors import Invalid
from elearn.people import rules

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/my\r\nLocation: https://evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "evil.example",
    "?next=/my",
    "/my\x00",
    "/" + "a" * 3000,
    "",
    None,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_return_address_never_leads_elsewhere(target) -> None:
    assert rules.safe_next(target) is None


@pytest.mark.parametrize("target", ["/", "/my", "/learn/course/module/lesson?lang=en&q=3", "/a//b", "/курс"])
def test_a_path_of_this_site_is_kept(target) -> None:
    assert rules.safe_next(target) == target


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("deveti", "password_short"),
        ("x" * 300, "password_long"),
        ("Password123", "password_common"),
        ("ПАРОЛА12345", "password_common"),
        ("ababababababab", "password_common"),
        ("ivanova-ivanova", "password_personal"),
        ("мария е тук винаги", "password_personal"),
        ("m.ivanova2026!!", "password_personal"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, code) -> None:
    with pytest.raises(Invalid) as refused:
        rules.require_good_password(password, email="m.ivanova@example.org", names=("Мария", "", "Ivanova"))
    assert refused.value.code == code


@pytest.mark.parametrize("password", ["зелена липа на площада", "correct horse battery", "aaaa bbbb cccc"])
def test_words_without_signs_or_capitals_are_a_password(password) -> None:
    rules.require_good_password(password, email="p@example.org", names=("Ян", "", "Ли"))


def test_an_email_has_one_stored_form() -> None:
    assert rules.normal_email("  M.Ivanova@EXAMPLE.org ") == "m.ivanova@example.org"


@pytest.mark.parametrize(
    "text", ["", "мария", "a@b", "a b@example.org", "a@example.org\nBcc: x@example.org", "мария@пример.бг"]
)
def test_what_is_no_email_is_refused(text) -> None:
    with pytest.raises(Invalid, match="email_invalid"):
        rules.normal_email(text)


def test_only_listed_domains_may_register() -> None:
    domains = ("starazagora.bg", "@Example.org")
    assert rules.may_register("a@starazagora.bg", domains)
    assert rules.may_register("a@example.org", domains)
    assert not rules.may_register("a@evil-starazagora.bg", domains)
    assert not rules.may_register("a@sub.starazagora.bg", domains)
    assert not rules.may_register("starazagora.bg@evil.example", domains)


@pytest.mark.parametrize(
    ("text", "alphabet", "name"),
    [
        ("  Анна  Мария ", "CYRILLIC", "Анна Мария"),
        ("Щерева-Илиева", "CYRILLIC", "Щерева-Илиева"),
        ("O’Neill", "LATIN", "O'Neill"),
        ("Zoë", "LATIN", "Zoë"),
        ("", "CYRILLIC", ""),
    ],
)
def test_a_name_is_letters_with_hyphen_apostrophe_and_space(text, alphabet, name) -> None:
    assert rules.normal_name(text, alphabet) == name


@pytest.mark.parametrize(
    ("text", "alphabet"),
    [
        ("Maрия", "CYRILLIC"),
        ("Мария1", "CYRILLIC"),
        ("<b>Мария</b>", ""),
        ("Мария", "LATIN"),
        ("-", "LATIN"),
        ("'Neill", "LATIN"),
        ("Мария\u202e", "CYRILLIC"),
        ("М" * 81, "CYRILLIC"),
    ],
)
def test_what_no_paper_could_print_is_refused(text, alphabet) -> None:
    with pytest.raises(Invalid):
        rules.normal_name(text, alphabet)


def test_waits_grow_and_stop_growing() -> None:
    minutes = [rules.wait_after(tries, rules.FOR_EMAIL).total_seconds() / 60 for tries in range(1, 14)]
    assert minutes == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert rules.wait_after(10**9, rules.FOR_EMAIL) == rules.LONGEST_WAIT


def test_old_tries_are_forgiven_one_by_one() -> None:
    leak = rules.FOR_EMAIL.leak
    assert [rules.remembered(3, leak * hours, rules.FOR_EMAIL) for hours in (0, 0.9, 1, 2.5, 3, 99)] == [
        3,
        3,
        2,
        1,
        0,
        0,
    ]


def test_a_staff_number_keeps_the_zeros_it_begins_with() -> None:
    assert rules.checked_staff_number(" 00123 ") == "00123"
    assert rules.checked_staff_number(" ") == ""
    for wrong in ("№ 5;", "1" * 33):
        with pytest.raises(Invalid, match="staff_number_invalid"):
            rules.checked_staff_number(wrong)


@pytest.mark.parametrize("typed", ["7523169263", "752316 9263", "752316-9263", "752316–9263", "SZ-7523169263"])
def test_a_personal_number_is_no_staff_number_however_it_is_typed(typed) -> None:
    with pytest.raises(Invalid, match="staff_number_egn"):
        rules.checked_staff_number(typed)
    assert rules.checked_staff_number("7523169264") == "7523169264"
