"""What a segment holds on disk: its rows, and the arrays that describe them.

A row is what Whoosh calls a document. A document of ours has one row for its title, followed by one
for each paragraph, so a title is matched by the same postings as the text, and a document without
paragraphs has a row too. Rows are numbered through a segment.

Two containers (`container`) make a segment. Texts in order with their index are a `lexicon`: three
arrays `NAME.text NAME.starts NAME.keys`. "Starts" have one entry more than there are things, so
that thing i is `starts[i]:starts[i + 1]`.

`.doc`, what is known of documents and rows

    id                      lexicon of document ids
    id.document             uint32, per id: the document
    document.id             uint32, per document: the id
    document.row            uint32 starts: its rows, the title's first
    document.year .region   uint32: facet values, as places in the lexicons `year` and `region`
    document.first_day      int32: proleptic day number; 0 if not known
    document.last_day       int32
    document.metadata       uint8: UTF-8 of all documents
    document.metadata_start uint64 starts
    turn.row                uint32 starts: the rows of a turn
    turn.document           uint32
    turn.voice              uint32 starts into `voice`; no voices where the row is a title
    voice                   uint32: numbers of parts
    part.speaker            uint32: facet value, as a place in the lexicon `speaker`
    row.turn                uint32
    row.length              uint16: characters of the comparable text, 65,535 if more
    row.text_start          uint64 starts
    row.text                uint16: UTF-16 of the texts as they were handed in; none for a title
    year, region, speaker   lexicons of facet values

A turn is a run of paragraphs of a document with the same speakers, or its title. Whatever filters
and facets ask for is the same within a turn, so they work on turns and never on rows. A part is
what one speaker says in one document: counting different parts counts documents by speaker.

`.inv`, where characters and words stand

    row.start               uint32 starts: character positions
    row.bits                uint64, per 64 positions: which of them begin a row
    row.before              int32, per 64 positions: rows that begin before them, less one
    pair.key                uint64, sorted: two characters (`lexicon.pack`)
    pair.starts             uint32 starts into `pair.position`
    pair.rows               uint32: how many rows have the pair
    pair.position           uint32: where the pair begins, ascending within a pair
    word                    lexicon of words
    word.row_starts         uint32 starts into `word.row` and `word.count`
    word.row                int32: rows that have the word, ascending within a word
    word.count              uint8: how often, 255 if more
    word.position_starts    uint32 starts into `word.position`
    word.position           uint32: word positions, ascending within a word
    row.word_start          uint32 starts: word positions

After its last character a row has one position without a character, so that no run of pairs leads
from one row into the next; the pair of its last character has "no character" (0) as the second.
That gives every character a pair and every row a position of its own. Word positions likewise leave
one out after each row. The row of position p is `before[p / 64]` plus the number of bits up to p.

Change `FORMAT_VERSION` with anything that makes an index written before unreadable or wrong.
"""

FORMAT_VERSION = 2
DOCUMENTS_EXTENSION = ".doc"
POSTINGS_EXTENSION = ".inv"
BLOCK_BITS = 6
"""2**6 positions share a word of `row.bits`."""
MAX_LENGTH = 65_535
MAX_COUNT = 255
