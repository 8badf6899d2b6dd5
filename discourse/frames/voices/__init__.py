"""Themes split by who speaks: voices, sources, who says what, cue classes."""
