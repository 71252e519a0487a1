#!/usr/bin/env python3
"""Check the YAML content against its JSON Schemas, and with --self-test the schemas against broken samples.

The schemas know shapes only. What takes more than one place to see, such as a reference to nothing, is for
`waymark framework check`, `waymark library check` and `waymark link check-model`.
"""
import argparse
import json
import pathlib
import re
import sys

import jsonschema
import referencing
import yaml

CONTENT = pathlib.Path(__file__).resolve().parent.parent / "Content"
SCHEMAS = [
    "frameworks/framework.schema.json", "frameworks/override.schema.json", "resources/resources.schema.json",
    "link-models/link-model.schema.json", "calendars/calendar.schema.json", "calendars/rules.schema.json",
]
TYPES = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "array": "a list"}
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def validators() -> dict[str, jsonschema.Draft202012Validator]:
    """A validator for each schema, by its name, such as "framework"."""
    schemas = [json.loads((CONTENT / path).read_text(encoding="utf-8")) for path in SCHEMAS]
    registry = referencing.Registry().with_resources(
        (schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas)
    result = {}
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)
        result[schema["$id"].removesuffix(".schema.json")] = jsonschema.Draft202012Validator(
            schema, registry=registry, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    return result


# Loading


def value(node: yaml.Node | None, path: str, lines: dict[str, int]) -> object:
    """A node's value, and the line of each path in it.

    PyYAML's own loaders follow YAML 1.1, where 2026-11-21 is a date, and on, off, yes and no are true or false.
    Here, as in the hub's reader and in YAML 1.2, they are text; only numbers, true, false and null are not.
    """
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [value(item, f"{path}[{i}]", lines) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.composer.ComposerError(problem="a key must be text", problem_mark=key.start_mark)
            if key.value in result:
                raise yaml.composer.ComposerError(
                    problem=f'the key "{key.value}" stands twice in one place', problem_mark=key.start_mark)
            place = join(path, key.value)
            lines.setdefault(place, key.start_mark.line + 1)
            result[key.value] = value(child, place, lines)
        return result
    text = node.value.strip()
    if node.style is None:
        if text in WORDS or text in ("True", "TRUE", "False", "FALSE", "Null", "NULL"):
            return WORDS[text.lower()]
        if re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", text, re.ASCII):
            return int(text)
        if re.fullmatch(r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?", text, re.ASCII):
            return Fraction(text)
    return text


class Fraction(float):
    """A number that was written with a decimal point; never whole, not even 1.0."""

    def is_integer(self) -> bool:
        return False


def join(path: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


# Checking


def problems(text: str, validator: jsonschema.Draft202012Validator) -> list[tuple[int, str, str]]:
    """The line, path and message of each problem; one for each path."""
    lines: dict[str, int] = {}
    try:
        data = value(yaml.compose(text, Loader=yaml.SafeLoader), "", lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return [(mark.line + 1 if mark else 1, "", f"is not valid YAML: {error.problem}")]
    except yaml.YAMLError as error:
        return [(1, "", f"is not valid YAML: {error}")]
    found: dict[str, str] = {}
    for error in validator.iter_errors(data):
        for path, message in explained(error):
            found.setdefault(path, message)

    def line(path: str) -> int:
        while path and path not in lines:
            path = re.sub(r"(^|\.)[^.\[\]]*$|\[\d+\]$", "", path)
        return lines.get(path, 1)

    return sorted((line(path), path, message) for path, message in found.items())


def explained(error: jsonschema.ValidationError) -> list[tuple[str, str]]:
    """The path and a plain message for each thing wrong that an error stands for."""
    path = ""
    for key in error.absolute_path:
        path = join(path, key)
    it, rule = error.instance, error.validator_value
    match error.validator:
        case "required":
            return [(join(path, key), "is missing") for key in rule if key not in it]
        case "additionalProperties":
            known = error.schema["properties"]
            use = ", ".join(sorted(known))
            return [(join(path, key), f"unknown key; use one of {use}") for key in it if key not in known]
        case "anyOf":
            inside = [deeper for deeper in error.context if deeper.relative_path]
            if inside:
                return [place for deeper in inside for place in explained(deeper)]
            message = f"does not fit. {error.schema['description']}"
        case "not":
            message = "does not belong to this kind"
        case "type" if rule == "object":
            message = 'must have keys, such as "id:"'
        case "type":
            message = f"must be {TYPES[rule]}"
        case "const":
            message = f"must be {rule}"
        case "enum":
            message = f'"{it}" is not one of {", ".join(rule)}'
        case "pattern" if rule == r"\S":
            message = "must not be empty"
        case "pattern" | "format":
            message = f'"{it}" does not fit. {error.schema["description"]}'
        case "maxLength":
            message = f"has {len(it)} characters; at most {rule} fit"
        case "minItems":
            message = f"needs at least {rule}"
        case "maxItems":
            message = f"has {len(it)}; at most {rule} fit"
        case "minProperties" | "maxProperties" | "uniqueItems" | "oneOf" | "not" | "contains" | "maxContains":
            message = f"does not fit. {error.schema['description']}"
        case "dependentRequired":
            return [(join(path, key), "is missing") for needed in (rule[key] for key in it if key in rule) for key in needed if key not in it]
        case "minimum":
            message = f"must be {rule} or more"
        case "maximum":
            message = f"must be {rule} or less"
        case _:
            message = error.message
    return [(path, message)]


def check_content() -> bool:
    checks = validators()
    files, count = 0, 0
    for folder, name in (("frameworks", "framework"), ("resources", "resources"), ("link-models", "link-model"),
                         ("calendars", "calendar")):
        found = sorted((CONTENT / folder).glob("*.yaml"))
        if not found:
            print(f"Content/{folder}: holds no *.yaml")
            count += 1
        for file in found:
            files += 1
            place = file.relative_to(CONTENT.parent)
            try:
                text = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                print(f"{place}: is not UTF-8; save it as UTF-8")
                count += 1
                continue
            for line, path, message in problems(text, checks[name]):
                print(f"{place}:{line}: {path}: {message}" if path else f"{place}:{line}: {message}")
                count += 1
    if count:
        print(f"{count} {'problem' if count == 1 else 'problems'}.")
    else:
        print(f"{files} content files fit their schemas.")
    return count == 0


# Self-test

CHARACTERISTIC = """\
id: shared-direction
        title: Shared direction
        statement: We know where we are going.
        why: So that we pull the same way.
        levels: [No, Yes]
        signs: [on, Off, "2026", 2026-11-21]
        steps: [Agree it.]
        routes: [process]
        pulse: true
"""
GOOD = {
    "framework": f"""\
schema: 1
id: sample
version: 1
title: Sample
language: en
licence: EUPL-1.2
summary: A sample.
levels:
  - {{name: Not yet, meaning: Not so.}}
  - {{name: Done, meaning: So.}}
routes:
  - {{id: process, name: Process, summary: Simpler work.}}
groups:
  - {{id: staff, name: Staff, voice: staff, asks: all}}
themes:
  - id: direction
    title: Direction
    summary: We know the way.
    characteristics:
      - {CHARACTERISTIC}""",
    "override": f"""\
framework: sample
hide: [old-ways]
reword:
  - {{id: shared-aims, title: Our aims, levels: [No, Yes]}}
add:
      - theme: direction
        {CHARACTERISTIC}""",
    "resources": """\
schema: 1
resources:
  - id: a-guide
    title: A guide
    publisher: A publisher
    year: 2024
    url: https://example.org/guide
    type: case study
    summary: How it is done.
    characteristics: [{id: shared-direction, from: 0, to: 1}]
    councilTypes: [all]
    cost: {band: free, reason: Free to read.}
    evidence: {grade: weak, reason: One account.}
    impact: {grade: unknown, reason: Not measured.}
    checked: {date: 2026-11-21, how: Read.}
""",
    "link-model": """\
id: sample
title: Sample
version: 1
developed_on: Nothing.
record_id: id
source: service
task: both
one_per_source: [housing]
columns:
  - {name: first, standardise: [upper, trim]}
  - {name: last, from: [surname, suffix]}
  - {name: born, from: dob, standardise: [date-day-first]}
comparisons:
  - name: name
    missing: {all: [{missing: first}, {missing: last}]}
    levels:
      - {name: same, when: {exact: first}, term_frequency: {column: first, weight: 1, floor: 0.001}, start: {same: 0.9, other: 0.1}}
      - {name: near, when: {any: [{jaro_winkler: first, at_least: 0.9}, {swapped: [first, last]}, {not: {prefix: last, length: 2}}]}}
      - {name: different}
  - name: birth
    of: born
    levels:
      - {name: same, when: {exact: born}}
      - {name: different}
classes:
  - {id: same, start: 0.3}
  - {id: other, start: 0.7, shares: [name]}
blocking:
  - {keys: [born], largest_block: 100, split_by: [last]}
  - keys: [{prefix: first, length: 2}, {either_order: [first, last]}]
training:
  method: classes
  prior: {rules: [[first, {year: born}]], recall: 0.8}
  chance_pairs: 1000
  sessions: [[born]]
  seed: 1
contradictions:
  - {column: born, unless: {days_apart: born, at_most: 31}}
threshold: 0.5
""",
    "calendar": """\
schema: 1
id: sample
title: Sample
source: https://example.org/holidays
checked: By hand.
holidays:
  - { date: "2026-12-25", name: Christmas Day }
""",
    "rules": """\
schema: 1
calendar: scotland
rules:
  - { id: assess, title: Assessed in time, kind: deadline, from: Asked, to: Assessed, within: 28, unit: days, duty: Our promise. }
  - { id: once, title: Paid once, kind: exactly-once, activity: Paid }
""",
}
IN_THEME = "themes[0].characteristics[0]."
IN_RESOURCE = "resources[0]."
IN_LEVELS = "comparisons[0].levels"
# What is broken, in which sample, the text put in the place of which, and the path at which it has to be refused.
BROKEN = [
    ("a missing level list", "framework", "        levels: [No, Yes]\n", "", IN_THEME + "levels"),
    ("a missing list of the levels", "framework", "levels:\n  - {name: Not yet, meaning: Not so.}\n"
     "  - {name: Done, meaning: So.}\n", "", "levels"),
    ("one level only", "framework", "  - {name: Done, meaning: So.}\n", "", "levels"),
    ("a list where text belongs", "framework", "title: Sample", "title: [Sample]", "title"),
    ("text where a number belongs", "framework", "version: 1", 'version: "1"', "version"),
    ("a fraction where a whole number belongs", "framework", "version: 1", "version: 1.0", "version"),
    ("text where a list belongs", "framework", "levels: [No, Yes]", "levels: No", IN_THEME + "levels"),
    ("yes where true or false belongs", "framework", "pulse: true", "pulse: yes", IN_THEME + "pulse"),
    ("an unknown key", "framework", "licence: EUPL-1.2", "licence: EUPL-1.2\nlicense: MIT", "license"),
    ("an unknown key in a characteristic", "framework", "        why:", "        signals: []\n        why:",
     IN_THEME + "signals"),
    ("a bad id", "framework", "id: shared-direction", "id: Shared_Direction", IN_THEME + "id"),
    ("an id with two hyphens in a row", "framework", "id: sample", "id: sam--ple", "id"),
    ("another word than all", "framework", "routes: [process]", "routes: some", IN_THEME + "routes"),
    ("a bad id in a list of routes", "framework", "routes: [process]", "routes: [Process]", IN_THEME + "routes[0]"),
    ("an unknown voice", "framework", "voice: staff", "voice: crowd", "groups[0].voice"),
    ("a title that is too long", "framework", "title: Sample", "title: " + "x" * 121, "title"),
    ("an empty text", "framework", "summary: A sample.", 'summary: " "', "summary"),
    ("a newer format", "framework", "schema: 1", "schema: 2", "schema"),
    ("the same key twice", "framework", "version: 1", "version: 1\nversion: 2", ""),
    ("an addition without a theme", "override", "theme: direction\n        id:", "id:", "add[0].theme"),
    ("an unknown key in a rewording", "override", "title: Our aims", "name: Our aims", "reword[0].name"),
    ("a year out of range", "resources", "year: 2024", "year: 1989", IN_RESOURCE + "year"),
    ("a year too far ahead", "resources", "year: 2024", "year: 2101", IN_RESOURCE + "year"),
    ("a level below 0", "resources", "from: 0", "from: -1", IN_RESOURCE + "characteristics[0].from"),
    ("an unknown kind of council", "resources", "[all]", "[parish]", IN_RESOURCE + "councilTypes[0]"),
    ("an address without https", "resources", "https://", "ftp://", IN_RESOURCE + "url"),
    ("a day that does not exist", "resources", "2026-11-21", "2026-02-30", IN_RESOURCE + "checked.date"),
    ("an unknown key at the top", "link-model", "title: Sample", "title: Sample\nauthor: me", "author"),
    ("a model without columns", "link-model", "columns:\n  - {name: first, standardise: [upper, trim]}\n  - {name: last, from: [surname, suffix]}\n"
     "  - {name: born, from: dob, standardise: [date-day-first]}\n", "", "columns"),
    ("a truth column", "link-model", "from: dob", "from: true_id", "columns[2].from"),
    ("a truth column as record id", "link-model", "record_id: id", "record_id: person_id", "record_id"),
    ("an unknown standardisation", "link-model", "[upper, trim]", "[upper, shout]", "columns[0].standardise[1]"),
    ("an unknown task", "link-model", "task: both", "task: dedupe", "task"),
    ("a comparison of nothing", "link-model", "    of: born\n", "", "comparisons[1]"),
    ("one level only", "link-model", "      - {name: same, when: {exact: born}}\n", "", "comparisons[1].levels"),
    ("an unknown condition", "link-model", "{exact: born}", "{equals: born}", "comparisons[1].levels[0].when.equals"),
    ("a likeness without bound", "link-model", ", at_least: 0.9", "", IN_LEVELS + "[1].when.any[0].at_least"),
    ("a likeness above 1", "link-model", "at_least: 0.9", "at_least: 90", IN_LEVELS + "[1].when.any[0].at_least"),
    ("a pair of one column", "link-model", "swapped: [first, last]", "swapped: [first]", IN_LEVELS + "[1].when.any[1].swapped"),
    ("a pair of the same column", "link-model", "swapped: [first, last]", "swapped: [last, last]", IN_LEVELS + "[1].when.any[1].swapped"),
    ("part of a day", "link-model", "at_most: 31", "at_most: 30.5", "contradictions[0].unless.at_most"),
    ("text where a number with decimals belongs", "link-model", "threshold: 0.5", 'threshold: "0.5"', "threshold"),
    ("a threshold of 1", "link-model", "threshold: 0.5", "threshold: 1", "threshold"),
    ("one class only", "link-model", "  - {id: other, start: 0.7, shares: [name]}\n", "", "classes"),
    ("an unknown kind of key", "link-model", "{year: born}", "{decade: born}", "training.prior.rules[0][1].decade"),
    ("a prefix without length", "link-model", "{prefix: first, length: 2}", "{prefix: first}", "blocking[1].keys[0].length"),
    ("a block of one", "link-model", "largest_block: 100", "largest_block: 1", "blocking[0].largest_block"),
    ("an unknown method", "link-model", "method: classes", "method: magic", "training.method"),
    ("a recall of nothing", "link-model", "recall: 0.8", "recall: 0", "training.prior.recall"),
    ("a session that is no list", "link-model", "sessions: [[born]]", "sessions: [born]", "training.sessions[0]"),
    ("two conditions at once", "link-model", "unless: {days_apart: born, at_most: 31}", "unless: {exact: born, missing: born}", "contradictions[0].unless"),
    ("two conditions at once, with a bound", "link-model", "unless: {days_apart: born, at_most: 31}",
     "unless: {all: [{days_apart: born, numbers_apart: born, at_most: 31}]}", "contradictions[0].unless.all[0]"),
    ("a bound of no condition", "link-model", "unless: {days_apart: born, at_most: 31}", "unless: {at_most: 31}", "contradictions[0].unless"),
    ("a bound of another condition", "link-model", "unless: {days_apart: born, at_most: 31}", "unless: {exact: born, at_most: 31}", "contradictions[0].unless"),
    ("a length of another condition", "link-model", "{not: {prefix: last, length: 2}}", "{not: {initial: last, length: 2}}", IN_LEVELS + "[1].when.any[2].not"),
    ("nothing for a condition", "link-model", "unless: {days_apart: born, at_most: 31}", "unless: {}", "contradictions[0].unless"),
    ("a last level with a condition", "link-model", "      - {name: different}\nclasses", "      - {name: different, when: {exact: last}}\nclasses",
     "comparisons[1].levels"),
    ("two levels for what is left", "link-model", "      - {name: same, when: {exact: born}}", "      - {name: same}", "comparisons[1].levels"),
    ("two kinds of key at once", "link-model", "{year: born}", "{year: born, soundex: first}", "training.prior.rules[0][1]"),
    ("a length of another kind of key", "link-model", "{year: born}", "{year: born, length: 2}", "training.prior.rules[0][1].prefix"),
    ("another class first", "link-model", "{id: same, start: 0.3}", "{id: kin, start: 0.3}", "classes[0].id"),
    ("classes that are learnt but not named", "link-model", "classes:\n  - {id: same, start: 0.3}\n  - {id: other, start: 0.7, shares: [name]}\n", "", "classes"),
    ("sessions without prior", "link-model", "method: classes\n  prior: {rules: [[first, {year: born}]], recall: 0.8}", "method: sessions", "training.prior"),
    ("sessions without sessions", "link-model", "method: classes\n  prior: {rules: [[first, {year: born}]], recall: 0.8}\n"
     "  chance_pairs: 1000\n  sessions: [[born]]", "method: sessions\n  prior: {rules: [[first]], recall: 0.8}", "training.sessions"),
    ("three classes for sessions", "link-model", "shares: [name]}\nblocking:\n  - {keys: [born], largest_block: 100, split_by: [last]}\n"
     "  - keys: [{prefix: first, length: 2}, {either_order: [first, last]}]\ntraining:\n  method: classes",
     "shares: [name]}\n  - {id: kin, start: 0.1}\nblocking:\n  - {keys: [born]}\ntraining:\n  method: sessions", "classes"),
    ("one record a set in a deduplication", "link-model", "task: both", "task: deduplicate", "one_per_source"),
    ("one record in every set where sets have several", "link-model", "one_per_source: [housing]", "one_per_source: all", "one_per_source"),
    ("a truth column in capitals", "link-model", "from: dob", "from: Person_ID", "columns[2].from"),
    ("a truth column by its name", "link-model", "{name: first, standardise", "{name: cluster_id, standardise", "columns[0].name"),
    ("a date written the other way round", "calendar", "2026-12-25", "25/12/2026", "holidays[0].date"),
    ("a calendar without days", "calendar", '  - { date: "2026-12-25", name: Christmas Day }\n', "  []\n", "holidays"),
    ("a day without a name", "calendar", ", name: Christmas Day", "", "holidays[0].name"),
    ("an unknown calendar", "rules", "calendar: scotland", "calendar: france", "calendar"),
    ("an unknown kind of rule", "rules", "kind: deadline", "kind: soon", "rules[0].kind"),
    ("a deadline without days", "rules", ", within: 28", "", "rules[0].within"),
    ("a deadline in weeks", "rules", "unit: days", "unit: weeks", "rules[0].unit"),
    ("a rule of no step", "rules", ", activity: Paid", "", "rules[1].activity"),
    ("a first step where one step is all", "rules", ", activity: Paid", ", activity: Paid, from: Asked", "rules[1].from"),
    ("a second step where one step is all", "rules", ", activity: Paid", ", activity: Paid, to: Asked", "rules[1].to"),
    ("one step where two are asked", "rules", "to: Assessed,", "to: Assessed, activity: Paid,", "rules[0].activity"),
    ("days where there is no deadline", "rules", ", activity: Paid", ", activity: Paid, within: 5", "rules[1].within"),
    ("a unit where there is no deadline", "rules", "kind: deadline, from: Asked, to: Assessed, within: 28,", "kind: response, from: Asked, to: Assessed,",
     "rules[0].unit"),
    ("working days without a calendar", "rules", "calendar: scotland\nrules:\n  - { id: assess, title: Assessed in time, kind: deadline, from: Asked, "
     "to: Assessed, within: 28, unit: days", "rules:\n  - { id: assess, title: Assessed in time, kind: deadline, from: Asked, to: Assessed, within: 28, "
     "unit: working-days", "calendar"),
    ("an unknown key in a rule", "rules", "duty:", "law:", "rules[0].law"),
    ("a date written the other way round", "resources", "2026-11-21", "21/11/2026", IN_RESOURCE + "checked.date"),
]


def self_test() -> bool:
    checks = validators()
    failures = []
    for name, text in GOOD.items():
        found = problems(text, checks[name])
        failures += [f"{name}: the good sample is refused: {path}: {message}" for _, path, message in found]
    for what, name, before, after, expected in BROKEN:
        if before not in GOOD[name]:
            failures.append(f"{name}: the sample for {what} is the good one; it has no {before!r}")
            continue
        found = problems(GOOD[name].replace(before, after, 1), checks[name])
        if [path for _, path, _ in found] == [expected]:
            line, path, message = found[0]
            print(f"{name}: {what} is refused: line {line}: {path + ': ' if path else ''}{message}")
        else:
            failures.append(f"{name}: {what} is not refused at {expected!r} alone, but gives {found}")
    for failure in failures:
        print(failure)
    if not failures:
        print(f"{len(GOOD)} good samples fit, and {len(BROKEN)} broken ones are refused.")
    return not failures


def main() -> None:
    parser = argparse.ArgumentParser(description="Check the YAML content against its JSON Schemas.")
    parser.add_argument("--self-test", action="store_true", help="check that the schemas refuse broken samples")
    sys.exit(0 if (self_test() if parser.parse_args().self_test else check_content()) else 1)


main()
