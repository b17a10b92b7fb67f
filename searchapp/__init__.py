"""Full-text search over Chinese government speeches on education."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from searchapp.settings import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The website as a WSGI application; without settings those of the environment hold.

    Flask is imported here and not before: who uses the package as a library need not wait for it.
    """
    from searchapp.web.app import create_app as create

    return create(settings)
