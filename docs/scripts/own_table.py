"""Turn a firm's own list of processes, CSV on standard input, into a table for `kpo-advisor portfolio`.

The list has the columns Process, Department, Hours, Written down? and Skill; what is empty there was not asked. A word
that is not known here goes on as it is, so that `portfolio` tells it with its line.
"""

import csv
import sys

WRITTEN_DOWN = {"yes": "yes-written", "partly": "parts-only", "?": "unknown"}
SKILL = {"trained on the job": "process-trained", "degree": "domain-expert", "licence": "credentialed"}

table = csv.DictWriter(sys.stdout, ["ref", "title", "group", "share", "sop_test", "skill_level"], lineterminator="\n")
table.writeheader()
for number, row in enumerate(csv.DictReader(sys.stdin), start=1):
    table.writerow(
        {
            "ref": f"P-{number:03}",
            "title": row["Process"],
            "group": row["Department"],
            "share": row["Hours"],
            "sop_test": WRITTEN_DOWN.get(row["Written down?"], row["Written down?"]),
            # One of two skills is an answer too: "degree or licence" becomes domain-expert|credentialed.
            "skill_level": "|".join(SKILL.get(skill, skill) for skill in row["Skill"].split(" or ")),
        }
    )
