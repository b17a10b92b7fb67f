"""How does a person take it with him? All hits of a search as a file, and searches to subscribe to.

    visible -> columns -> formats -> export    a file of all hits, under the name of `naming`
    visible -> feed -> feed_formats            what is new, to subscribe to

`visible` says what text may not do in the programs that open these.
"""

FORMATS = ("csv", "jsonl", "xlsx")
"""What all hits of a search can be written as; each is the suffix of its files."""
