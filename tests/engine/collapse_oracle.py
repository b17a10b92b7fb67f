"""What it means that paragraphs say the same, in plain Python."""

import re
from collections import Counter, defaultdict

NUMBER = re.compile(r"第[0-9一二三四五六七八九十]+条|[(]?[0-9一二三四五六七八九十]+[.、)](?!\d)")


def sketch(text):
    """The 24 bytes of a comparable text."""
    number = NUMBER.match(text)
    if number and any(map(str.isalnum, text[number.end() :])):
        text = text[number.end() :]
    wording = "".join(filter(str.isalnum, text)) or text
    if len(wording) < 24:
        whole = sum(long_hash(place << 32 | ord(one)) for place, one in enumerate(wording))
        return b"".join(long_hash(whole + part).to_bytes(8, "little") for part in range(3))
    pairs = [wording[place : place + 2] for place in range(len(wording) - 1)]
    hashes = {short_hash(ord(one) * 0x9E3779B1 + ord(other)) for one, other in pairs}
    factors = [short_hash(number) | 1 for number in range(1, 25)]
    return bytes(min(one * factor % 2**32 for one in hashes) % 256 for factor in factors)


def short_hash(number):
    """C. Wellons (2018), lowbias32."""
    number %= 2**32
    number = (number ^ number >> 16) * 0x7FEB352D % 2**32
    number = (number ^ number >> 15) * 0x846CA68B % 2**32
    return number ^ number >> 16


def long_hash(number):
    """Steele et al. (2014), SplitMix64."""
    number %= 2**64
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    number = (number ^ number >> 27) * 0x94D049BB133111EB % 2**64
    return number ^ number >> 31


def near(one, other):
    return sum(a == b for a, b in zip(one, other, strict=True)) >= 21


def statements(documents):
    """{(document id, ordinal): a name of what it says}, of all documents of an index."""
    sketches = {
        (document.id, ordinal): sketch(paragraph.comparable)
        for document in documents
        for ordinal, paragraph in enumerate(document.paragraphs, start=1)
    }
    counts = Counter(sketches.values())
    leaders, led = [], {}
    for one in sorted(counts, key=lambda one: (-counts[one], hash_of(one))):
        leader = next((leader for leader in leaders if near(leader, one)), None)
        if leader is None:
            leaders.append(leader := one)
        led[one] = leader
    return {place: led[one] for place, one in sketches.items()}


def hash_of(sketch):
    found = 0
    for start in (0, 8, 16):
        found = long_hash(found + int.from_bytes(sketch[start : start + 8], "little"))
    return found


def collapsed(in_order, said):
    """Of hits in their order the first of each statement, and by statement all of them."""
    members = defaultdict(list)
    for place in in_order:
        members[said[place]].append(place)
    return [one[0] for one in members.values()], members
