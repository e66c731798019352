"""The picture of a validation: each local authority as a dot, what the model says of it beside what was published."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from coprod_sim.report.areas.charts import (
    BOTTOM,
    CLOUD_RIGHT,
    LEFT,
    WIDTH,
    Dot,
    Plane,
    axis_limits,
    circle,
    round_values,
    size_of_dots,
)
from coprod_sim.report.svg import drawing, line, svg_number, text

PUBLISHED_AXIS: Final = "published: appeals for 100 decisions"
PREDICTED: Final = "disputes a year for every 1,000 families"


def scatter(areas: Sequence[Mapping[str, Any]]) -> Markup:
    """Draw one dot for each area: the published appeal rate across, the model's disputes upwards.

    areas: at least one, each with area, families, predicted and published.
    """
    dots = [Dot(one["area"], one["families"], one["published"], one["predicted"]) for one in areas]
    plane = Plane(*axis_limits([dot.x for dot in dots], 1.0), *axis_limits([dot.y for dot in dots]), CLOUD_RIGHT)
    parts = plane.grid()
    for value, words in round_values(plane.x_low, plane.x_high, 6):
        x = plane.at(value, 0)[0]
        parts += [line(x, BOTTOM, x, BOTTOM + 4, "axis"), text(x, BOTTOM + 17, words, "tick", "middle")]
    parts.append(text((LEFT + CLOUD_RIGHT) / 2, BOTTOM + 33, PUBLISHED_AXIS, "tick", "middle"))
    parts += [circle(plane, dot, size_of_dots(len(dots)), dot_text(dot)) for dot in dots]
    title = "Predicted and published, area by area"
    return drawing("scatter", WIDTH, BOTTOM + 42, title, described(dots), parts)


def dot_text(dot: Dot) -> str:
    """Tell one dot in words."""
    return f"{dot.area}: published {svg_number(dot.x, 1)} appeals for 100 decisions; the model {svg_number(dot.y, 1)} {PREDICTED}"


def described(dots: Sequence[Dot]) -> str:
    """Tell the picture in words and numbers, for those who do not see it."""
    across, upwards = [dot.x for dot in dots], [dot.y for dot in dots]
    return (
        f"Dots for {len(dots)} areas. Published: {svg_number(min(across), 1)} to {svg_number(max(across), 1)} appeals for 100 decisions. "
        f"The model: {svg_number(min(upwards), 1)} to {svg_number(max(upwards), 1)} {PREDICTED}."
    )
