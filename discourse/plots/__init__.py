"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.theme_rates import theme_rates, theme_rates_alt
from discourse.plots.topic_map import topic_map, topic_map_alt
from discourse.plots.topic_trend import topic_trend, topic_trend_alt

__all__ = ["theme_rates", "theme_rates_alt", "topic_map", "topic_map_alt", "topic_trend", "topic_trend_alt"]
