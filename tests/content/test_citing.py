"""What rests on an article is found in whichever words and language it was cited."""

import pytest

from elearn.content.citing import names


@pytest.mark.parametrize(
    ("locus", "article"),
    [
        ("чл. 22в, ал. 1", "чл. 22в"),
        ("Art. 22в, para. 1", "чл. 22в"),
        ("Art. 22в, para. 1", "чл. 22в, ал. 1"),
        ("чл. 22з и 22и", "чл. 22и"),
        ("чл. 12, ал. 2, т. 2 и 5", "чл. 12, ал. 2, т. 5"),
        ("ДР, § 1, т. 8", "§ 1"),
        ("чл.22в", "22в"),
        ("чл. 22в", ""),
    ],
)
def test_an_article_is_found_in_a_locus(locus: str, article: str) -> None:
    assert names(locus, article)


@pytest.mark.parametrize(
    ("locus", "article"),
    [("чл. 22в, ал. 1", "чл. 22"), ("чл. 19, ал. 2", "чл. 2"), ("ДР, § 1", "чл. 1"), ("", "чл. 1"), ("чл. 2", "ал. 2")],
)
def test_another_article_is_not(locus: str, article: str) -> None:
    assert not names(locus, article)
