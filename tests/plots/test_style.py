"""In print every letter lies inside the figure, at the width of the column, and large enough to read."""

import pytest

import discourse as dc
from discourse.plots.style import PRINT, in_print


@pytest.fixture(scope="module")
def tables():
    articles = dc.read_articles("demo")
    index = dc.index_tokens(dc.tokenize(articles))
    book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty", "foreign_intervention", "rights_repression"])
    how = {"articles": articles, "random_state": 1}
    return {
        "theme_rates": dc.theme_rates(index, book, by="outlet", **how),
        "theme_trend": dc.theme_trend(index, book, period="month", **how),
        "theme_overlap": dc.theme_overlap(index, book, unit="sentence", **how),
        "profile": dc.profile(articles.assign(outlet="The Long-named Evening Post of " + articles["outlet"])),
    }


@pytest.mark.parametrize("width", PRINT)
@pytest.mark.parametrize("name", ["theme_rates", "theme_trend", "theme_overlap", "profile"])
def test_nothing_is_cut_off_in_print(tables, name, width):
    with in_print(width):
        figure = getattr(dc.plots, name)(tables[name]).figure
    figure.draw_without_rendering()
    assert figure.get_figwidth() * 25.4 == pytest.approx(width)
    for ax in figure.axes:
        assert ax.get_window_extent().width > 0.2 * figure.bbox.width
        low, high = sorted(ax.get_xlim())
        ticks = [text for at, text in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True) if low <= at <= high]
        labels = [*ax.texts, *ticks, *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label, ax._left_title]
        if ax.get_legend() is not None:
            labels += ax.get_legend().get_texts()
        for text in labels:
            if text.get_text() and text.get_visible():
                box = text.get_window_extent()
                assert box.x0 >= -1, text.get_text()
                assert box.x1 <= figure.bbox.width + 1, text.get_text()
                assert text.get_fontsize() >= 7
