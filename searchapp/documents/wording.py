"""Back from folded words to the words as the page has them."""

from collections.abc import Iterable

from searchapp.text.fold import fold


def as_written(folded: str, texts: Iterable[str]) -> str:
    """The first place in `texts` that folds to these words, blanks aside, or else the words."""
    wanted = folded.replace(" ", "")
    for text in texts:
        plain = fold(text)
        start = plain.find(folded)
        if start >= 0:
            return text[start : start + len(folded)]
        squeezed = "".join(text.split())
        start = fold(squeezed).find(wanted)
        if start >= 0:
            return squeezed[start : start + len(wanted)]
    return folded
