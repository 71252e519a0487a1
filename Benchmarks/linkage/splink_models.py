"""Splink models for the bench's data: columns prepared in SQL, comparisons, blocking rules, training rules."""
import dataclasses

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import block_on

# Flat or unit, then house number and the first word of the street: what is left when habits of writing differ.
ADDRESS_KEY = r"""nullif(trim(
    regexp_extract(upper(address), '([0-9]+|\b[A-Z])(?:/[0-9]| [A-Z]+ HOUSE, ?[0-9]|[^,/A-Z0-9]*, ?[0-9])', 1)
    || ' ' ||
    regexp_extract(upper(address), '([0-9]+ (?:[NSEW]{1,2} )?[A-Z0-9'']+|BOX [0-9]+)[^,]*(?:,[^,0-9]*)?$', 1)), '')"""


@dataclasses.dataclass(frozen=True)
class Model:
    columns: str  # of the SELECT that makes the table from the file
    comparisons: list
    blocking: list
    prior_rules: list
    prior_recall: float  # a guess, as Splink asks for: the share of true pairs that the prior rules find
    training: list
    probability: float  # pairs at or above it are clustered; the best of a sweep that saw the truth
    link_type: str = "dedupe_only"


def people() -> Model:
    return Model(
        columns=f"""record_id AS unique_id,
            nullif(upper(trim(first_name)), '') AS first_name,
            nullif(replace(upper(trim(surname)), '''', ''), '') AS surname,
            nullif(sex, '') AS sex, nullif(dob, '') AS dob,
            -- The first half of a postcode alone says too little.
            CASE WHEN length(replace(postcode, ' ', '')) >= 5 THEN replace(postcode, ' ', '') END AS postcode,
            {ADDRESS_KEY} AS address_key, nullif(nhs_number, '') AS nhs_number""",
        comparisons=[
            first_name(), surname(), date_of_birth(),
            # Postcode and address agree together; counted apart, they would merge households.
            custom("place", [
                levels.CustomLevel("(postcode_l IS NULL OR postcode_r IS NULL) AND "
                                   "(address_key_l IS NULL OR address_key_r IS NULL)",
                                   "no place").configure(is_null_level=True),
                levels.CustomLevel("postcode_l = postcode_r AND address_key_l = address_key_r", "both agree"),
                levels.CustomLevel("address_key_l = address_key_r", "address agrees"),
                levels.CustomLevel("postcode_l = postcode_r AND "
                                   "jaro_winkler_similarity(address_key_l, address_key_r) >= 0.88", "address close"),
                levels.CustomLevel("postcode_l = postcode_r", "postcode agrees"),
                levels.CustomLevel("damerau_levenshtein(postcode_l, postcode_r) <= 1", "postcode off by one"),
                levels.ElseLevel()]),
            custom("nhs_number", [levels.NullLevel("nhs_number"), levels.ExactMatchLevel("nhs_number"),
                                  levels.DamerauLevenshteinLevel("nhs_number", 1), levels.ElseLevel()]),
            comparisons.ExactMatch("sex")],
        blocking=[block_on("nhs_number"), block_on("surname", "dob"), block_on("first_name", "dob"),
                  block_on("surname", "postcode"), block_on("first_name", "postcode"),
                  block_on("address_key", "substr(first_name, 1, 1)")],
        prior_rules=[block_on("nhs_number"), block_on("first_name", "surname", "dob")],
        prior_recall=0.55,
        training=[block_on("first_name", "surname"), block_on("dob")],
        probability=0.998)


def households() -> Model:
    """As people, without the number; the town has one postcode, so the address is the place."""
    return Model(
        columns=f"""record_id AS unique_id, nullif(first_name, '') AS first_name, nullif(surname, '') AS surname,
            nullif(sex, '') AS sex, nullif(dob, '') AS dob, {ADDRESS_KEY} AS address_key""",
        comparisons=[
            first_name(), surname(), date_of_birth(new_year_habit=False),
            custom("place", [
                levels.NullLevel("address_key"),
                levels.ExactMatchLevel("address_key", term_frequency_adjustments=True),
                levels.JaroWinklerLevel("address_key", 0.92), levels.ElseLevel()]),
            comparisons.ExactMatch("sex")],
        blocking=[block_on("surname", "dob"), block_on("first_name", "dob"), block_on("first_name", "surname"),
                  block_on("surname", "address_key"), block_on("address_key", "substr(first_name, 1, 1)")],
        prior_rules=[block_on("first_name", "surname", "dob")],
        prior_recall=0.5,
        training=[block_on("first_name", "surname"), block_on("dob")],
        probability=0.992)


