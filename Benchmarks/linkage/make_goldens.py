#!/usr/bin/env python3
"""Write the goldens of the linkage tests: string distances, phonetic codes and Splink's match weights.

    .bench/venv/bin/python Benchmarks/linkage/make_goldens.py

They go to Tests/Engines/RecordLinkageTests/Goldens, where README.md says which tool made what and what the model is.
Tools that claim to calculate the same thing are held against each other; where they differ it is printed.
"""
import csv
import pathlib
import random

import duckdb
import jellyfish
from metaphone import doublemetaphone
from rapidfuzz.distance import OSA, DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein

import golden_model
import names
from recording import Recording

OUT = pathlib.Path(__file__).resolve().parent.parent.parent / "Tests" / "Engines" / "RecordLinkageTests" / "Goldens"

# Examples that papers, encyclopaedias and the tools' own documents give, then the edges.
PAIRS = """MARTHA/MARHTA DIXON/DICKSONX JELLYFISH/SMELLYFISH CRATE/TRACE DWAYNE/DUANE KITTEN/SITTING CA/ABC
    SUNDAY/SATURDAY SATURDAY/SUNDAY FLAW/LAWN GUMBO/GAMBOL BOOK/BACK JONES/JOHNSON ABROMS/ABRAMS HARDIN/MARTINEZ
    ITMAN/SMITH SHACKLEFORD/SHACKELFORD DUNNINGHAM/CUNNIGHAM NICHLESON/NICHULSON MASSEY/MASSIE JERALDINE/GERALDINE
    MICHELLE/MICHAEL JULIES/JULIUS TANYA/TONYA SEAN/SUSAN JON/JAN DIXON/DIXSON BRIAN/BRAIN ARNAB/ARANB AL/AL
    COLMEIN/MELCION FRANCK/FRANCIS HENKA/HENKAN A_CAT/AN_ABCT ABCDEFG/XABXCDXXEFXGX AB/BA ABC/CBA ABCD/BADC
    ABCDE/EDCBA A/A A/B AB/AB AB/AC ABC/XYZ ABCD/ABXX ABCXX/ABCYYY ABCDEF/ABXXXX ABCDEFGHIJ/ABCZZZZZZZ AAAA/AAAAA
    ABAB/BABA AAB/ABA ABCVWXYZ/CABVWXYZ WILLIAMS/WILLIAM SMITH/SMYTH ROBERT/RUPERT THORKEL/THORGIER STEPHEN/STEVEN
    CATHERINE/KATHRYN O'BRIEN/OBRIEN SMITH-JONES/SMITH O'NEILL/ONEIL QC14_7AB/QC14_7BA QC147AB/QC14_7AB
    QA1_0TL/QA1_0TI QD2_0FZ/QD20FZ QF10_1AS/QF1_01AS 1980-01-02/1980-02-01 1980-12-11/1981-12-11
    1975-06-30/1957-06-30 2001-01-01/2001-10-10 1999-12-31/2000-01-01 1949-03-07/1949-07-03 9543949085/9543940985
    9543949085/9543949058 JOSÉ/JOSE MÜLLER/MULLER ŁUKASZ/LUKASZ ZOË/ZOE SIÂN/SIAN É/E É/É ÅSA/ASA NÚÑEZ/NUNEZ
    ÖZGÜR/OZGUR İPEK/IPEK ЖАННА/ЖАНА 山田/山口 AÇIK/ACIK""".split()
WORDS = """ROBERT RUPERT RUBIN ASHCRAFT ASHCROFT TYMCZAK PFISTER HONEYMAN WASHINGTON LEE GUTIERREZ JACKSON EULER
    ELLERY GAUSS GHOSH HILBERT HEILBRONN KNUTH KANT LLOYD LADD LUKASIEWICZ LISSAJOUS SMITH SMYTH SCHMIDT SCHNEIDER
    SCHWARZ CATHERINE KATHERINE KATHRYN THOMPSON THOMSON PHILIP FILIP KNIGHT NIGHT WRIGHT RIGHT PSMITH GNOME
    MNEMONIC PNEUMA XAVIER CAESAR CHEMIST CHIANTI CHARACTER CHORUS CHORE ARCHITECT ARCHES ORCHESTRA MCHUGH MACHER
    WICZ FILIPOWICZ BACCI BERTUCCI BELLOCCHIO BACCHUS ACCIDENT SUCCEED HUCK CZERNY FOCACCIA MCCLELLAND EDGE EDGAR
    GHISLANE GHIRADELLI HUGH BOUGH BROUGHTON LAUGH COUGH GOUGH ROUGH TOUGH CAGNEY TAGLIARO BIAGGI JOSE SANJACINTO
    CABRILLO GALLEGOS CAMPBELL RASPBERRY ROGIER ISLAND ISLE CARLISLE CARLYSLE SUGAR SNIDER SCHOOL SCHOONER
    SCHERMERHORN SCHENKER RESNAIS ARTOIS TION NATION THOMAS THAMES WASSERMAN VASSERMAN UOMO WOMO ARNOW FILIPOWITZ
    BREAUX ZHAO A E I O U AB WH QU TSJU O'BRIEN O'CONNOR MC'DONALD SMITH-JONES DE VAN_DER_BERG JUNIOR AARON YVETTE
    HHH VVV XX ZZ""".split()


