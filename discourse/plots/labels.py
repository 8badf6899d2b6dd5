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
    taken: list[Bbox] = []
    for label in written:
        taken.append(_free(label, taken))


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
