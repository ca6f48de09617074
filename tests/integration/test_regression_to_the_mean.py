"""Loops that change nothing still show recovery; the contrast of the contacted does not (EX-4.3).

Detractors are picked for a low answer, so their next answer is higher whoever calls: the published
recovery of a program without effect is far above zero. 100 programs are laid side by side as owners
of detractor_recovery, with real models between the answers and the published row. CSMs call big
accounts first; a call moves the next answer by `lift` points, or not at all.
"""

from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from dbt_compiler import compiled_models

pytestmark = pytest.mark.slow
MODELS = ["int_loop_recoveries", "int_loop_themes", "detractor_recovery"]
PROGRAMS = 100
PEOPLE = 900
SEED = 20260630
DAY = 86_400
START = int(np.datetime64("2025-01-01T09:00:00", "s").astype(np.int64))
AS_OF = "2026-07-01"
TABLES = """
create schema intermediate;
create schema marts;
use intermediate;
create table int_as_of_resolved as select timestamp '{as_of}' as loop_as_of;
create table int_response_theme_mentions (response_key varchar, theme varchar, is_negated boolean);
create table int_account_day_segments (account_id varchar, on_date date, arr_band varchar,
    industry varchar, country varchar, plan_tier varchar, tenure_band varchar, owner_id varchar,
    product varchar, team varchar, signup_cohort varchar, usage_band varchar);
create table int_loops as select concat('a', id) as loop_id, concat('a', id) as opening_response_key,
    concat('account', id) as account_id, concat('p', id) as person_key,
    concat('program', program) as owner_id, 'relationship' as survey_type,
    case when is_large then 'high' else 'standard' end as arr_tier,
    make_timestamp(first_at * 1000000) as opened_at,
    case when is_called then make_timestamp((first_at + 86400) * 1000000) end as first_outreach_at
    from answers where first_score <= 6;
create table int_response_versions as
    select concat('a', id) as response_key, concat('p', id) as person_key, first_score as score,
        make_timestamp(first_at * 1000000) as responded_at from answers
    union all select concat('b', id), concat('p', id), next_score, make_timestamp(next_at * 1000000)
        from answers where next_at is not null;
alter table int_response_versions add column program varchar default 'customer';
alter table int_response_versions add column metric varchar default 'nps';
alter table int_response_versions add column survey_type varchar default 'relationship';
alter table int_response_versions add column is_internal boolean default false;
alter table int_response_versions add column version_number bigint default 1;
alter table int_response_versions add column nps_class varchar;
update int_response_versions set nps_class = case when score >= 9 then 'promoter'
    when score >= 7 then 'passive' else 'detractor' end;
"""


def answers(rng: np.random.Generator, lift: float) -> pa.Table:
    """First and next answer of everybody: the same mood, new noise, points; times in seconds."""
    size = PROGRAMS * PEOPLE
    mood = rng.normal(7.3, 1.4, size)
    is_large = rng.random(size) < 0.3
    called = rng.random(size) < np.where(is_large, 0.8, 0.35)
    first_at = START + rng.integers(0, 270 * DAY, size)
    again = rng.random(size) < 0.5
    return pa.table(
        {
            "id": np.arange(size),
            "program": np.repeat(np.arange(PROGRAMS), PEOPLE),
            "is_large": is_large,
            "is_called": called,
            "first_at": first_at,
            "first_score": _scores(rng, mood),
            "next_at": pa.array(first_at + 92 * DAY, mask=~again),
            "next_score": _scores(rng, mood + np.where(called, lift, 0)),
        }
    )


def _scores(rng: np.random.Generator, mean: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    noisy = np.rint(mean + rng.normal(0, 1.6, len(mean)))
    return np.clip(noisy, 0, 10).astype(np.int64)


@pytest.fixture(scope="module")
def sql(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return compiled_models(MODELS, tmp_path_factory.mktemp("recovery"))


def published(sql: dict[str, str], folder: Path, lift: float) -> dict[str, npt.NDArray[np.float64]]:
    """The pooled row of each program."""
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.register("answers", answers(np.random.default_rng(SEED), lift))
        connection.execute(TABLES.format(as_of=AS_OF))
        for name in MODELS:
            schema = "marts" if name == "detractor_recovery" else "intermediate"
            connection.execute(f"create table {schema}.{name} as {sql[name]}")
        return connection.execute(
            "select * from marts.detractor_recovery where period_type = 'all' and theme = 'all'"
            " and segment_dimension = 'owner_id' and flag = 'ok'"
        ).fetchnumpy()


def test_recovery_without_any_effect_is_regression_to_the_mean(
    sql: dict[str, str], tmp_path: Path
) -> None:
    programs = published(sql, tmp_path, lift=0.0)
    assert len(programs["recovery_observed"]) == PROGRAMS
    assert programs["recovery_observed"].min() > 0.2
    # even the lower end of most intervals: nobody would call this nothing
    assert np.mean(programs["recovery_observed_lo"] > 0.2) > 0.9
    lo, hi = (programs[f"contacted_minus_uncontacted_{end}"] for end in ("lo", "hi"))
    assert 0.90 <= np.mean((lo <= 0) & (hi >= 0)) <= 0.99
    difference = programs["contacted_minus_uncontacted"]
    assert abs(difference.mean()) < 4 * difference.std(ddof=1) / np.sqrt(PROGRAMS)


def test_a_call_that_helps_shows_in_the_contrast(sql: dict[str, str], tmp_path: Path) -> None:
    programs = published(sql, tmp_path, lift=1.5)
    assert np.mean(programs["contacted_minus_uncontacted_lo"] > 0) > 0.9
