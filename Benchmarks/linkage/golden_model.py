"""A small frozen Splink model, sixty made-up records, and the weight that Splink gives to every pair of them."""
import logging
import pathlib
import random

import duckdb
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_library import CustomComparison

from recording import Recording

FIELDS = ["record_id", "first_name", "surname", "dob", "postcode", "sex"]
PRIOR = 0.02
# m and u by level, the best level first.
CHANCES = {
    "first_name": [(0.70, 0.015), (0.14, 0.010), (0.06, 0.045), (0.10, 0.930)],
    "surname": [(0.88, 0.020), (0.12, 0.980)],
    "dob": [(0.90, 0.004), (0.05, 0.011), (0.02, 0.035), (0.03, 0.950)],
    "postcode": [(0.75, 0.030), (0.25, 0.970)],
    "sex": [(0.99, 0.500), (0.01, 0.500)],
}
# Column of the result: the weight of the term frequency and its floor, and whether a near first name has it too.
VARIANTS = {"match_weight": (1.0, 0.0, False), "match_weight_floored": (0.5, 0.05, False),
            "match_weight_near": (1.0, 0.0, True)}


def records() -> list[list[str]]:
    """People with one to four records each, some of them relatives, with slips and blanks."""
    draw = random.Random(11)
    spell = Recording(draw)
    # A few common names and many rare ones, so that the floor of the term frequency is felt.
    given = {"M": "JACK JACK JACK MARTIN DESMOND STEPHEN STEVEN TARIQ KOFI HUBERT PERCY".split(),
             "F": "OLIVIA OLIVIA OLIVIA OLIVE MARTHA KATE KATIE SUNITA NGOZI ZOFIA PEARL".split()}
    families = [("DIXON", "QA1 1AB"), ("SHARMA", "QA1 1AB"), ("OKONKWO", "QC7 1AB"), ("DUNNINGHAM", "QD12 1AB"),
                ("SMITH", "QF3 1AB")]
    rows = []
    while len(rows) < 60:
        surname, postcode = draw.choice(families)
        sex = draw.choice("MF")
        first = draw.choice(given[sex])
        born = f"{draw.randint(1940, 2015)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        for _ in range(draw.choice((1, 2, 2, 2, 4))):
            row = [first, surname, born, postcode, sex]
            for place in range(4):
                if draw.random() < .15:
                    row[place] = spell.keyed(row[place])
            if draw.random() < .35:
                row[draw.randrange(5)] = ""
            rows.append(row)
    return [[f"R{number:02}", *row] for number, row in enumerate(rows[:60], 1)]


def settings(weight: float, floor: float, near: bool) -> SettingsCreator:
    def tuned(level, frequency: bool = False):
        return level.configure(
            tf_adjustment_column="first_name", tf_adjustment_weight=weight,
            **({"tf_minimum_u_value": floor} if floor else {})) if frequency else level

    steps = {
        "first_name": [tuned(levels.ExactMatchLevel("first_name"), frequency=True),
                       tuned(levels.JaroWinklerLevel("first_name", 0.92), frequency=near),
                       levels.JaroWinklerLevel("first_name", 0.8)],
        "surname": [levels.ExactMatchLevel("surname")],
        "dob": [levels.ExactMatchLevel("dob"), levels.DamerauLevenshteinLevel("dob", 1),
                levels.DamerauLevenshteinLevel("dob", 2)],
        "postcode": [levels.ExactMatchLevel("postcode")],
        "sex": [levels.ExactMatchLevel("sex")]}
    comparisons = []
    for column, chances in CHANCES.items():
        scored = [level.configure(m_probability=m, u_probability=u)
                  for level, (m, u) in zip([*steps[column], levels.ElseLevel()], chances, strict=True)]
        comparisons.append(CustomComparison(output_column_name=column,
                                            comparison_levels=[levels.NullLevel(column), *scored]))
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, probability_two_random_records_match=PRIOR,
        blocking_rules_to_generate_predictions=["1=1"], retain_intermediate_calculation_columns=True,
        linker_uid="goldens")


def weights(file: pathlib.Path, model: pathlib.Path) -> tuple[list[str], list[list]]:
    """Header and rows: each pair with its level vector (the else level is 0, missing is -1) and weights."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    gammas = [f"gamma_{column}" for column in CHANCES]
    found: dict[tuple[str, str], list] = {}
    for variant in VARIANTS.values():
        connection = duckdb.connect()
        columns = ", ".join(f"nullif({column}, '') AS {column}" for column in FIELDS[1:])
        connection.execute(f"CREATE TABLE people AS SELECT record_id AS unique_id, {columns} "
                           "FROM read_csv(?, header = true, all_varchar = true)", [str(file)])
        linker = Linker(DuckDBAPI(connection=connection).register("people", dataset_display_name="all"),
                        settings(*variant))
        if variant is VARIANTS["match_weight"]:
            linker.misc.save_model_to_json(str(model), overwrite=True)
        pairs = linker.inference.predict()
        for left, right, weight, *vector in connection.execute(
                f"SELECT unique_id_l, unique_id_r, match_weight, {', '.join(gammas)} "
                f"FROM {pairs.physical_name}").fetchall():
            found.setdefault((left, right), [*vector]).append(f"{weight:.10f}")
    return ["record_l", "record_r", *gammas, *VARIANTS], [[*pair, *found[pair]] for pair in sorted(found)]
