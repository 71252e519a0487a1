#!/usr/bin/env python3
"""Score a linker's clusters, or its weighted pairs at every threshold, against the truth.

    Benchmarks/linkage/score.py TRUTH.csv CLUSTERS.csv [--truth person_id]
    Benchmarks/linkage/score.py TRUTH.csv --pairs PAIRS.csv

TRUTH has record_id, the true column and perhaps annual_cost. CLUSTERS has record_id and cluster_id; a record that
is left out is alone. PAIRS has two records and a weight as its first three columns: pairs are joined from the
heaviest down, and the threshold of the best F1 is shown. Prints JSON. Precision, recall and F1 count pairs of
records in one cluster.

Spenders: of the dearest 1 % and 5 % of true people by annual cost, the share found. A person is found when the
cluster that holds most of their records is among the same share of clusters, with a cost within 10 % of theirs.
"""
import argparse
import collections
import csv
import json


class Truth:
    def __init__(self, path: str, column: str = "person_id"):
        self.person: dict[str, str] = {}
        self.cost: dict[str, float] = {}
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                self.person[row["record_id"]] = row[column]
                if row.get("annual_cost"):
                    self.cost[row["record_id"]] = float(row["annual_cost"])
        self.pairs = pairs(collections.Counter(self.person.values()).values())


def pairs(sizes) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measures(right: int, found: int, true: int) -> dict[str, float]:
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 5), "recall": round(recall, 5), "f1": round(f1, 5)}


def score(truth: Truth, path: str) -> dict:
    cluster = {record: ("alone", record) for record in truth.person}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["record_id"] not in cluster:
                raise SystemExit(f"{path}: there is no record {row['record_id']} in the truth")
            cluster[row["record_id"]] = row["cluster_id"]
    both = collections.Counter((person, cluster[record]) for record, person in truth.person.items())
    sizes = collections.Counter(cluster.values())
    result = measures(pairs(both.values()), pairs(sizes.values()), truth.pairs)
    result |= {"clusters": len(sizes), "largest": max(sizes.values(), default=0)}
    if truth.cost:
        result |= spenders(truth, cluster, both)
    return result


def spenders(truth: Truth, cluster: dict, both: collections.Counter) -> dict[str, float]:
    by_person, by_cluster = collections.defaultdict(float), collections.defaultdict(float)
    for record, cost in truth.cost.items():
        by_person[truth.person[record]] += cost
        by_cluster[cluster[record]] += cost
    most: dict[str, tuple] = {}
    for (person, name), count in both.items():
        if count > most.get(person, (0,))[0]:
            most[person] = (count, name)
    people = sorted(by_person, key=by_person.__getitem__, reverse=True)
    clusters = sorted(by_cluster, key=by_cluster.__getitem__, reverse=True)
    result = {}
    for percent in (1, 5):
        count = max(1, len(people) * percent // 100)
        dearest = set(clusters[:count])
        found = sum(1 for person in people[:count]
                    if (home := most[person][1]) in dearest
                    and abs(by_cluster[home] - by_person[person]) <= .1 * by_person[person])
        result[f"top {percent} % found"] = round(found / count, 4)
    return result


def sweep(truth: Truth, path: str) -> dict:
    """The best F1 over all thresholds, by joining pairs from the heaviest down and keeping count."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        weighted = sorted(((float(row[2]), row[0], row[1]) for row in rows), key=lambda pair: -pair[0])
    root = {record: record for record in truth.person}
    members = {record: {person: 1} for record, person in truth.person.items()}
    size = dict.fromkeys(root, 1)

    def find(record: str) -> str:
        while root[record] != record:
            root[record] = record = root[root[record]]
        return record

    best: dict = {"f1": 0.0}
    right = found = 0
    for place, (weight, left, other) in enumerate(weighted, 1):
        a, b = find(left), find(other)
        if a != b:
            if len(members[a]) < len(members[b]):
                a, b = b, a
            found += size[a] * size[b]
            for person, count in members.pop(b).items():
                right += count * members[a].get(person, 0)
                members[a][person] = members[a].get(person, 0) + count
            root[b] = a
            size[a] += size[b]
        # Pairs of one weight come and go together.
        if place == len(weighted) or weighted[place][0] != weight:
            now = measures(right, found, truth.pairs)
            if now["f1"] > best["f1"]:
                best = now | {"weight": round(weight, 3), "probability": round(1 / (1 + 2 ** -weight), 6)}
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("clusters", nargs="?")
    parser.add_argument("--pairs")
    parser.add_argument("--truth", default="person_id", help="the true column")
    options = parser.parse_args()
    if not (options.clusters or options.pairs):
        parser.error("give CLUSTERS.csv, --pairs PAIRS.csv or both")
    truth = Truth(options.records, options.truth)
    result = score(truth, options.clusters) if options.clusters else {}
    if options.pairs:
        result["best"] = sweep(truth, options.pairs)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