def string_pairs() -> list[tuple[str, str]]:
    draw = random.Random(3)
    spell = Recording(draw)
    pairs = [tuple(pair.replace("_", " ").split("/")) for pair in PAIRS]
    pairs += [("", ""), ("", "A"), ("ABC", ""), (" ", ""), ("É", "E\u0301"), ("A" * 70, "A" * 69 + "B"),
              ("ABCDEFGH" * 10, "ABCDEFHG" * 10), ("X" + "ABCDEFG" * 10, "ABCDEFG" * 10 + "X"),
              ("AB" * 40, "BA" * 40), ("A" * 64, "A" * 65), ("A" * 63 + "B", "B" + "A" * 63), ("A" * 130, "")]
    given = sorted({name for _, men, women in names.GIVEN for name in (men + " " + women).split()})
    surnames = names.SURNAMES + [draw.choice(names.SURNAME_HEADS) + draw.choice(names.SURNAME_TAILS)
                                 for _ in range(40)]

    def slips(text: str, most: int) -> str:
        for _ in range(draw.randint(1, most)):
            text = spell.misspelt(text)
        return text

    for _ in range(90):
        pairs.append((name := draw.choice(surnames), slips(name, 3)))
    for _ in range(60):
        pairs.append((name := draw.choice(given), slips(name, 2)))
    pairs += [(draw.choice(given), draw.choice(given)) for _ in range(30)]
    pairs += [(draw.choice(surnames), draw.choice(surnames)) for _ in range(30)]
    for _ in range(35):
        outward = f"Q{draw.choice('ACDFGH')}{draw.randint(1, 30)}"
        code = f"{outward} {draw.randint(0, 9)}{draw.choice('ABD')}{draw.choice('XYZ')}"
        pairs.append((code, slips(code, 2)))
    for _ in range(35):
        day = f"{draw.randint(1930, 2020)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        pairs.append((day, slips(day, 2)))
    for _ in range(20):
        long = " ".join(draw.choice(surnames) for _ in range(draw.randint(8, 14)))
        pairs.append((long, slips(long, 6)))
    return list(dict.fromkeys(pairs))


def strings():
    query = ("SELECT levenshtein($a, $b), damerau_levenshtein($a, $b), jaro_similarity($a, $b), "
             "jaro_winkler_similarity($a, $b)")
    rows = []
    for a, b in string_pairs():
        values = {"levenshtein": Levenshtein.distance(a, b), "damerau_osa": OSA.distance(a, b),
                  "damerau_unrestricted": DamerauLevenshtein.distance(a, b), "jaro": Jaro.similarity(a, b),
                  "jaro_winkler": JaroWinkler.similarity(a, b)}
        others = {"levenshtein": jellyfish.levenshtein_distance(a, b),
                  "damerau_unrestricted": jellyfish.damerau_levenshtein_distance(a, b),
                  "jaro": jellyfish.jaro_similarity(a, b), "jaro_winkler": jellyfish.jaro_winkler_similarity(a, b)}
        duck = dict(zip(["levenshtein", "damerau_unrestricted", "jaro", "jaro_winkler"],
                        duckdb.execute(query, {"a": a, "b": b}).fetchone()))
        for tool, told in (("jellyfish", others), ("DuckDB", duck)):
            for name, value in told.items():
                if abs(value - values[name]) > 1e-12:
                    print(f"{name}({a!r}, {b!r}): RapidFuzz {values[name]:.9g}, {tool} {value:.9g}")
        rows.append([a, b, *(value if isinstance(value, int) else f"{value:.9f}" for value in values.values()),
                     f"{duck['jaro']:.9f}", f"{duck['jaro_winkler']:.9f}"])
    write("strings.csv", ["a", "b", *values, "duckdb_jaro", "duckdb_jaro_winkler"], rows)


def phonetic():
    draw = random.Random(4)
    given = sorted({name for _, men, women in names.GIVEN for name in (men + " " + women).split()})
    words = [word.replace("_", " ") for word in WORDS] + names.SURNAMES + draw.sample(given, 60)
    # Metaphone 0.6 says the code before a hyphen or an apostrophe twice, so it is given neither.
    rows = [[word, jellyfish.soundex(word), *doublemetaphone(word.replace("'", "").replace("-", " "))]
            for word in dict.fromkeys(words)]
    write("phonetic.csv", ["word", "soundex", "metaphone_primary", "metaphone_secondary"], rows)


def write(name: str, header: list[str], rows: list[list]):
    with (OUT / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    strings()
    phonetic()
    write("splink_records.csv", golden_model.FIELDS, golden_model.records())
    write("splink_weights.csv", *golden_model.weights(OUT / "splink_records.csv", OUT / "splink_model.json"))


if __name__ == "__main__":
    main()
