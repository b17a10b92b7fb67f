"""Given a file, which lines does it hold? One reader a format (`readers`), chosen by its suffix."""

SUFFIXES = frozenset(
    (".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".docx", ".doc", ".wps", ".rtf", ".pdf")
)
"""Of the files that there is a reader for, in lower case."""
