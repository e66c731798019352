"""Tables, and the rules, packed into text, so that they fit into one file: documents and words are a third as long, packed.

public/worker/unpacked.js reads them.  The same tables always give the same text.
"""

import base64
import gzip
import json

from coprod_sim.dashboard.static.tables import StaticTables


def packed_tables(tables: StaticTables) -> str:
    """Pack tables: JSON, in gzip, in letters that can stand in any file.

    >>> packed_tables({}) == packed_tables({}), packed_tables({}).startswith("H4sI")
    (True, True)
    """
    return packed_bytes(json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode())


def packed_bytes(content: bytes) -> str:
    """Pack bytes: in gzip, in letters that can stand in any file."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()
