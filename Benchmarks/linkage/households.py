#!/usr/bin/env python3
"""Write the sample town of pseudopeople, which has real household structure, with the columns of people.py.

    .bench/venv/bin/python Benchmarks/linkage/households.py OUT.csv [--noise 2] [--seed 1]

The data come with the Python package pseudopeople (BSD-3-Clause): some twenty thousand simulated people who are
born, marry, move and die in one town of the United States. Two censuses ten years apart, social security, food
aid, two surveys and one year of wage slips are stacked. `person_id`, the truth, is the simulant.

Social security has no address, wage slips have neither date of birth nor sex. The package's town has one postcode,
00000, so `postcode` tells nobody apart. `nhs_number` and `annual_cost` stay empty; the extra column `ssn` is the
number of two of the sources. `--noise` multiplies the package's default chance of each kind of error.
"""
import argparse
import csv
import datetime
import pathlib
import random

import pseudopeople

FIELDS = ["record_id", "source", "first_name", "surname", "sex", "dob", "address", "postcode", "nhs_number",
          "annual_cost", "ssn", "person_id"]
# Source, the package's function, year (all years: None) and how the source writes a date.
SOURCES = [
    ("census_2020", pseudopeople.generate_decennial_census, 2020, "%m/%d/%Y"),
    ("census_2030", pseudopeople.generate_decennial_census, 2030, "%m/%d/%Y"),
    ("social_security", pseudopeople.generate_social_security, None, "%Y%m%d"),
    ("food_aid", pseudopeople.generate_women_infants_and_children, None, "%m%d%Y"),
    ("community_survey", pseudopeople.generate_american_community_survey, None, "%m/%d/%Y"),
    ("population_survey", pseudopeople.generate_current_population_survey, None, "%m/%d/%Y"),
    ("wages_2025", pseudopeople.generate_taxes_w2_and_1099, 2025, ""),
]


def noisier(settings: object, factor: float, key: str = "") -> object:
    """The package's settings with each chance of an error multiplied."""
    if isinstance(settings, dict):
        return {name: noisier(value, factor, name) for name, value in settings.items()}
    if key in ("cell_probability", "row_probability") and isinstance(settings, float):
        return min(1.0, settings * factor)
    return settings


def iso_date(text: str, form: str) -> str:
    """A valid date as 2020-12-31; anything else as it stands."""
    if len(text) != len(datetime.date.max.strftime(form)) or not form:
        return text
    try:
        return datetime.datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return text


def address(row: dict[str, str]) -> str:
    """`APT 2, 12 OAK ST, ANYTOWN`, of what there is."""
    def part(name: str) -> str:
        return row.get(name, "") or row.get("mailing_address_" + name, "")

    box = f"PO BOX {part('po_box')}" if part("po_box") else ""
    street = f"{part('street_number')} {part('street_name')}".strip()
    lines = [part("unit_number"), street or box]
    return ", ".join(line for line in [*lines, part("city")] if line).upper() if any(lines) else ""


def records(source: str, generate, year: int | None, form: str, noise: dict, seed: int) -> list[list[str]]:
    frame = generate(config=noise, seed=seed, year=year)
    # Through text only, so that the kinds of columns that the package chooses do not matter.
    frame = frame.astype(object).where(frame.notna(), "").astype(str)
    result = []
    for row in frame.to_dict("records"):
        sex = row.get("sex", "")[:1]
        result.append([source, row["first_name"].upper(), row["last_name"].upper(), sex,
                       iso_date(row.get("date_of_birth", ""), form), address(row),
                       row.get("zipcode", "") or row.get("mailing_address_zipcode", ""), "", "", row.get("ssn", ""),
                       row["simulant_id"]])
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--noise", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    noise = noisier(pseudopeople.get_config(), options.noise)
    rows = [row for source in SOURCES for row in records(*source, noise, options.seed)]
    random.Random(options.seed).shuffle(rows)
    with options.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows([number, *row] for number, row in enumerate(rows, 1))


if __name__ == "__main__":
    main()
