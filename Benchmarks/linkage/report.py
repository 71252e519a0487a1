"""The bench's results as Markdown: one table a data set, the median of the rounds in each cell."""
import statistics

ENGINES = {"waymark": "Waymark", "splink": "Splink"}
# What five million records may take, and the fewest records from which their memory can be told.
MOST_BYTES, MOST_RECORDS, FEWEST_RECORDS = 8 << 30, 5_000_000, 100_000
SCORES = ["precision", "recall", "f1", "best f1", "top 1 % found", "top 5 % found", "largest"]


def markdown(results: dict) -> str:
    machine = results["machine"]
    lines = ["# Record linkage beside Splink", "",
             f"{machine['cores']} cores ({machine['processor']}), {machine['system']}, Python {machine['python']}, "
             f"Splink {machine['splink']}, DuckDB {machine['duckdb']}; load at the start {machine['load']:.1f}. "
             f"Medians of {results['rounds']} rounds, the engines in turn. Whole processes; CPU is user and system.",
             ""]
    for result in results["datasets"]:
        lines += [f"## {result['name']}: {result['records']:,} records", "", *table(result), ""]
        lines += [f"- {note}" for note in notes(result)] + [""]
    return "\n".join(lines)


def table(result: dict) -> list[str]:
    scores = [name for name in SCORES if any(name in engine["score"] for engine in result["engines"].values())]
    lines = [row(["", "wall s", "CPU s", "peak MiB", *scores]), row(["---", *["---:"] * (3 + len(scores))])]
    for name, engine in result["engines"].items():
        middle = medians(engine["rounds"])
        lines.append(row([ENGINES[name], f"{middle['wall']:.2f}", f"{middle['cpu']:.2f}", f"{middle['peak']:.0f}",
                          *(shown(engine["score"].get(score)) for score in scores)]))
    if len(result["engines"]) == 2:
        ours, theirs = (result["engines"][name]["rounds"] for name in ENGINES)
        for what, rounds in {"": ours, " with its summary": [round_["summary"] for round_ in ours]}.items():
            middle, other = medians(rounds), medians(theirs)
            lines.append(row([f"Splink ÷ Waymark{what}", *(f"{other[key] / max(middle[key], 1e-9):.1f}×" for key in middle),
                              *([""] * len(scores))]))
    return lines


def notes(result: dict) -> list[str]:
    found = [f"Merely reading the file, {result['bytes'] / 1e6:.1f} MB: {result['read']:.3f} s"]
    for name, engine in result["engines"].items():
        stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in engine["stages"].items())
        same = "one round" if len(engine["rounds"]) == 1 else (
            "the same bytes every round" if engine["same"] else "NOT the same bytes every round")
        walls = ", ".join(f"{round_['wall']:.2f}" for round_ in engine["rounds"])
        found.append(f"{ENGINES[name]}: walls {walls}; {same}; seconds by stage: {stages or 'not told'}")
    size = bytes_a_record(result)
    if size is not None:
        found.append(f"Waymark's peak is {size:.0f} bytes a record: at that rate five million take "
                     f"{size * MOST_RECORDS / (1 << 30):.1f} GiB, of 8 allowed")
    best = result["engines"].get("splink", {}).get("best")
    if best:
        found.append(f"Splink's best F1 at any p ≥ 0.5, chosen by the truth: {best['f1']} "
                     f"at p ≥ {best['probability']}")
    return found


def bytes_a_record(result: dict) -> float | None:
    """Waymark's peak over the records, in the round that took most; None where there are too few to tell."""
    engine = result["engines"].get("waymark")
    if not engine or result["records"] < FEWEST_RECORDS:
        return None
    return max(round_["summary"]["peak"] for round_ in engine["rounds"]) * (1 << 20) / result["records"]


def too_large(results: dict) -> list[str]:
    """The data sets by which five million records would take more than they may, were memory to grow with the records."""
    most = MOST_BYTES / MOST_RECORDS
    found = [(result["name"], bytes_a_record(result)) for result in results["datasets"]]
    return [f"{name}: {size:.0f} bytes a record; at most {most:.0f}, so that five million fit into 8 GiB"
            for name, size in found if size is not None and size > most]


def medians(rounds: list[dict]) -> dict[str, float]:
    return {key: statistics.median(round_[key] for round_ in rounds) for key in ("wall", "cpu", "peak")}


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def shown(value) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f"{value:.4f}"
