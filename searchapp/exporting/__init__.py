"""How does a person take it with him? All hits of a search as a file, and searches to subscribe to.

columns, visible -> formats -> export      a file of all hits
"""

FORMATS = ("csv", "jsonl", "xlsx")
"""What all hits of a search can be written as; each is the suffix of its files."""
