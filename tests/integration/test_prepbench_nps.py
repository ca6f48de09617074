"""Other people's NPS data through the generic contract: airline scores, and answers given twice.

The files are the Preppin' Data puzzles 122 and 050 (MIT, see the data folder's README). They carry
no ids or instants of ours, so the test supplies them; what it expects was counted from the files
themselves, or is the puzzle's own published answer.
"""

import csv
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from ledger_warehouse import build

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "prepbench_nps"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/prepbench_nps is not mounted"),
]
RELATIONS = "+nps_by_segment +nps_score_distribution +fct_survey_responses +unmapped_surveys"
RESPONSE = [
    "response_id",
    "survey_id",
    "respondent_id",
    "email",
    "account_id",
    "score",
    "comment",
    "responded_at",
]
PROGRAM = [
    "source",
    "survey_id",
    "program",
    "survey_type",
    "metric",
    "trigger",
    "score_field",
    "comment_field",
    "scale_min",
    "scale_max",
]
# The solution of 050 could not read `Monday - 13th Jan`, and drops repetitions of a score.
NOT_IN_SOLUTION = {"Etienne of Wimbledon", "Henk of Amsterdam", "Jon of Putney"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def land(extracts: Path, entity: str, header: list[str], rows: list[list[str]]) -> None:
    folder = extracts / entity
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "landed.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def airline_answers() -> list[tuple[str, int]]:
    rows = rows_of("case_122__inputs__input_01.csv") + rows_of("case_122__inputs__input_02.csv")
    question = "How likely are you to recommend this airline?"
    return [(row["Airline"], int(row[question])) for row in rows]


def puzzle_instant(day: str, time: str) -> datetime:
    """The moment behind the puzzle's spellings: `5th Jan 2020`, `Monday - 13th Jan`, `3.10 am`."""
    numbers = re.findall(r"\d+", day)
    if month := re.search(r"Jan|Dec", day):
        year = int(numbers[1]) if len(numbers) > 1 else 2020
        date = datetime(year, {"Jan": 1, "Dec": 12}[month.group()], int(numbers[0]))
    elif len(numbers[0]) == 4:
        date = datetime(int(numbers[0]), int(numbers[1]), int(numbers[2]))
    else:
        first, second, year = (int(number) for number in numbers)
        date = datetime(year, first, second) if second > 12 else datetime(year, second, first)
    digits = "".join(re.findall(r"\d", time)).zfill(4)
    hours = int(digits[:-2]) + (12 if "pm" in time and int(digits[:-2]) < 12 else 0)
    return date + timedelta(hours=hours, minutes=int(digits[-2:]))


def soap_answers() -> list[list[str]]:
    """Response rows of puzzle 050: a customer is a name in a store, countries are misspelt."""
    answers: dict[str, dict[str, str]] = {}
    for row in rows_of("case_050__inputs__input_01.csv"):
        answer = answers.setdefault(row["Response"], {"person": f"{row['Name']} of {row['Store']}"})
        answer.setdefault(row["Question Number"], row["Answer"])
    return [
        [f"soap-{number}", "soap", answer["person"], "", "", answer["3"], "",
         puzzle_instant(answer["1"], answer["2"]).isoformat() + "Z"]
        for number, answer in answers.items()
    ]  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    root = tmp_path_factory.mktemp("prepbench")
    extracts = root / "extracts"
    answers = airline_answers()
    names = sorted({name for name, _ in answers})
    ids = {name: f"air-{index:03d}" for index, name in enumerate(names)}
    accounts = [[ids[name], name, name] for name in names]
    land(extracts, "generic/accounts", ["account_id", "name", "industry"], accounts)
    airlines = [
        [f"air-{index:05d}", "airlines", f"passenger-{index:05d}", "", ids[name], str(score), "",
         f"2026-01-{1 + index % 31:02d}T12:00:00Z"]
        for index, (name, score) in enumerate(answers)
    ]  # fmt: skip
    land(extracts, "generic/responses", RESPONSE, airlines + soap_answers())
    listed = ["relationship", "nps", "quarterly", "score", "comment", "0", "10"]
    programs = [
        ["generic", "airlines", "customer", *listed],
        ["generic", "soap", "partner", *listed],
    ]
    land(extracts, "program/survey_programs", PROGRAM, programs)
    return build(root / "home", extracts, "2026-02-01", RELATIONS)


def test_every_airline_has_its_nps(warehouse: duckdb.DuckDBPyConnection) -> None:
    published = {
        value: (n, promoters, passives, detractors, nps)
        for value, n, promoters, passives, detractors, nps in warehouse.execute(
            "select segment_value, n_responses, promoters, passives, detractors, nps "
            "from marts.nps_by_segment where segment_dimension = 'industry' "
            "and period_type = 'quarter' and program = 'customer'"
        ).fetchall()
    }
    answers = airline_answers()
    assert len(answers) == 5907
    assert len(published) == 99
    expected: dict[str, Counter[str]] = {}
    for airline, score in answers:
        kind = "promoter" if score >= 9 else "passive" if score >= 7 else "detractor"
        expected.setdefault(airline, Counter())[kind] += 1
    for airline, counts in expected.items():
        n = counts.total()
        nps = 100 * (counts["promoter"] - counts["detractor"]) / n
        if n < 5:
            assert published[airline] == (n, None, None, None, None)
        else:
            kinds = (counts["promoter"], counts["passive"], counts["detractor"])
            assert published[airline][:4] == (n, *kinds)
            assert published[airline][4] == pytest.approx(nps, abs=1e-6)


def test_prep_air_is_what_the_puzzle_says(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = warehouse.execute(
        "select n_responses, promoters, detractors, nps, nps_lo, nps_hi, n_accounts, flag "
        "from marts.nps_by_segment where segment_value = 'Prep Air' "
        "and period_type = 'month' and segment_dimension = 'industry'"
    ).fetchone()
    assert row is not None
    assert row[:3] == (184, 74, 35)
    assert row[3] == pytest.approx(21.195652, abs=1e-6)
    assert row[4] < row[3] < row[5]
    # One account answered 184 times: an interval is printed, but not one to lean on.
    assert row[6:] == (1, "few_clusters")


def test_large_airlines_equal_the_collected_answers(warehouse: duckdb.DuckDBPyConnection) -> None:
    expected = rows_of("derived_case_122_nps_by_airline.csv")
    assert len(expected) == 59
    for row in expected:
        found = warehouse.execute(
            "select n_responses, nps from marts.nps_by_segment where segment_value = ? "
            "and segment_dimension = 'industry' and period_type = 'rolling_12_months' "
            "and period_start = '2025-02-01'",
            [row["airline"]],
        ).fetchone()
        assert found is not None, row["airline"]
        assert found[0] == int(row["n"])
        assert found[1] == pytest.approx(float(row["nps_exact"]), abs=1e-6)


def test_the_last_answer_of_a_customer_counts(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Puzzle 050: 28 answers of 20 customers; its solution names first and latest answers."""
    solution: dict[str, tuple[datetime, int]] = {}
    question = "Would you recommend C&BSco to your friends and family? (Score 0-10)"
    for row in rows_of("case_050__inputs__input_03.csv"):
        person = f"{row['Name']} of {row['Store']}".replace("Bas of Amsterdam", "Bas of Amstelveen")
        moment = datetime.strptime(row["Completion Date"], "%d/%m/%Y %H:%M:%S")
        if person not in solution or row["Result"] == "Latest":
            solution[person] = (moment, int(row[question]))
    landed = {row[0]: row for row in soap_answers()}
    rows = warehouse.execute(
        "select response_id, responded_at, score, is_counted from marts.fct_survey_responses "
        "where program = 'partner'"
    ).fetchall()
    assert len(rows) == 28
    counted = {
        landed[identity][2]: (moment, score) for identity, moment, score, counts in rows if counts
    }
    assert sum(counts for *_, counts in rows) == len(counted) == len(solution) == 20
    for person, answer in solution.items():
        if person not in NOT_IN_SOLUTION:
            assert counted[person] == answer, person
    assert counted["Etienne of Wimbledon"] == (datetime(2020, 1, 13, 15, 16), 9)
    assert counted["Henk of Amsterdam"] == (datetime(2020, 1, 1, 11, 1), 2)


def test_nothing_is_unmapped(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("select count(*) from quality.unmapped_surveys").fetchone() == (0,)
