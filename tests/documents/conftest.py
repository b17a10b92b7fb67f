"""Reading one file of any format, in this process."""

import pytest

from searchapp.documents.formats.readers import READERS
from searchapp.errors import UnreadableFile
from searchapp.settings import Settings


@pytest.fixture
def read(tmp_path):
    """Reads a file of the given name that holds the given text or bytes."""

    def read(name, content, limits=None):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return READERS[path.suffix](path, limits or Settings())

    return read


def refused(read, name, content, limits=None):
    """The reason for which a file is not read."""
    with pytest.raises(UnreadableFile) as caught:
        read(name, content, limits)
    return str(caught.value)
