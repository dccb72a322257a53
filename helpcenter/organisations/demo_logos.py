"""The logos of the demo organisations, drawn here: twice as large as they are kept, so that the edges come out smooth."""

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

SIZE = (2320, 800)
GREY = "#4a4a4a"
PAPER = "#ffffff"
Pen = ImageDraw.ImageDraw
Emblem = Callable[[Pen, str], None]


def draw_logo(emblem: Emblem, colour: str, words: tuple[str, str]) -> bytes:
    """An emblem and two lines of words, as a PNG without background."""
    image = Image.new("RGBA", SIZE, (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    emblem(pen, colour)
    pen.text((790, 190), words[0], fill=colour, font=ImageFont.load_default(190))
    pen.text((798, 430), words[1], fill=GREY, font=ImageFont.load_default(124))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def draw_leaf(pen: Pen, colour: str) -> None:
    """A heart-shaped leaf with its veins, as lime trees have."""
    turns = [math.tau * step / 240 for step in range(240)]
    pen.polygon([(390 + 326 * math.sin(turn) ** 3, 346 - 20.4 * _heart(turn)) for turn in turns], fill=colour)
    pen.line([(390, 660), (390, 780)], fill=colour, width=26)
    pen.line([(390, 230), (390, 650)], fill=PAPER, width=18)
    for height in (380, 500):
        for side in (-1, 1):
            pen.line([(390, height + 80), (390 + side * (660 - height) * 0.62, height - 60)], fill=PAPER, width=14)


def _heart(turn: float) -> float:
    # The heart curve: x = 16 sin³ t, y = 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t; above, it is drawn 20.4 times as large.
    return 13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)


def draw_town_hall(pen: Pen, colour: str) -> None:
    """A gable, four columns and two steps."""
    pen.polygon([(80, 300), (390, 100), (700, 300)], fill=colour)
    pen.ellipse((344, 184, 436, 276), fill=PAPER)
    for left in (132, 284, 436, 588):
        pen.rectangle((left, 336, left + 64, 600), fill=colour)
    pen.rectangle((100, 620, 680, 664), fill=colour)
    pen.rectangle((60, 684, 720, 732), fill=colour)
