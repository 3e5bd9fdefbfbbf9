"""Measure Demarche on sets of hand-annotated texts that lie outside of the project."""
