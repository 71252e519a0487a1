"""The commands as a script calls them: exit codes, messages, and the score against a reference of a few lines."""
import csv
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import yaml
from checks import faults_of
from hub import PROGRAM, ROOT

FRAMEWORK = ROOT / "Content/frameworks/efficient-intelligent-council.yaml"
LINK_MODEL = ROOT / "Content/link-models/uk-people.yaml"


def call(*arguments, timeout=60):
    result = subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=timeout)
    return result.returncode, result.stdout, result.stderr


def run(browser, hub, report):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        refusals(folder, hub, report)
        scores(folder, report)
        overrides(folder, report)
        linkage(folder, report)
        journeys(browser, folder, report)


def refusals(folder, hub, report):
    """Bad input is named with its place, on standard error, and the exit code is not 0."""
    def text(name, content):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder / name

    header = "respondent,group,characteristic,now,target\n"
    score = ["assessment", "score", "--framework", FRAMEWORK, "--answers"]
    data = ["--data", folder / "hub"]
    known = ["--data", demo(folder)]
    link = ["link", folder / "people.csv", "--model", LINK_MODEL, "--out", folder / "c.csv"]
    cases = [
        ("a file that is not there", [*score, folder / "none.csv"], "cannot be read"),
        ("an empty file", [*score, text("empty.csv", "")], "is empty"),
        ("a missing column", [*score, text("columns.csv", "respondent,group\nr,g\n")], 'has no column "characteristic", "now", "target"'),
        ("a level out of range", [*score, text("level.csv", header + "r1,staff,safe-to-try,5,\n")], "level.csv:2: column 4 (now)"),
        ("an open quote", [*score, text("quote.csv", header + 'r1,"staff,safe-to-try,1,\n')], ":2: a quote opened here is never closed"),
        ("not UTF-8", [*score, text("latin.csv", header.encode() + b"r1,\xe9,safe-to-try,1,\n")], "is not UTF-8"),
        ("a threshold of nothing", [*score, text("ok.csv", header + "r1,staff,safe-to-try,1,\n"), "--threshold", "0"], "--threshold must be 1 or more"),
        ("no framework", ["assessment", "score", "--framework", folder / "no.yaml", "--answers", folder / "ok.csv"], "cannot be read"),
        ("a framework that is not YAML", ["framework", "check", text("bad.yaml", "a: [1")], "is not valid YAML"),
        ("a framework with words alone", ["framework", "check", text("words.yaml", "just words")], "must have keys at the top"),
        ("an unknown command", ["fly"], "Unexpected argument 'fly'"),
        ("a register with a bad row", ["council", "import", text("register.csv", "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,local-authority-type,local-authority-type-name\nA,B,C,bad,,,,England,,UA,U\n"), *data], "Nothing was imported."),
        ("an invitation without a council", ["user", "invite", "--email", "a@b.example", "--role", "facilitator", *data], "give its code with --council"),
        ("an unknown council", ["user", "invite", "--email", "a@b.example", "--role", "facilitator", "--council", "ZZZ", *known], 'no council with the code "ZZZ"'),
        ("an unknown role", ["user", "invite", "--email", "a@b.example", "--role", "king", *data], "--role must be one of"),
        ("an account that is not there", ["user", "remove", "--email", "a@b.example", *known], "There is no account"),
        ("a slip in the folder's name", ["user", "remove", "--email", "a@b.example", "--data", folder / "typo"], "There is no hub in"),
        ("the only administrator", ["user", "remove", "--email", "administrator@hub.example", *known], "only administrator"),
        ("a seed of nothing", ["seed", *data], "--demo is all there is"),
        ("a hub in use", ["seed", "--demo", "--data", hub.folder.name], "Another Waymark is using this hub"),
        ("a demo served to the network", ["serve", *known, "--host", "0.0.0.0", "--address", "https://hub.example"], "on this machine only"),
        ("a server beyond this machine without https", ["serve", *data, "--host", "0.0.0.0"], "needs https"),
        ("a false local address", ["serve", *data, "--host", "0.0.0.0", "--address", "http://127.0.0.1.evil.example"], "--address must be like"),
        ("a linkage without a place for its clusters", ["link", text("people.csv", "record_id\na\n"), "--model", LINK_MODEL], "'--out <clusters.csv>'", 64),
        ("a linkage with a share of nothing", [*link, "--threshold", "0"], "--threshold is a probability", 64),
        ("a linkage without its model", ["link", folder / "people.csv", "--model", folder / "no.yaml", "--out", folder / "c.csv"], "no.yaml: cannot be read"),
        ("a linkage of a broken model", ["link", "check-model", text("model.yaml", "id: x\ntitel: y\n")], "model.yaml:2: titel: unknown key"),
        ("a linkage of other columns", link, 'people.csv:1: has no column "source", "first_name"'),
        ("no content beside the program", ["library", "check", "--home", folder], 'There is no folder "Content"'),
    ]
    for what, arguments, message, *expected in cases:
        code, out, err = call(*arguments)
        faults = []
        if code == 0 or expected and code != expected[0]:
            faults.append(f"exit code {code}")
        if message not in err:
            faults.append(f"«{message}» is not in: {err[:300]}")
        if out.strip():
            faults.append(f"writes to standard output: {out[:100]}")
        report(f"command: {what}", faults)


