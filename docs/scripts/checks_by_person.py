"""Read what `kpo-advisor recommend FILE... --format json` writes; print what each person has to see to or find out.

Ends with 1 where a file could not be read; what is said of the others is printed all the same.
"""

import json
import sys
from collections import defaultdict

text = sys.stdin.read()
results = [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]
by_person: dict[str, list[str]] = defaultdict(list)
unread = [result["file"] for result in results if "faults" in result]
for result in results:
    if "faults" in result:
        continue
    work = result["profile"]["title"]
    for row in result["ranking"]:
        for required in row["requires"] if row["alternative"] == result["recommended"] else ():
            if required["status"] == "holds":
                by_person[required["owner"] or "nobody yet"].append(f"{work}: {required['label'] or required['text']}")
    for question in result["open_questions"]:
        if question["can_change_first"]:
            for person in question["who_knows"]:
                by_person[person].append(f'{work}: answer "{question["label"]}"')
for person, tasks in sorted(by_person.items()):
    print(person, *(f"  [ ] {task}" for task in tasks), sep="\n")
print(*(f"{file} could not be read." for file in unread), sep="\n", end="\n" if unread else "", file=sys.stderr)
sys.exit(bool(unread))
