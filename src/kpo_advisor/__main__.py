"""`python -m kpo_advisor` is the command `kpo-advisor`."""

from __future__ import annotations

import sys

from kpo_advisor.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
