#!/usr/bin/env python3
"""Make the records that a council and its partners might hold of made-up people, with the truth beside each.

    Benchmarks/linkage/people.py OUT.csv [--records 100000] [--seed 1]

One row is what one service wrote down of one person; rows with the same `person_id` are of the same person, and a
linker must not read that column. The same records and seed make the same bytes. Nobody here is real: postcodes
start with Q, where no post town is; NHS numbers start with 9, which no patient's does, though their check digits
are right; streets and rare surnames are put together from parts.

What makes it hard, on purpose:
- Relatives share surname, postcode and address, and when a household moves it moves together. There are twins,
  parents, children and grandchildren of one name, sharers of a house and residents of a home who are not related
  at all.
- Somebody else lives now where people lived before; the next postcode is off by one letter and just round the
  corner.
- Each service has its habits: council tax hardly ever asks for a date of birth and often writes an initial, a
  library takes short names, only health and social care mostly know an NHS number, and capitals and abbreviations
  differ.
- Slips of spelling and keying, married names, double names, swapped names, swapped days and months, 1 January,
  half a postcode, blanks.
- Cost is far from even: the dearest 1 % of people make nearly a third of it.
"""
import argparse
import csv
import pathlib
import random

from population import Population
from recording import Recording

FIELDS = ["record_id", "source", "first_name", "surname", "sex", "dob", "address", "postcode", "nhs_number",
          "annual_cost", "person_id"]


def rows(count: int, seed: int) -> list[list[str]]:
    draw = random.Random(seed)
    population, recording = Population(draw), Recording(draw)
    result: list[list[str]] = []
    while len(result) < count:
        for person in population.household():
            result.extend(recording.records(person))
    del result[count:]
    draw.shuffle(result)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = rows(options.records, options.seed)
    with options.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows([number, *row] for number, row in enumerate(made, 1))


if __name__ == "__main__":
    main()
