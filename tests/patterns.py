"""Every regular expression of the package, and texts that make an expression try again and again.

A text repeats what a part of an expression takes, many times, and then breaks off: where the
expression can start anywhere, or share the same characters among its parts in many ways, it tries
them all, and the time grows with the square of the length or worse.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from re import _constants as code
from re import _parser as parser

import searchapp

_COMMON = "一教第年月日a1 　\t\n。，:；、（）〈·"
_MOST_SAMPLES = 4


def modules():
    """All modules of the package but those that are programs."""
    for found in pkgutil.walk_packages(searchapp.__path__, "searchapp."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


# What is used from a loop over several expressions.
_IN_LOOPS = {
    "searchapp.numbering._PATTERNS": {"match"},
    "searchapp.documents.places._AUTONOMOUS": {"fullmatch"},
    "searchapp.documents.places._LEVEL": {"fullmatch"},
}
_WAYS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


def patterns():
    """The expressions of all modules: the first place of each, and the ways in which it is used.

    Of those that no code uses by name it is taken that they are searched for.
    """
    places, ways = {}, {}
    for module in modules():
        for name, value in vars(module).items():
            for one in _patterns_in(value, 3):
                places.setdefault(one, f"{module.__name__}.{name}")
        for name, way, text in _uses(module):
            value = re.compile(text) if text else getattr(module, name, None)
            if isinstance(value, re.Pattern):
                places.setdefault(value, module.__name__)
                ways.setdefault(value, set()).add(way)
    return [
        (place, one, ways.get(one, _IN_LOOPS.get(place, {"search"})))
        for one, place in places.items()
    ]


def _uses(module):
    """Each name.way that stands in the source of a module; of re.way("text") also the text."""
    tree = ast.parse(inspect.getsource(module))
    texts = {
        one.func: one.args[0].value
        for one in ast.walk(tree)
        if isinstance(one, ast.Call) and one.args and isinstance(one.args[0], ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in _WAYS
        ):
            yield node.value.id, node.attr, texts.get(node) if node.value.id == "re" else None


def _patterns_in(value, depth):
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for pair in value.items():
            yield from _patterns_in(pair, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _patterns_in(one, depth - 1)


def near_matches(pattern):
    """For an expression, texts (head, body, tail): with body repeated it nearly matches."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    tree = parser.parse(text, pattern.flags & ~re.LOCALE)
    letters = "".join(dict.fromkeys([*_letters(tree), *_COMMON]))
    whole = _samples(tree, letters)
    found = dict.fromkeys(("", one, tail) for one in whole for tail in ("", "\u2603"))
    found |= dict.fromkeys(("", one[:-1], "") for one in whole if len(one) > 1)
    for head, body in _repeats(tree, [""], letters):
        for tail in ("", "\u2603", "\n\u2603"):
            found[head, body, tail] = None
        found["", head + body, "\u2603"] = None
        found["", head, "\u2603"] = None
    return [one for one in found if one[1]]


def _letters(tree):
    """The characters that an expression names."""
    for operation, argument in tree:
        if operation in (code.LITERAL, code.NOT_LITERAL):
            yield chr(argument)
        elif operation is code.IN:
            for kind, value in argument:
                if kind is code.LITERAL:
                    yield chr(value)
                elif kind is code.RANGE:
                    yield chr(value[0])
        else:
            for branch in _branches(operation, argument):
                yield from _letters(branch)


def _branches(operation, argument):
    """The expressions inside a part of an expression."""
    if operation is code.BRANCH:
        return argument[1]
    if operation is code.SUBPATTERN:
        return [argument[3]]
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    if operation is code.ATOMIC_GROUP:
        return [argument]
    return []


def _samples(tree, letters):
    """A few texts that the expression takes, as far as looking ahead and back allows."""
    texts = [""]
    for operation, argument in tree:
        texts = _extended(texts, _pieces(operation, argument, letters))
    return texts


def _extended(texts, pieces):
    if not pieces:
        return texts
    count = min(_MOST_SAMPLES, max(len(texts), len(pieces)))
    return [texts[n % len(texts)] + pieces[n % len(pieces)] for n in range(count)]


def _pieces(operation, argument, letters):
    if operation in (code.AT, code.ASSERT, code.ASSERT_NOT, code.GROUPREF):
        return []
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inside = argument
        times = [max(least, 1), least] if most else [0]
        inner = _samples(inside, letters)
        return [one * number for number in times for one in inner][:_MOST_SAMPLES]
    inside = _branches(operation, argument)
    if inside:
        each = [_samples(one, letters) for one in inside]
        return [one[n % len(one)] for n in range(_MOST_SAMPLES) for one in each][
            : 2 * _MOST_SAMPLES
        ]
    return [one for one in letters if _takes(operation, argument, one)][:_MOST_SAMPLES]


def _takes(operation, argument, letter):
    if operation is code.ANY:
        return letter != "\n"
    if operation is code.LITERAL:
        return letter == chr(argument)
    if operation is code.NOT_LITERAL:
        return letter != chr(argument)
    negated = argument[0][0] is code.NEGATE
    return negated != any(_is_in(kind, value, letter) for kind, value in argument)


def _is_in(kind, value, letter):
    if kind is code.LITERAL:
        return letter == chr(value)
    if kind is code.RANGE:
        return value[0] <= ord(letter) <= value[1]
    if kind is code.CATEGORY:
        return bool(re.match(_CATEGORIES[value], letter))
    return False


_CATEGORIES = {
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _repeats(tree, heads, letters):
    """What may stand before each part that may be repeated, and what is repeated."""
    for operation, argument in tree:
        inside = _branches(operation, argument)
        if operation in (code.MAX_REPEAT, code.MIN_REPEAT) and argument[1] > 1:
            for body in _samples(argument[2], letters):
                for head in heads[:2]:
                    yield head, body
        if operation not in (code.ASSERT, code.ASSERT_NOT):
            for one in inside:
                yield from _repeats(one, heads, letters)
        heads = _extended(heads, _pieces(operation, argument, letters))
