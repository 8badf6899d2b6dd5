"""Words in their texts: concordance and keywords."""
