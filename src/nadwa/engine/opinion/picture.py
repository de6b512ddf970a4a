"""The map as a picture (SVG), from the rows of a packet."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT, MARGIN = 720, 480, 40
MOST_DOTS = 5_000
COLOURS = ("#0b5394", "#b45309", "#3f6212", "#86198f", "#475569")


def svg(participants: Sequence[dict[str, Any]], title: str) -> str:
    """Each participant a dot with its name as a tooltip, each group an outline with its letter.

    Above 5,000 participants those drawn are evenly spaced among them.
    """
    participants = participants[:: -(-len(participants) // MOST_DOTS) or 1]
    points = np.array([[row["x"], row["y"]] for row in participants], dtype=np.float64).reshape(-1, 2)
    groups = np.array([row["group"] for row in participants], dtype=np.int64)
    placed = _fitted(points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for group in np.unique(groups):
        parts += _outline(placed[groups == group], int(group))
    for row, (x, y) in zip(participants, placed, strict=True):
        colour = COLOURS[row["group"] % len(COLOURS)]
        name = escape(str(row["participant"]))
        look = f'r="{_radius(row):.1f}" fill="{colour}" fill-opacity=".55"'
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" {look}><title>{name}</title></circle>')
    return "\n".join([*parts, "</svg>\n"])


def _radius(row: dict[str, Any]) -> float:
    """Three, or as much area for each of `weight` participants that the row stands for."""
    return float(3 * np.sqrt(row.get("weight", 1)))


def _fitted(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions scaled alike on both axes into the picture, y upwards."""
    if not len(points):
        return points
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    scale = float((room / np.where(extent > 0, extent, 1)).min())
    placed = (points - low) * scale + (room - extent * scale) / 2 + MARGIN
    placed[:, 1] = HEIGHT - placed[:, 1]
    return np.asarray(placed)


def _outline(points: NDArray[np.float64], group: int) -> list[str]:
    from scipy.spatial import ConvexHull, QhullError

    colour = COLOURS[group % len(COLOURS)]
    x, y = points.mean(axis=0)
    look = f'font-size="28" font-family="sans-serif" fill="{colour}"'
    letter = f'<text x="{x:.1f}" y="{y:.1f}" {look}>{chr(65 + group)}</text>'
    try:
        corners = points[ConvexHull(points).vertices]
    except (QhullError, ValueError):
        return [letter]
    path = " ".join(f"{cx:.1f},{cy:.1f}" for cx, cy in corners)
    return [f'<polygon points="{path}" fill="{colour}" fill-opacity=".08" stroke="{colour}"/>', letter]
