"""Words in their texts: frequencies, dispersion, concordance, collocates, keywords, and how they are read."""
