"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.actor_network import actor_network, actor_network_alt
from discourse.plots.compare_rates import compare_rates, compare_rates_alt
from discourse.plots.theme_overlap import theme_overlap, theme_overlap_alt
from discourse.plots.theme_rates import theme_rates, theme_rates_alt
from discourse.plots.theme_trend import theme_trend, theme_trend_alt
from discourse.plots.voices import voices, voices_alt
from discourse.plots.who_says_what import who_says_what, who_says_what_alt

__all__ = [
    "actor_network",
    "actor_network_alt",
    "compare_rates",
    "compare_rates_alt",
    "theme_overlap",
    "theme_overlap_alt",
    "theme_rates",
    "theme_rates_alt",
    "theme_trend",
    "theme_trend_alt",
    "voices",
    "voices_alt",
    "who_says_what",
    "who_says_what_alt",
]
