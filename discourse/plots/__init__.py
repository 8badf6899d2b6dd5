"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.accuracy import accuracy, accuracy_alt
from discourse.plots.agreement import agreement, agreement_alt
from discourse.plots.corrected_rates import corrected_rates, corrected_rates_alt
from discourse.plots.theme_rates import theme_rates, theme_rates_alt

__all__ = [
    "accuracy",
    "accuracy_alt",
    "agreement",
    "agreement_alt",
    "corrected_rates",
    "corrected_rates_alt",
    "theme_rates",
    "theme_rates_alt",
]
