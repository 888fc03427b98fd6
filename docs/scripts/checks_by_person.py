"""Read what `kpo-advisor recommend FILE... --format json` writes; print what each person has to see to or find out."""

import json
import sys
from collections import defaultdict

text = sys.stdin.read()
results = [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]
by_person: dict[str, list[str]] = defaultdict(list)
for result in results:
    if "faults" in result:
        sys.exit(f"{result['file']} could not be read.")
    work = result["profile"]["title"]
    for required in result["ranking"][0]["requires"]:
        if required["status"] == "holds":
            by_person[required["owner"] or "nobody yet"].append(f"{work}: {required['label'] or required['text']}")
    for question in result["open_questions"]:
        if question["can_change_first"]:
            for person in question["who_knows"]:
                by_person[person].append(f'{work}: answer "{question["label"]}"')
for person, tasks in sorted(by_person.items()):
    print(person, *(f"  [ ] {task}" for task in tasks), sep="\n")
