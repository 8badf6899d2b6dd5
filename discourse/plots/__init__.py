"""One function per table, named after the table it draws; Axes in, Axes out; nothing is computed here."""

from discourse.plots.codebook_audit import codebook_audit, codebook_audit_alt
from discourse.plots.theme_rates import theme_rates, theme_rates_alt

__all__ = ["codebook_audit", "codebook_audit_alt", "theme_rates", "theme_rates_alt"]
