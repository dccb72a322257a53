import pytest
from markupsafe import Markup

from helpcenter.web.breaking import break_code, breakable

LONG = "accueil.periscolaire@communaute.example"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ne-pas-repondre@ani.example", "ne-pas-repondre@ani.example"),
        (LONG, "accueil<wbr>.periscolaire@<wbr>communaute<wbr>.example"),
        ("service-des-inscriptions_2@communaute.example", "service-<wbr>des-<wbr>inscriptions_<wbr>2@<wbr>communaute<wbr>.example"),
        ('"><script>alert(1)</script>@communaute.example', "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;@<wbr>communaute<wbr>.example"),
    ],
)
def test_a_long_address_breaks_between_its_words(address: str, shown: str) -> None:
    assert breakable(address) == shown


def test_in_a_text_only_the_address_shown_as_code_is_touched() -> None:
    text = Markup('<p title="{0}"><code>{0}</code> <code>x {0}</code></p>').format(LONG)
    assert break_code(text, LONG) == str(text).replace(f"<code>{LONG}</code>", f"<code>{breakable(LONG)}</code>")
