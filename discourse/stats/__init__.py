"""Numbers only, no text: association measures, bootstrap, permutation, multiple testing."""