def demo(folder):
    call("seed", "--demo", "--data", folder / "demo")
    return folder / "demo"


# The rules of the score once more, as short as they can be said

def reference(framework, rows, threshold):
    highest = len(framework["levels"]) - 1
    order = [c["id"] for theme in framework["themes"] for c in theme["characteristics"]]
    groups = list(dict.fromkeys(row["group"] for row in rows))

    def spread(levels):
        pairs = [abs(a - b) for i, a in enumerate(levels) for b in levels[i + 1:]]
        return sum(pairs) / len(pairs) / highest if pairs else None

    def counts(levels):
        return [levels.count(n) for n in range(highest + 1)]

    result = {}
    for characteristic in order:
        own = [row for row in rows if row["characteristic"] == characteristic]
        levels = [int(row["now"]) for row in own if row["now"].isdigit()]
        targets = [int(row["target"]) for row in own if row["target"]]
        item = {"answered": len(levels), "dontKnow": sum(r["now"] == "dk" for r in own), "notApplicable": sum(r["now"] == "na" for r in own)}
        if len(levels) >= threshold:
            sizes = {g: [int(r["now"]) for r in own if r["group"] == g and r["now"].isdigit()] for g in groups if any(r["group"] == g for r in own)}
            hidden = [g for g, levels_ in sizes.items() if len(levels_) < threshold]
            if len(hidden) == 1 and len(sizes) > 1:
                hidden.append(min((g for g in sizes if g not in hidden), key=lambda g: len(sizes[g])))
            median, target = statistics.median(levels), statistics.median(targets) if targets else None
            item |= {"distribution": counts(levels), "median": median, "spread": spread(levels), "targetMedian": target,
                     "gap": None if target is None else max(0, target - median), "hidden": sorted(hidden),
                     "medians": {g: statistics.median(sizes[g]) for g in sizes if g not in hidden}}
        result[characteristic] = item
    ranked = sorted((c for c in order if (result[c].get("gap") or 0) > 0), key=lambda c: (-result[c]["gap"], -(result[c]["spread"] or 0), order.index(c)))
    return result, ranked


def scores(folder, report):
    for seed in range(6):
        dice = random.Random(seed)
        framework = yaml.safe_load(FRAMEWORK.read_text())
        ids = [c["id"] for theme in framework["themes"] for c in theme["characteristics"]]
        rows = []
        for group, size in [("leaders", 8), ("staff", dice.randint(3, 17)), ("members", dice.randint(1, 9)), ("partners", dice.randint(0, 6))]:
            for number in range(size):
                for characteristic in ids:
                    now = dice.choice(["0", "1", "2", "3", "4", "1", "2", "dk", "na", ""])
                    rows.append({"respondent": f"{group}{number}", "group": group, "characteristic": characteristic, "now": now,
                                 "target": dice.choice(["", "2", "3", "4"])})
        path = folder / f"answers{seed}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        code, out, err = call("assessment", "score", "--framework", FRAMEWORK, "--answers", path, "--json")
        expected, ranked = reference(framework, rows, 5)
        report(f"score of random answers, seed {seed}", [err] if code else compare(json.loads(out), expected, ranked, ids))


def compare(score, expected, ranked, ids):
    faults = [] if score["priorities"] == ranked else [f"priorities {score['priorities'][:5]} in place of {ranked[:5]}"]
    if [c["id"] for c in score["characteristics"]] != ids:
        faults.append("not in framework order")
    for item in score["characteristics"]:
        want = expected[item["id"]]
        for key in ("answered", "dontKnow", "notApplicable", "distribution", "median", "targetMedian", "gap"):
            if item[key] != want.get(key):
                faults.append(f"{item['id']} {key}: {item[key]} in place of {want.get(key)}")
        if (item["spread"] is None) != (want.get("spread") is None) or abs((item["spread"] or 0) - (want.get("spread") or 0)) > 1e-12:
            faults.append(f"{item['id']} spread")
        if item["groups"] is not None:
            if sorted(g["group"] for g in item["groups"] if g["suppressed"]) != want["hidden"]:
                faults.append(f"{item['id']} hidden groups")
            if {g["group"]: g["median"] for g in item["groups"] if not g["suppressed"]} != want["medians"]:
                faults.append(f"{item['id']} medians of groups")
    return faults[:5]


