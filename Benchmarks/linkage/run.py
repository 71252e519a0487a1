#!/usr/bin/env python3
"""Bench `waymark link` beside Splink: time, memory and accuracy on the same files, in turn, in one run.

    .bench/venv/bin/python Benchmarks/linkage/run.py [--sizes 10k,100k,1m] [--only people,febrl] [--rounds 3]

Data are made in .bench/data where they are missing. Both engines run as whole processes, and the one that goes
first changes every round. Each clusters at its own operating threshold; Splink's was picked with the truth, and an
untimed run more shows the best F1 that any threshold could give it. Waymark runs once for the clusters alone, as
Splink does, and once more with its written summary of quality, which is told beside it. Results go to
.bench/results.md and .json.
Ends with 1 where Waymark takes so much memory a record that five million would not fit into 8 GiB.
"""
import argparse
import dataclasses
import filecmp
import hashlib
import importlib.metadata
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

import datasets
import report
from datasets import BENCH, HERE, MODELS, NAMES, ROOT, Dataset


def measured(command: list[str]) -> dict:
    """Runs a command; its wall and CPU seconds, peak MiB and last line. This process must stay small: what it holds
    in memory counts as the child's peak until the child has replaced itself. So scoring is a process of its own."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {child.returncode}:\n{output[-2000:]}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {"wall": round(wall, 3), "cpu": round(usage.ru_utime + usage.ru_stime, 3),
            "peak": round(usage.ru_maxrss / unit, 1), "last": (output.strip().splitlines() or [""])[-1]}


@dataclasses.dataclass
class Waymark:
    program: pathlib.Path
    models: pathlib.Path
    name: str = "waymark"

    def run(self, dataset: Dataset, clusters: pathlib.Path) -> dict:
        command = [str(self.program), "link", str(dataset.file), "--model", str(self.models / dataset.model), "--out"]
        result = measured([*command, str(clusters)])
        summary, again = clusters.with_suffix(".json"), clusters.with_suffix(".again.csv")
        told = measured([*command, str(again), "--json", str(summary)])
        if not filecmp.cmp(again, clusters, shallow=False):
            raise SystemExit(f"{dataset.name}: the clusters with a summary are not those without")
        stages = json.loads(summary.read_text(encoding="utf-8"))["stages"]
        return result | {"stages": stages, "summary": {key: told[key] for key in ("wall", "cpu", "peak")}}

    def best(self, dataset: Dataset, clusters: pathlib.Path) -> dict:
        return {}


@dataclasses.dataclass
class Splink:
    name: str = "splink"

    def command(self, dataset: Dataset, clusters: pathlib.Path) -> list[str]:
        return [sys.executable, str(HERE / "splink_reference.py"), str(dataset.file), str(clusters),
                "--model", dataset.splink_model]

    def run(self, dataset: Dataset, clusters: pathlib.Path) -> dict:
        result = measured(self.command(dataset, clusters))
        return result | {"stages": json.loads(result["last"])["stages"]}

    def best(self, dataset: Dataset, clusters: pathlib.Path) -> dict:
        pairs = clusters.with_suffix(".pairs.csv")
        measured([*self.command(dataset, clusters), "--pairs", str(pairs)])
        return scored([str(dataset.file), "--pairs", str(pairs)])["best"]


def scored(arguments: list[str]) -> dict:
    done = subprocess.run([sys.executable, str(HERE / "score.py"), *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def read_through(path: pathlib.Path) -> tuple[float, int]:
    """Seconds to read the file once and count its lines, the best of three; and its lines less the first."""
    best, lines = float("inf"), 0
    for _ in range(3):
        started, lines = time.perf_counter(), 0
        file = os.open(path, os.O_RDONLY)
        while part := os.read(file, 1 << 20):
            lines += part.count(b"\n")
        os.close(file)
        best = min(best, time.perf_counter() - started)
    return round(best, 4), lines - 1


def bench(dataset: Dataset, engines: list, rounds: int, with_best: bool) -> dict:
    dataset.prepare()
    seconds, records = read_through(dataset.file)
    result = {"name": dataset.name, "records": records, "bytes": dataset.file.stat().st_size, "read": seconds,
              "engines": {engine.name: {"rounds": [], "prints": []} for engine in engines}}
    folder = BENCH / "clusters"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(rounds):
        for engine in engines if number % 2 == 0 else engines[::-1]:
            clusters = folder / f"{dataset.name}.{engine.name}.csv"
            run = engine.run(dataset, clusters)
            print(f"{dataset.name}, round {number + 1}, {engine.name}: {run['wall']:.2f} s, {run['cpu']:.2f} CPU s, "
                  f"{run['peak']:.0f} MiB", flush=True)
            kept = result["engines"][engine.name]
            kept["rounds"].append({key: run[key] for key in ("wall", "cpu", "peak", "stages", "summary") if key in run})
            with clusters.open("rb") as file:
                kept["prints"].append(hashlib.file_digest(file, "sha256").hexdigest())
    for engine in engines:
        clusters = folder / f"{dataset.name}.{engine.name}.csv"
        kept = result["engines"][engine.name]
        kept["same"] = len(set(kept.pop("prints"))) == 1
        kept["stages"] = min(kept["rounds"], key=lambda run: run["wall"])["stages"]
        kept["score"] = scored([str(dataset.file), str(clusters)])
        if with_best and (best := engine.best(dataset, clusters)):
            kept["best"] = best
            kept["score"]["best f1"] = best["f1"]
    return result


def machine() -> dict:
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.machine()
    return {"cores": os.cpu_count(), "processor": processor, "system": platform.system(),
            "python": platform.python_version(), "load": os.getloadavg()[0],
            **{package: importlib.metadata.version(package) for package in ("splink", "duckdb")}}


def options() -> argparse.Namespace:
    def listed(text: str) -> list[str]:
        return [item.strip() for item in text.split(",") if item.strip()]

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=listed, default=["10k", "100k", "1m"], help="of people and reference")
    parser.add_argument("--only", type=listed, default=NAMES, help=",".join(NAMES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", type=listed, default=["waymark", "splink"], help="one or both")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build" / "release" / "waymark")
    parser.add_argument("--models", type=pathlib.Path, default=MODELS, help="the folder of waymark's models")
    parser.add_argument("--historical", type=pathlib.Path, default=datasets.data("historical"),
                        help="a CSV of historical people, skipped where there is none")
    parser.add_argument("--without-best", action="store_true", help="leave out the untimed run at all thresholds")
    chosen = parser.parse_args()
    for given, known in ((chosen.only, NAMES), (chosen.engines, list(report.ENGINES))):
        if unknown := set(given) - set(known):
            parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(known)}")
    if "waymark" in chosen.engines and not chosen.program.exists():
        parser.error(f"there is no {chosen.program}; run swift build -c release, or say --engines splink")
    return chosen


def main():
    chosen = options()
    known = {"waymark": Waymark(chosen.program, chosen.models), "splink": Splink()}
    results = {"machine": machine(), "rounds": chosen.rounds, "datasets": []}
    BENCH.mkdir(exist_ok=True)
    for dataset in datasets.chosen(chosen.only, chosen.sizes, chosen.historical):
        results["datasets"].append(bench(
            dataset, [known[name] for name in chosen.engines], chosen.rounds, not chosen.without_best))
        # After every data set, so that a run cut short leaves what it has.
        (BENCH / "results.json").write_text(json.dumps(results, indent=2), encoding="utf-8")
        (BENCH / "results.md").write_text(report.markdown(results), encoding="utf-8")
    print("\n" + report.markdown(results))
    if too_large := report.too_large(results):
        raise SystemExit("\n".join(too_large))


if __name__ == "__main__":
    main()
