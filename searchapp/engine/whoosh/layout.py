"""What a segment holds on disk: its rows, and the arrays that describe them.

A row is what Whoosh calls a document. A document of ours has a row for each paragraph and one for
its title, so a title is matched by the same postings as the text, and a document without paragraphs
has a row too. First come all paragraphs, document after document, then all titles: paragraph p is
row p, and the title of document d is row `paragraphs + d`.

Two containers (`container`) make a segment. Texts in order with their index are a `lexicon`: three
arrays `NAME.text NAME.starts NAME.keys`. "Starts" have one entry more than there are things, so
that thing i is `starts[i]:starts[i + 1]`.

`.doc`, what is known of documents and rows

    id                      lexicon of document ids
    id.document             uint32, per id: the document
    document.id             uint32, per document: the id
    document.paragraph      uint32 starts: its paragraphs
    document.year .region   uint32: facet values, as places in the lexicons `year` and `region`
    document.source .kind   uint32: likewise
    document.first_day      int32: proleptic day number; 0 if not known
    document.last_day       int32
    document.first_indexed  int64: seconds since 1970 (UTC)
    document.metadata       uint8: UTF-8 of all documents
    document.metadata_start uint64 starts
    paragraph.part          uint32
    paragraph.text_start    uint64 starts
    paragraph.text          uint16: UTF-16 of the texts as they were handed in
    paragraph.sketch        uint8, so many to a paragraph: what it says (`sketch`)
    part.document           uint32
    part.group              uint32
    group.start             uint32 starts into the next
    group.speaker           uint32: facet value, as a place in the lexicon `speaker`
    year, region, speaker   lexicons of facet values
    source, kind            lexicons of values
    row.length              uint16: characters of the comparable text, 65,535 if more

A group is those who speak together, a part the paragraphs of a document that a group speaks; the
parts of a document follow one another. So one array, `paragraph.part`, leads from a paragraph to
all that filters and facets ask.

`.inv`, where terms stand: pairs of characters (of comparable text) and words

    pair.key                uint64, ascending: two characters (`lexicon.pack`)
    word                    lexicon of words

and the same of both, here X; terms are in the order of their keys or of the lexicon

    X.row                   uint16: rows that have the term, ascending; the lower `ROW_BITS` of them
    X.strength              uint8: how strongly (`scoring`), 1 to 255
    X.row_starts            uint32 starts into both, so many to a term as there are blocks of rows
    X.position_starts       uint32 starts into the next
    X.position              uint32: where the term stands, ascending within a term
    X.row_position          uint32 starts: positions of rows

A block is 2**`ROW_BITS` rows, so the start of a block says what the higher bits of its rows are:
posting i of term t in block b of B is row `b << ROW_BITS | row[row_starts[t * B + b] + i]`. In 32
bits rows would be a third of an index, and not be read faster: numpy takes them in 64 bits.

And to find the row of a character position at once

    row.bits                uint64, per 64 positions: which of them begin a row
    row.before              int32, per 64 positions: rows that begin before them, less one

After its last character a row has one position without a character, so that no run of pairs leads
from one row into the next; the pair of its last character has "no character" (0) as the second.
That gives every character a pair and every row a position of its own. Word positions likewise leave
one out after each row. The row of position p is `before[p / 64]` plus the number of bits up to p.
Pairs could do without rows and strengths, which are a good half of their size, since positions tell
both; but then every query would have to find the rows of thousands of positions of a common pair.

Change `FORMAT_VERSION` with anything that makes an index written before unreadable or wrong.
"""

FORMAT_VERSION = 7
DOCUMENTS_EXTENSION = ".doc"
POSTINGS_EXTENSION = ".inv"
BLOCK_BITS = 6
"""2**6 positions share a word of `row.bits`."""
ROW_BITS = 16
"""2**16 rows are a block."""
MAX_LENGTH = 65_535
