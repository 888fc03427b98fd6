"""The options that several commands share, defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Folder of the rulebook; the packaged one by default."),
]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file; - is standard output."),
]
Plain = Annotated[bool, typer.Option("--plain", help="No colour, and only ASCII characters for lines and bars.")]
