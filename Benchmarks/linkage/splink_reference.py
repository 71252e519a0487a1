#!/usr/bin/env python3
"""Link records with Splink 5 on DuckDB, the way a good user of it would, as the thing to be measured against.

    .bench/venv/bin/python Benchmarks/linkage/splink_reference.py RECORDS.csv CLUSTERS.csv --model people

Reads the file, prepares columns, estimates prior, u and m, predicts, clusters, and writes record_id,cluster_id.
Splink's own fast options are on: u from a million pairs; EM over patterns of comparison, from a sample of pairs.
The truth column is never read. The last line printed is JSON with versions, counts and seconds by stage.
"""
import time

STARTED = time.perf_counter()

import argparse
import json
import logging
import os

import duckdb
import splink
from splink import DuckDBAPI, Linker, SettingsCreator

from splink_models import MODELS, Model

U_PAIRS = 1e6
EM_PAIRS = 1e6
SEED = 7


class Stages:
    """Seconds since the last mark, by name."""

    def __init__(self):
        self.seconds: dict[str, float] = {}
        self.last = STARTED

    def mark(self, name: str):
        now = time.perf_counter()
        self.seconds[name] = round(now - self.last, 3)
        self.last = now


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("clusters")
    parser.add_argument("--model", choices=MODELS, required=True)
    parser.add_argument("--probability", type=float, help="cluster pairs at or above it; the model's own by default")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--pairs", help="also write the pairs at or above 0.5 (record_l,record_r,match_weight)")
    return parser.parse_args()


def linker(connection: duckdb.DuckDBPyConnection, model: Model) -> Linker:
    settings = SettingsCreator(
        link_type=model.link_type, comparisons=model.comparisons,
        blocking_rules_to_generate_predictions=model.blocking,
        retain_intermediate_calculation_columns=False, retain_matching_columns=False)
    api = DuckDBAPI(connection=connection)
    if model.link_type == "dedupe_only":
        return Linker(api.register("records", dataset_display_name="all"), settings)
    tables = []
    for source in "ab":
        connection.execute(f"CREATE TABLE records_{source} AS SELECT * EXCLUDE (source) FROM records "
                           f"WHERE source = '{source}'")
        tables.append(api.register(f"records_{source}", dataset_display_name=source))
    return Linker(tables, settings)


def main():
    logging.getLogger("splink").setLevel(logging.ERROR)
    chosen = options()
    model = MODELS[chosen.model]()
    probability = chosen.probability or model.probability
    stages = Stages()
    stages.mark("start")

    connection = duckdb.connect()
    connection.execute(f"SET threads = {chosen.threads}")
    connection.execute(f"CREATE TABLE records AS SELECT {model.columns} FROM read_csv(?, header = true, "
                       "all_varchar = true, null_padding = false)", [chosen.records])
    stages.mark("read")
    link = linker(connection, model)
    stages.mark("set up")

    link.training.estimate_probability_two_random_records_match(model.prior_rules, recall=model.prior_recall)
    stages.mark("prior")
    link.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=SEED)
    stages.mark("u")
    for rule in model.training:
        link.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=EM_PAIRS)
    stages.mark("m")

    blocked = link.inference.compute_blocked_pairs_for_predict()
    stages.mark("block")
    pairs = link.inference.predict(threshold_match_probability=min(probability, 0.5))
    stages.mark("predict")
    clusters = link.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=probability)
    stages.mark("cluster")
    write(connection, f"unique_id AS record_id, cluster_id FROM {clusters.physical_name}", chosen.clusters)
    stages.mark("write")

    seconds = sum(stages.seconds.values())
    if chosen.pairs:
        write(connection, "unique_id_l AS record_l, unique_id_r AS record_r, match_weight "
                          f"FROM {pairs.physical_name}", chosen.pairs)
    count = lambda table: connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    print(json.dumps({
        "splink": splink.__version__, "duckdb": duckdb.__version__, "threads": chosen.threads,
        "probability": probability, "records": count("records"), "candidate_pairs": count(blocked.physical_name),
        "pairs_kept": count(pairs.physical_name), "seconds": round(seconds, 3), "stages": stages.seconds}))


def write(connection: duckdb.DuckDBPyConnection, selection: str, path: str):
    connection.execute(f"COPY (SELECT {selection}) TO '{path}' (HEADER)")


if __name__ == "__main__":
    main()
