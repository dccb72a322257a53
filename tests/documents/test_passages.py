from helpcenter.documents.passages import read_passages

HTML = """
<p>Avant&nbsp;tout.</p>
<div class="heading-row"><h2 id="why">Pourquoi <em>ici</em></h2><a class="heading-link" href="#why">#<span>lien</span></a></div>
<ul><li>un</li><li>deux &amp; trois</li></ul>
<figure><img alt="Un dessin." src="x.svg"><figcaption>Sa légende.</figcaption></figure>
<h3 id="how">Comment</h3><table><tr><th>a</th><td>b</td></tr></table><h4>Petit titre</h4><p>fin<br>encore</p>
"""


def test_each_heading_begins_a_passage_blocks_begin_lines_and_drawings_are_left_out() -> None:
    first, why, how = read_passages(HTML)
    assert (first.anchor, first.heading, first.text) == ("", "", "Avant\u00a0tout.")
    assert (why.anchor, why.heading, why.text) == ("why", "Pourquoi ici", "un\ndeux & trois\nSa légende.")
    assert (how.anchor, how.heading, how.text) == ("how", "Comment", "a\nb\nPetit titre\nfin\nencore")


def test_an_empty_text_is_one_empty_passage() -> None:
    (only,) = read_passages("")
    assert only.text == ""
