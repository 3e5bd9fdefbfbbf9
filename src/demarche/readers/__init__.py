"""Turn files, folders and standard input into documents; what cannot be read becomes a problem with its place."""

from demarche.readers.files import READABLE, count, load
from demarche.readers.problems import Problem

__all__ = ["READABLE", "Problem", "count", "load"]
