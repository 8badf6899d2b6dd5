"""Labels beside points that do not cover each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

#: Points between two labels, and steps away from its point a label may go.
_GAP, _STEPS = 1.0, 40


def label_points(
    ax: "Axes",
    points: Sequence[tuple[float, float]],
    labels: Sequence[str],
    *,
    offsets: Sequence[tuple[float, float]],
    ha: str = "left",
    fontsize: float = 9,
    radii: Sequence[float] = (),
) -> None:
    """Write a label beside each point; one that would cover an earlier label moves up or down until it does not.

    Parameters
    ----------
    ax
        Axes whose points and limits are final.
    points, labels
        Where, in data coordinates, and what; ``$`` is text. The first labels stand where they want to.
    offsets
        From each point to its label, in typographic points.
    ha
        Side of the label that stands at the offset.
    fontsize
        In typographic points.
    radii
        Of the disc around each point, in typographic points: no label covers one.
    """
    written = [
        ax.annotate(
            label,
            point,
            xytext=offset,
            textcoords="offset points",
            ha=ha,
            fontsize=fontsize,
            parse_math=False,
            zorder=3,
        )
        for point, label, offset in zip(points, labels, offsets, strict=True)
    ]
    if not written:
        return
    ax.figure.draw_without_rendering()
    taken = [_disc(ax, point, radius) for point, radius in zip(points, radii, strict=bool(radii))]
    for label in written:
        _into_figure(label)
        taken.append(_free(label, taken))


def _disc(ax: "Axes", point: tuple[float, float], radius: float) -> "Bbox":
    """The room a disc takes, without its corners."""
    from matplotlib.transforms import Bbox

    x, y = ax.transData.transform(point)
    inner = 0.8 * radius * ax.figure.dpi / 72
    return Bbox.from_extents(x - inner, y - inner, x + inner, y + inner)


def _into_figure(label: "Annotation") -> None:
    """Move a label that would be cut off at the side of the figure to where it is not."""
    box, page, pixels = label.get_window_extent(), label.figure.bbox, label.figure.dpi / 72
    x, y = label.get_position()
    beyond = max(0.0, page.x0 + _GAP * pixels - box.x0) - max(0.0, box.x1 + _GAP * pixels - page.x1)
    label.set_position((x + beyond / pixels, y))


def _free(label: "Annotation", taken: "list[Bbox]") -> "Bbox":
    """Move a label to the nearest free height above or below its own, and return the room it takes there."""
    box, pixels = label.get_window_extent(), label.figure.dpi / 72
    x, y = label.get_position()
    for step in range(_STEPS):
        away = (1 if step % 2 else -1) * ((step + 1) // 2) * 0.5 * (box.height / pixels + _GAP)
        moved = box.translated(0, away * pixels)
        if not any(moved.overlaps(other) for other in taken):
            label.set_position((x, y + away))
            return moved
    return box
