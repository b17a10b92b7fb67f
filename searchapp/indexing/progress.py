"""How far a run over the source folder has come."""

from collections.abc import Callable

Progress = Callable[[int, int, int], None]
"""Told (files read, files to read, paragraphs so far) as the run goes on."""
