import pytest

from helpcenter.articles.places import ArticlePlace

TILLEULS = ArticlePlace("tilleuls")


@pytest.mark.parametrize(
    ("url", "adapted"),
    [
        ("/fr/articles/spam-folder", "/fr/o/tilleuls/articles/spam-folder"),
        ("/en/articles/spam-folder#move", "/en/o/tilleuls/articles/spam-folder#move"),
        ("/fr/tutorials/", "/fr/o/tilleuls/"),
        ("/fr/tutorials/gmail-web-filter", "/fr/o/tilleuls/gmail-web-filter"),
        # No page of an organisation stands for these.
        ("/fr/articles/", "/fr/articles/"),
        ("/fr/assistance", "/fr/assistance"),
        ("/c/", "/c/"),
        ("#here", "#here"),
        ("https://other.example/fr/articles/spam-folder", "https://other.example/fr/articles/spam-folder"),
    ],
)
def test_links_stay_with_the_organisation_where_it_has_a_page(url: str, adapted: str) -> None:
    assert TILLEULS.adapt(url) == adapted
    assert ArticlePlace().adapt(url) == url


def test_an_article_and_its_paper_stand_beside_each_other() -> None:
    assert TILLEULS.pdf("fr", "a") == "/fr/o/tilleuls/articles/a.pdf"
    assert ArticlePlace().pdf("fr", "a") == "/fr/articles/a.pdf"