def overrides(folder, report):
    """A council hides and rewords; the hub starts with it."""
    data = folder / "changed"
    (data / "frameworks").mkdir(parents=True)
    (data / "frameworks" / FRAMEWORK.name).write_text(
        "framework: efficient-intelligent-council\nhide: [income-with-purpose]\nreword:\n  - {id: safe-to-try, title: Free to try}\n")
    code, out, err = call("seed", "--demo", "--data", data)
    report("a hub with a council's own changes starts", [err] if code else [])


def linkage(folder, report):
    """People with a record in each of two services, one of them slightly wrong, are found."""
    rows = [["record_id", "source", "first_name", "surname", "sex", "dob", "address", "postcode", "nhs_number"]]
    names = ["Amina", "Boris", "Chloe", "Dafydd", "Esther", "Farid", "Greta", "Hamish", "Ingrid", "Joseph"]
    for number in range(100):
        first, surname = names[number % 10], ["Ashdown", "Birchall", "Carraway", "Dunmore", "Elphick"][number // 10 % 5] + "abcdefghij"[number // 10]
        born = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1940 + number % 60}"
        home = [f"{number + 1} {surname} Road", f"NR{number % 9 + 1} {number % 9}AB"]
        rows.append([f"h{number}", "housing", first, surname, "F", born, *home, ""])
        rows.append([f"s{number}", "social care", first[:-1] if number % 5 == 0 else first.upper(), surname, "F", born, *home, ""])
    with (folder / "records.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    found, summary = folder / "clusters.csv", folder / "summary.json"
    code, out, err = call("link", folder / "records.csv", "--model", LINK_MODEL, "--out", found, "--json", summary)
    if code:
        return report("a linkage of two services", [err])
    with found.open(newline="") as file:
        clusters = {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}
    faults = [] if "200 records are 100 people" in out else [out[:200]]
    if set(clusters) != {row[0] for row in rows[1:]}:
        faults.append("not every record has a cluster")
    if any(clusters[f"h{number}"] != clusters[f"s{number}"] for number in range(100)):
        faults.append("one person's records are apart")
    if json.loads(summary.read_text())["counts"]["sources"] != {"housing": 100, "social care": 100}:
        faults.append("the summary counts other sources")
    report("a linkage of two services", faults)


def journeys(browser, folder, report):
    """The report on an invented log, with all that it can hold, on a phone, on a desktop and on paper."""
    log, rules = folder / "adaptations.csv", folder / "rules.yaml"
    made = subprocess.run([sys.executable, ROOT / "Benchmarks/journeys/log.py", "--cases", "300"], capture_output=True, check=True)
    log.write_bytes(made.stdout)
    rules.write_text(
        "schema: 1\ncalendar: scotland\nrules:\n"
        "  - { id: assess, title: Home assessed within 28 days, kind: deadline, from: Triaged, to: Home assessed, within: 28, unit: working-days, duty: our promise }\n"
        "  - { id: eyes, title: Who approves did not test means, kind: four-eyes, from: Means tested, to: Grant approved }\n")
    code, out, err = call(
        "journeys", "report", log, "--out", folder / "report", "--citizen", "Proof of income received", "--closed", "Case closed",
        "--calendar", "scotland", "--rules", rules)
    index = folder / "report/index.html"
    if code or not index.exists():
        return report("a report on journeys", [err or "no index.html"])
    for width, height in [(360, 740), (1280, 900)]:
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        asked, wrong = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(index.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        faults = faults_of(page) + wrong
        faults += [f"asks for {address}" for address in asked if address != index.as_uri()]
        for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))"):
            if not link.startswith("#") and not (folder / "report" / link).exists():
                faults.append(f"a link to nothing: {link}")
        figures = page.locator("figure")
        for number in range(figures.count()):
            if not figures.nth(number).locator("figcaption").count():
                faults.append(f"figure {number + 1} says nothing in words")
        if figures.count() < 5:
            faults.append(f"has {figures.count()} figures")
        # A4 upright between the margins that the page asks for.
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 703, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append("is wider than the paper")
        report(f"a report on journeys, {width} px", faults)
        context.close()
