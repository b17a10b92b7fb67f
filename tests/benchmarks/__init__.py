"""Measurements of speed and size beside other engines: `make bench`. Never a timed test."""
