"""Write readings to files (JSON Lines, CSV) and to the terminal."""

from demarche.export.files import SUFFIXES, open_export, open_rows

__all__ = ["SUFFIXES", "open_export", "open_rows"]
