#!/usr/bin/env python3
"""Waymark's `journeys analyse` beside PM4Py, in one run on one machine: same logs, same figures, CPU, wall and memory of whole processes.

usage: run.py [--program waymark] [--runs 3] [--events 100000 1000000] [--without-pm4py]

PM4Py (AGPL) is installed from PyPI into .bench/journeys and only run as a program of its own. Logs are made by log.py here; where
../shared is beside the repository, its generator, its real logs and its plain C pass (floor.c) are used too.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
WORK = ROOT / ".bench" / "journeys"
PM4PY = "pm4py==2.7.23.11"


def measure(command: list[str], runs: int) -> dict:
    """The least CPU seconds, wall seconds and peak MiB over the runs."""
    best = {"cpu": 1e9, "wall": 1e9, "memory": 0.0}
    out = b""
    for _ in range(runs):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        out = process.stdout.read()
        _, status, own = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        best["cpu"] = min(best["cpu"], own.ru_utime + own.ru_stime)
        best["wall"] = min(best["wall"], time.perf_counter() - started)
        best["memory"] = max(best["memory"], own.ru_maxrss / 1024)
    return best | {"out": out}


def same(a, b) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1.0001e-3
    return a == b


def logs(sizes: list[int]) -> list[tuple[str, pathlib.Path, list[str]]]:
    """Name, file, and what the reference must be told."""
    made = []
    generator = SHARED / "bench" / "gen_log.py"
    for size in sizes:
        for form in ("csv", "xes"):
            path = WORK / f"synthetic-{size}.{form}"
            if not path.exists():
                command = [sys.executable, str(generator), "--events", str(size)] if generator.exists() else [
                    sys.executable, str(ROOT / "Benchmarks/journeys/log.py"), "--cases", str(size // 10)]
                with open(path, "wb") as out:
                    subprocess.run(command + ["--format", form], stdout=out, check=True)
            made.append((f"{size:,} events, {form.upper()}", path, ["--start", "start_timestamp", "--service", "service"] if form == "csv" else []))
    for name in ("receipt.xes.gz", "BPIC15_1.xes.gz"):
        if (SHARED / "logs" / name).exists():
            made.append((name, SHARED / "logs" / name, []))
    return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/release/waymark"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--without-pm4py", action="store_true")
    given = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    program = [given.program] + (["journeys"] if pathlib.Path(given.program).name == "waymark" else [])
    reference = SHARED / "bench" / "pm4py_ref.py"
    python = WORK / "venv/bin/python"
    if not given.without_pm4py and reference.exists() and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(WORK / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "-q", "install", PM4PY], check=True)
    floor = None
    if (SHARED / "bench/floor.c").exists() and shutil.which("cc"):
        floor = WORK / "floor"
        subprocess.run(["cc", "-O2", "-w", "-o", str(floor), str(SHARED / "bench/floor.c")], check=True)
    print(f"load average at the start: {os.getloadavg()[0]:.1f}\n")
    print("| log | Waymark CPU s | wall s | MiB | PM4Py CPU s | MiB | times less CPU | same figures | C pass CPU s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, path, told in logs(given.events):
        own = measure(program + ["analyse", str(path), "--compatible", "pm4py", "--json"], given.runs)
        cells = [name, f"{own['cpu']:.2f}", f"{own['wall']:.2f}", f"{own['memory']:.0f}"]
        if not given.without_pm4py and reference.exists():
            other = measure([str(python), str(reference), str(path)] + told, 1)
            equal = same(json.loads(own["out"]), json.loads(other["out"]))
            cells += [f"{other['cpu']:.1f}", f"{other['memory']:.0f}", f"{other['cpu'] / own['cpu']:.0f}", "yes" if equal else "NO"]
        else:
            cells += ["", "", "", ""]
        cells.append(f"{measure([str(floor), str(path)], given.runs)['cpu']:.2f}" if floor and path.suffix == ".csv" and "synthetic" in path.name else "")
        print("| " + " | ".join(cells) + " |", flush=True)


main()
