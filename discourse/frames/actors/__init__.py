"""Actors of a study: how they are named, what they do, where they stand."""
