"""Who says what, with which word: reported speech in articles, with or without a parser."""
