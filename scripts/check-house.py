#!/usr/bin/env python3
"""The rules of the house that a compiler does not know: who imports whom, who writes SQL, where markup comes from."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FEATURES = {"Assessment", "Library", "Delivery"}
PLATFORM = {"Store", "Content", "Pages", "People"}
WEB = {"Hummingbird", "HTTPTypes", "NIOCore", "NIOPosix"}
problems = []


def imports(path: pathlib.Path) -> set[str]:
    return set(re.findall(r"^(?:package |public )?import (\w+)", path.read_text(), re.M))


def refuse(path: pathlib.Path, what: str, line: int = 1):
    problems.append(f"{path.relative_to(ROOT)}:{line}: {what}")


for path in sorted(ROOT.glob("Sources/**/*.swift")):
    part, names, text = path.relative_to(ROOT / "Sources").parts, imports(path), path.read_text()
    if part[0] == "Engines" and names - {"Foundation", "Dispatch", "Synchronization", "Tables", "CZlib"}:
        refuse(path, f"an engine imports {names}; engines stand on Foundation, Tables and system libraries alone")
    if part[0] == "Tools" and names & (FEATURES | PLATFORM - {"Content"} | WEB | {"App"}):
        refuse(path, f"a tool imports {names & (FEATURES | PLATFORM - {'Content'} | WEB | {'App'})}; tools stand on Content and their engine")
    if part[0] == "Platform" and names & (FEATURES | {"App", "Maturity"}):
        refuse(path, f"the platform imports {names & (FEATURES | {'App', 'Maturity'})}, which stand on it")
    if part[0] == "Features" and names & (FEATURES | {"App"}):
        refuse(path, f"a feature imports {names & (FEATURES | {'App'})}; features meet in App")
    if path.name.endswith("Store.swift") and names & WEB:
        refuse(path, f"a store imports {names & WEB}; stores know nothing of the web")
    if path.name.endswith(("Pages.swift", "View.swift", "Views.swift", "Form.swift")) and "GRDB" in names:
        refuse(path, "SQL belongs in a store")
    if names & (FEATURES | PLATFORM) & {part[1] if len(part) > 1 else ""}:
        refuse(path, "imports its own module")
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"HTML\(stringLiteral:", line) and path.name != "HTML.swift":
            refuse(path, "markup is written as a literal, never made from a string at run time", number)
        if re.search(r"@unchecked Sendable|nonisolated\(unsafe\)|try!|\bas!|fatalError|TODO|FIXME", line):
            refuse(path, "not in this house: " + line.strip()[:60], number)
        if re.search(r'sql: .*\\\((?!rest|condition|Self\.columns)', line) and "sql: \"\"\"" not in line:
            refuse(path, "SQL is put together from values; use arguments", number)
        if "GRDB" in names and re.search(r'[\w)]\["\w+"\]', line):
            refuse(path, "a row's subscript ends the process at a damaged cell; read it with `try row.cell(…)`", number)
        if ' style="' in line.replace("\\", "") and "style-src" not in line:
            refuse(path, "an inline style; the content policy refuses it", number)
    if len(text.split("\n")) > 300:
        refuse(path, f"{len(text.split(chr(10)))} lines; split it by noun")

documents = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")] + sorted(ROOT.glob("docs/**/*.md"))
targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
for path in documents:
    for number, line in enumerate(path.read_text().split("\n"), 1):
        for name in re.findall(r"`make ([a-z-]+)`", line):
            if name not in targets:
                refuse(path, f"there is no `make {name}`", number)
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", line):
            if not (path.parent / link).exists():
                refuse(path, f"a link to nothing: {link}", number)
        for name in re.findall(r"`((?:Sources|Tests|Content|scripts|BrowserTests|docs)/[\w./+-]+)`", line):
            if not (ROOT / name).exists():
                refuse(path, f"there is no {name}", number)

for problem in problems:
    print(problem)
print(f"{len(problems)} problems." if problems else "The house is in order.")
sys.exit(1 if problems else 0)
