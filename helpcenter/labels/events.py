"""What other rooms may want to know of labels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LabelChanged:
    """The wording, the evidence or the decision about one label is another one now: every sheet that quotes it is to be made anew."""

    client: str
    key: str
    locale: str
