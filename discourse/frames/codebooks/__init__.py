"""Codebooks: read, written, checked, audited, extended by decisions, imported from other programs."""