def febrl() -> Model:
    columns = ["given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "street_number", "address_1"]

    def name(column: str, kind=comparisons.NameComparison):
        thresholds = {"jaro_winkler_thresholds": [0.9, 0.8]} if kind is comparisons.NameComparison else {
            "score_threshold_or_thresholds": [0.9, 0.8]}
        return kind(column, **thresholds).configure(term_frequency_adjustments=True)

    return Model(
        columns="record_id AS unique_id, source, " + ", ".join(f"nullif({c}, '') AS {c}" for c in columns),
        comparisons=[
            name("given_name"), name("surname"), name("address_1", comparisons.JaroWinklerAtThresholds),
            comparisons.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            comparisons.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            comparisons.DamerauLevenshteinAtThresholds("postcode", [1]),
            comparisons.ExactMatch("street_number")],
        blocking=[block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("surname", "postcode"),
                  block_on("given_name", "date_of_birth"), block_on("surname", "date_of_birth"),
                  block_on("address_1", "street_number"), block_on("postcode", "date_of_birth")],
        prior_rules=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        prior_recall=0.9,
        training=[block_on("date_of_birth"), block_on("soc_sec_id"), block_on("surname", "postcode")],
        probability=0.9,
        link_type="link_only")


def historical() -> Model:
    columns = ["first_name", "surname", "dob", "birth_place", "occupation"]
    return Model(
        columns="record_id AS unique_id, " + ", ".join(f"nullif({c}, '') AS {c}" for c in columns) +
                ", nullif(postcode_fake, '') AS postcode"
                ", nullif(first_name, '') || ' ' || nullif(surname, '') AS whole_name",
        comparisons=[
            comparisons.ForenameSurnameComparison("first_name", "surname",
                                                  forename_surname_concat_col_name="whole_name"),
            comparisons.DateOfBirthComparison("dob", input_is_string=True),
            comparisons.PostcodeComparison("postcode"),
            comparisons.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("occupation").configure(term_frequency_adjustments=True)],
        blocking=[block_on("first_name", "surname"), block_on("surname", "dob"), block_on("first_name", "dob"),
                  block_on("postcode", "first_name"), block_on("postcode", "surname"), block_on("dob", "postcode"),
                  block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"), block_on("dob", "birth_place")],
        prior_rules=[block_on("first_name", "surname", "dob"), block_on("dob", "postcode"),
                     block_on("substr(first_name, 1, 2)", "surname", "substr(postcode, 1, 2)")],
        prior_recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
        probability=0.9)


MODELS = {"people": people, "households": households, "febrl": febrl, "historical": historical}

# Comparisons that people and households share.

SWAPPED = levels.CustomLevel("first_name_l = surname_r AND surname_l = first_name_r", "names swapped")


def custom(name: str, steps: list):
    return comparisons.CustomComparison(output_column_name=name, comparison_levels=steps)


def first_name():
    initial = "(length(first_name_l) = 1 OR length(first_name_r) = 1) AND first_name_l[1] = first_name_r[1]"
    return custom("first_name", [
        levels.NullLevel("first_name"), levels.ExactMatchLevel("first_name", term_frequency_adjustments=True),
        levels.JaroWinklerLevel("first_name", 0.92), levels.CustomLevel(initial, "initial agrees"),
        levels.JaroWinklerLevel("first_name", 0.8), SWAPPED, levels.ElseLevel()])


def surname():
    return custom("surname", [
        levels.NullLevel("surname"), levels.ExactMatchLevel("surname", term_frequency_adjustments=True),
        levels.JaroWinklerLevel("surname", 0.92), levels.JaroWinklerLevel("surname", 0.84), SWAPPED,
        levels.ElseLevel()])


def date_of_birth(new_year_habit: bool = True):
    swapped = "dob_l[1:4] = dob_r[1:4] AND dob_l[6:7] = dob_r[9:10] AND dob_l[9:10] = dob_r[6:7]"
    new_year = "dob_l[1:4] = dob_r[1:4] AND (dob_l[6:10] = '01-01' OR dob_r[6:10] = '01-01')"
    january = [levels.CustomLevel(new_year, "year agrees, one is 1 January")] if new_year_habit else []
    return custom("dob", [
        levels.NullLevel("dob"), levels.ExactMatchLevel("dob"), levels.CustomLevel(swapped, "day and month swapped"),
        levels.DamerauLevenshteinLevel("dob", 1), *january, levels.DamerauLevenshteinLevel("dob", 2),
        levels.ElseLevel()])
