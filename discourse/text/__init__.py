"""Articles → tokens: tokenise, split sentences, search patterns, count terms by document."""
