"""The package's version: that of the Java engine of the same checkout."""

__version__ = "0.1.0"
