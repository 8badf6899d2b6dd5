"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.barcode import barcode, barcode_alt
from discourse.plots.collocates import collocates, collocates_alt
from discourse.plots.collocation_network import collocation_network, collocation_network_alt
from discourse.plots.dispersion import dispersion, dispersion_alt
from discourse.plots.keywords import keywords, keywords_alt
from discourse.plots.theme_rates import theme_rates, theme_rates_alt

__all__ = [
    "barcode",
    "barcode_alt",
    "collocates",
    "collocates_alt",
    "collocation_network",
    "collocation_network_alt",
    "dispersion",
    "dispersion_alt",
    "keywords",
    "keywords_alt",
    "theme_rates",
    "theme_rates_alt",
]
