"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.accuracy import accuracy, accuracy_alt
from discourse.plots.actor_network import actor_network, actor_network_alt
from discourse.plots.agreement import agreement, agreement_alt
from discourse.plots.barcode import barcode, barcode_alt
from discourse.plots.codebook_audit import codebook_audit, codebook_audit_alt
from discourse.plots.collocates import collocates, collocates_alt
from discourse.plots.collocation_network import collocation_network, collocation_network_alt
from discourse.plots.compare_rates import compare_rates, compare_rates_alt
from discourse.plots.corrected_rates import corrected_rates, corrected_rates_alt
from discourse.plots.dispersion import dispersion, dispersion_alt
from discourse.plots.keywords import keywords, keywords_alt
from discourse.plots.profile import profile, profile_alt
from discourse.plots.specifications import specifications, specifications_alt
from discourse.plots.theme_overlap import theme_overlap, theme_overlap_alt
from discourse.plots.theme_rates import theme_rates, theme_rates_alt
from discourse.plots.theme_trend import theme_trend, theme_trend_alt
from discourse.plots.topic_map import topic_map, topic_map_alt
from discourse.plots.topic_trend import topic_trend, topic_trend_alt
from discourse.plots.voices import voices, voices_alt
from discourse.plots.who_says_what import who_says_what, who_says_what_alt

__all__ = [
    "accuracy",
    "accuracy_alt",
    "actor_network",
    "actor_network_alt",
    "agreement",
    "agreement_alt",
    "barcode",
    "barcode_alt",
    "codebook_audit",
    "codebook_audit_alt",
    "collocates",
    "collocates_alt",
    "collocation_network",
    "collocation_network_alt",
    "compare_rates",
    "compare_rates_alt",
    "corrected_rates",
    "corrected_rates_alt",
    "dispersion",
    "dispersion_alt",
    "keywords",
    "keywords_alt",
    "profile",
    "profile_alt",
    "specifications",
    "specifications_alt",
    "theme_overlap",
    "theme_overlap_alt",
    "theme_rates",
    "theme_rates_alt",
    "theme_trend",
    "theme_trend_alt",
    "topic_map",
    "topic_map_alt",
    "topic_trend",
    "topic_trend_alt",
    "voices",
    "voices_alt",
    "who_says_what",
    "who_says_what_alt",
]
