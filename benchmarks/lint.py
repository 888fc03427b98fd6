"""How long `lint` takes with all its proofs, on the packaged rulebook and on one with ten times the rules.

    python -m benchmarks.lint [RUNS [FOLDER]]

Every round runs each program once in a fresh process. RUNS is the number of rounds, at least 2. Beside them run,
where they are found in FOLDER or else on the PATH, other linters on as many bytes: yamllint and check-jsonschema
on the packaged rulebook's own files, cfn-lint on a CloudFormation template of the same size. The ratios of the
medians are the figures to look at; the times depend on the machine.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.startup import measure, table
from kpo_advisor.rulebooks.kinds import rulebook_schema
from kpo_advisor.rulebooks.packaged import packaged_rulebook

TIMES = 10
LINT = "kpo-advisor lint"

# What an installed console script holds.
PROGRAM = """
import sys
from kpo_advisor.cli.app import main

sys.exit(main())
"""

RELAXED = "{extends: relaxed, rules: {line-length: disable}}"

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Description: A template to be read
Resources:
"""
RESOURCES = """\
  Bucket{n}:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {{SSEAlgorithm: aws:kms}}
      LifecycleConfiguration:
        Rules:
          - {{Id: old, Status: Enabled, ExpirationInDays: 365, Prefix: old/}}
      PublicAccessBlockConfiguration:
        {{BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true}}
      VersioningConfiguration: {{Status: Enabled}}
  Role{n}:
    Type: AWS::IAM::Role
    Properties:
      Description: Reads and writes one bucket, and lists what is in it
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}
      Policies:
        - PolicyName: one-bucket
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {{Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Bucket{n}.Arn}}
              - Effect: Allow
                Action: [s3:GetObject, s3:PutObject, s3:DeleteObject]
                Resource: !Sub "${{Bucket{n}.Arn}}/*"
"""

FALSE_OF_MORE_RULES = re.compile(r"^    (never_first|only_first|not_excluded):", re.MULTILINE)
"""Laws on what all rules come to together: most are false where ten times as many rules may fire."""


def multiplied(rules: Path, folder: Path) -> None:
    """Write a rulebook with every question, term, rule, fact and law of another ten times, under ids of their own.

    The decisions with their alternatives and criteria stay as they are, and laws are left out that would be false.
    """
    texts = {path.relative_to(rules): path.read_text(encoding="utf-8") for path in sorted(rules.rglob("*.yaml"))}
    ids = frozenset(id for text in texts.values() for id in re.findall(r"^ +- id: (\S+)$", text, re.MULTILINE))
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
        (folder / path).write_text("".join(_ten_times(block, ids) for block in blocks), encoding="utf-8")


def _ten_times(block: str, ids: frozenset[str]) -> str:
    """What stands under one key of a file, ten times if it is a list of things with ids."""
    head, *things = re.split(r"^(?=  - id: )", block, flags=re.MULTILINE)
    kept = "".join(each for each in things if not FALSE_OF_MORE_RULES.search(each)).rstrip("\n")
    if not kept:
        return block
    return "\n".join([head.rstrip("\n"), *(_renamed(kept, ids, number) for number in range(TIMES)), ""])


def _renamed(text: str, ids: frozenset[str], number: int) -> str:
    if number == 0:
        return text
    return re.sub(r"[\w.+-]+", lambda word: _id(word[0], number) if word[0] in ids else word[0], text)


def _id(id: str, number: int) -> str:
    # The id of a contradiction is a capital and two digits.
    return f"{chr(ord('A') + number)}{id[1:]}" if re.fullmatch(r"X\d\d", id) else f"{id}x{number}"


def template(size: int) -> str:
    """A CloudFormation template of about so many bytes."""
    every = size // len(RESOURCES.format(n=100))
    return TEMPLATE + "".join(RESOURCES.format(n=number) for number in range(every))


def others(rules: Path, scratch: Path, programs: str | None) -> dict[str, list[str]]:
    """The commands of the other linters that are installed."""
    files = [str(path) for path in sorted(rules.rglob("*.yaml"))]
    schema, stack = scratch / "schema.json", scratch / "stack.yaml"
    schema.write_text(json.dumps(rulebook_schema()), encoding="utf-8")
    stack.write_text(template(sum(Path(file).stat().st_size for file in files)), encoding="utf-8")
    commands = {
        "yamllint": ["-d", RELAXED, *files],
        "check-jsonschema": ["--schemafile", str(schema), *files],
        "cfn-lint": ["--regions", "eu-central-1", "--", str(stack)],
    }
    found = {name: shutil.which(name, path=programs) for name in commands}
    return {name: [program, *commands[name]] for name, program in found.items() if program is not None}


def main(runs: int, programs: str | None) -> None:
    """Measure and print."""
    rules = packaged_rulebook()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        program = scratch / "program.py"
        program.write_text(PROGRAM, encoding="utf-8")
        multiplied(rules, scratch / "rules")
        lint = [sys.executable, str(program), "lint", "--fail-level", "error"]
        commands = {LINT: [*lint, str(rules)], "… ten times the rules": [*lint, str(scratch / "rules")]}
        print(table(measure(commands | others(rules, scratch, programs), runs), against=LINT))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(11, None)
        case [runs, *folder] if runs.isdecimal() and int(runs) >= 2 and len(folder) <= 1:
            main(int(runs), folder[0] if folder else None)
        case _:
            sys.exit(__doc__)
