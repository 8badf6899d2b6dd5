import matplotlib.pyplot as plt

from discourse.plots.labels import label_points


def written(points, labels):
    figure, ax = plt.subplots(figsize=(4, 3), layout="constrained")
    ax.plot(*zip(*points, strict=True), "o")
    label_points(ax, points, labels, offsets=[(5, 3)] * len(points))
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    places = [text.get_position() for text in ax.texts]
    plt.close(figure)
    return boxes, places


def test_labels_of_one_place_do_not_cover_each_other():
    boxes, places = written([(1, 1)] * 4 + [(5, 5)], ["aaaa", "bbbb", "$c$", "dddd", "e"])
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert [places[0], places[4]] == [(5, 3), (5, 3)], "labels with room stay where they want to be"


def test_no_labels():
    figure, ax = plt.subplots()
    label_points(ax, [], [], offsets=[])
    assert not ax.texts
    plt.close(figure)
