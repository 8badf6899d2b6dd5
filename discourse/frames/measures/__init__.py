"""How often themes are used: rates, comparisons, trends, overlap, regression, with their uncertainty."""
