"""Fail where work goes elsewhere than was decided: reads what `kpo-advisor portfolio TABLE --format jsonl` writes.

The table has a column `decided` with the id of a home, such as bpo; where that is empty, nothing is decided yet.
Ends with 1 where work goes elsewhere now, or could not be read.
"""

import json
import sys

told = []
for row in map(json.loads, sys.stdin):
    where = f"{row['file']}:{row['line']}"
    if "faults" in row:
        told += [f"{where}: {fault['message']}" for fault in row["faults"]]
        continue
    decided = row["further"].get("decided", "")
    if decided and decided not in row["first"]:
        title = " ".join(row["title"].split())
        now = " or ".join(row["first"]) or "nowhere"
        how = "for certain" if row["certainty"] != "provisional" else "on what is known now"
        told.append(f'{where}: "{title}" was decided for {decided}; {how} it goes to {now}.')
print(*told, sep="\n", end="\n" if told else "")
sys.exit(bool(told))
