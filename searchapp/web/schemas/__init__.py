"""The shapes of what programs get, as JSON Schema (2020-12), each key with what it means.

All keys are always there, but for explanations nobody asked for; what is not known is null. Within
a version keys are only added.
"""

from searchapp.web.schemas.building import Schema, list_of, reference
from searchapp.web.schemas.documents import DOCUMENT_SCHEMAS
from searchapp.web.schemas.health import HEALTH_SCHEMAS
from searchapp.web.schemas.searches import SEARCH_SCHEMAS
from searchapp.web.schemas.trends import TREND_SCHEMAS

__all__ = ["SCHEMAS", "list_of", "reference"]

SCHEMAS: dict[str, Schema] = SEARCH_SCHEMAS | DOCUMENT_SCHEMAS | TREND_SCHEMAS | HEALTH_SCHEMAS
