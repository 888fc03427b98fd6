"""How much one input may hold. The limits are far above real files and far below what hurts."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of one file."""

MAX_FILES: Final = 2000
"""Files of one rulebook, without those of what it extends."""

MAX_RULEBOOK_BYTES: Final = 16 * 1024 * 1024
"""Bytes of all files of one rulebook, those of what it extends among them."""

MAX_FOLDERS: Final = 2000
"""Folders that are looked into for the files of one rulebook."""

MAX_NAMES: Final = 20_000
"""Names of files and folders that are looked at for the files of one rulebook."""

MAX_NEIGHBOURS: Final = 1000
"""Names in one folder among which the one that was meant is looked for."""

MAX_SEARCHED_FOLDERS: Final = 50_000
"""Folders that are looked into for profiles and rulebooks below one that is neither."""

MAX_SEARCHED_NAMES: Final = 500_000
"""Names of files and folders that are looked at for profiles and rulebooks."""

MAX_SEARCHED_BYTES: Final = 64 * 1024 * 1024
"""Bytes of all profiles of one search, those that cannot be parsed among them; all are kept."""

MAX_COLUMNS: Final = 2000
"""Columns of one table."""

MAX_DEPTH: Final = 40
"""Lists and mappings inside one another; the outermost counts as 1."""

MAX_NODES: Final = 200_000
"""Keys, values, lists and mappings of one file together."""

MAX_TEXT: Final = 64 * 1024
"""Characters of one key or value."""

MAX_DIGITS: Final = 30
"""Digits of one number, and the largest exponent either way."""

MAX_FAULTS: Final = 100
"""Faults reported for one file; a last finding says when there were more."""

MAX_KEPT_BYTES: Final = MAX_BYTES // 8
"""Bytes of all profiles of a search whose trees are kept."""
