"""Why a search finds a paragraph or not: what the engine tells, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.asking import engine_query, parsed_request
from searchapp.engine.contract import EngineQuery, Snapshot
from searchapp.engine.reasons import Clause, ScorePart
from searchapp.engine.reasons import Explanation as EngineExplanation
from searchapp.errors import NotFound
from searchapp.explanations import (
    ClauseView,
    Explanation,
    FilterView,
    ParagraphExplanation,
    PartView,
    QueryExplanation,
)
from searchapp.indexing.live import OpenIndex
from searchapp.labels import filter_labels, interpretation, value_labels
from searchapp.languages import gettext, translatable
from searchapp.query.language import ParsedQuery, parse_query
from searchapp.query.printing import query_text
from searchapp.query.request import SearchRequest
from searchapp.query.tree import And, Node, Not, Substring, Word, asks_text
from searchapp.query.wording import wording
from searchapp.settings import Settings

_BESIDES = {
    "title": translatable("标题相符"),
    "preferred": translatable("有检索词提到的年份、地区或讲话人"),
    "near": translatable("各词相邻近"),
}


def explain(
    index: OpenIndex, request: SearchRequest, paragraph_id: str | None, settings: Settings
) -> Explanation:
    """How a request is understood and, for a paragraph id, why it is found or not.

    Raises `BadRequest` if the query text has a mistake, `NotFound` if there is no such paragraph.
    """
    parsed = parsed_request(request, settings)
    query = engine_query(index.snapshot, parsed.tree, request, settings)
    folded = query_text(parse_query(request.q, settings).tree)
    explainer = Explainer(index.snapshot, request, parsed, folded, query)
    paragraph = explainer.paragraph(paragraph_id) if paragraph_id else None
    return Explanation(explainer.query(), paragraph)


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains a request: `parsed` is what its query text asks for, `folded` this as a query text,
    synonyms left out, `asked` what the engine is asked.
    """

    snapshot: Snapshot
    request: SearchRequest
    parsed: ParsedQuery
    folded: str
    asked: EngineQuery

    def query(self) -> QueryExplanation:
        """How the request was understood."""
        return QueryExplanation(
            interpretation=interpretation(self.snapshot, self.request, self.parsed),
            folded=self.folded,
            words=self.asked.words,
            synonyms=tuple(one.text for one in self.asked.expansions),
            preferred=tuple(value_labels(self.snapshot, self.asked.preferred)),
        )

    def paragraph(self, paragraph_id: str) -> ParagraphExplanation:
        """Why the request finds a paragraph or not; raises `NotFound` if there is none."""
        document_id, _, ordinal = paragraph_id.rpartition("#")
        number = int(ordinal) if ordinal.isdecimal() else 0
        found = self.snapshot.explain(self.asked, document_id, number)
        if found is None:
            raise NotFound(
                gettext(
                    "索引中没有编号为“%(id)s”的段落；编号写作 讲话.txt#13 的样子", id=paragraph_id
                )
            )
        return ParagraphExplanation(
            id=paragraph_id,
            is_hit=found.is_hit,
            clauses=tuple(self._clauses(found)),
            filters=tuple(self._filters(found)),
            parts=tuple(PartView(self._part(found, one), one.score) for one in found.parts),
        )

    def _clauses(self, found: EngineExplanation) -> Iterator[ClauseView]:
        root = found.clause
        if root is None:
            return
        outermost = root.clauses if isinstance(root.node, And) else (root,)
        for one in outermost:
            yield from self._views(one, 0)

    def _views(self, clause: Clause, depth: int) -> Iterator[ClauseView]:
        yield ClauseView(self._label(clause.node), clause.holds, clause.holds_in_title, depth)
        for one in () if isinstance(clause.node, Not) else clause.clauses:
            yield from self._views(one, depth + 1)

    def _filters(self, found: EngineExplanation) -> Iterator[FilterView]:
        labels = filter_labels(self.snapshot, self.request)
        for name, passes in found.passes.items():
            yield FilterView(gettext("，").join(labels[name]), passes)

    def _part(self, found: EngineExplanation, part: ScorePart) -> str:
        match part.of:
            case str(name):
                return gettext(_BESIDES[name])
            case Word(text):
                return gettext("词“%(text)s”", text=text)
            case Substring(text) if not found.is_hit:
                return gettext("字“%(text)s”", text=text)
            case leaf:
                return self._label(leaf)

    def _label(self, node: Node) -> str:
        """A node in words; one that asks for no text does not speak of it."""
        said = wording(node, self.parsed.written)
        besides = (*said.fields, *said.without)
        return str(said) if asks_text(node) or not besides else gettext("，").join(besides)
