"""Codebooks: their form, loading and checking, and the matching of frames on propositions."""
