"""LOYALTY_NOW moves on by an hour: exactly the answers whose deadline passed change (issue 4)."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from queue_warehouse import Answer, QueueWarehouse, Row

pytestmark = pytest.mark.slow
START = datetime(2026, 7, 1, 6)
HOUR = timedelta(hours=1)
HOURS = 48
# Hours after the answer: SLAs of both tiers, a week, the closure age, the lapse, the review.
HIGH_SLA, SLA, WEEK, CLOSURE, LAPSE, WINDOW = 24, 72, 7 * 24, 30 * 24, 90 * 24, 14 * 24


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> QueueWarehouse:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return QueueWarehouse(tmp_path_factory.mktemp("queue"), monkeypatch)


def answers_and_deadlines() -> tuple[list[Answer], dict[str, set[datetime]], dict[str, datetime]]:
    """Answers of every kind, each with one of its deadlines in the hours to come.

    Beside them: the deadlines after which something about the answer changes, and when it leaves.
    """
    random = Random(20260701)
    kinds = {
        "waiting": ([SLA, LAPSE], Answer("", 6, START)),
        "waiting large": ([HIGH_SLA, LAPSE], Answer("", 0, START, account="large")),
        "called": ([WEEK, CLOSURE, LAPSE], Answer("", 4, START, outreach=START)),
        "written": ([CLOSURE, LAPSE], Answer("", 4, START, outreach=START, resolution="mended")),
        "closed": ([SLA, WEEK, LAPSE], Answer("", 4, START, outreach=START, completed=START)),
        "passive": ([WEEK, WINDOW], Answer("", 8, START)),
        "promoter": ([WINDOW], Answer("", 9, START)),
    }
    answers: list[Answer] = []
    deadlines, leaves = {}, {}
    for kind, (hours, template) in kinds.items():
        for number in range(18):
            # a third of the deadlines fall exactly on an hour
            minutes = random.randrange(60, 60 * HOURS)
            minutes -= minutes % 60 if number % 3 == 0 else 0
            due = START + timedelta(minutes=minutes)
            at = due - timedelta(hours=hours[number % len(hours)])
            key = f"{kind} {number}"
            outreach = at + HOUR if template.outreach else None
            answers.append(replace(template, key=key, at=at, outreach=outreach))
            if kind == "closed":
                continue
            leaves[key] = at + timedelta(hours=hours[-1])
            deadlines[key] = {at + timedelta(hours=one) for one in hours[:-1]}
    return answers, deadlines, leaves


def test_exactly_the_answers_whose_deadline_passed_change(warehouse: QueueWarehouse) -> None:
    answers, deadlines, leaves = answers_and_deadlines()
    warehouse.load(answers)
    opened = {one.key: one.at for one in answers if one.key in leaves}
    rows, left = warehouse.queue(START)
    assert set(rows) == {key for key, end in leaves.items() if opened[key] <= START < end}
    moved: set[str] = set()
    for hour in range(HOURS):
        before, after = START + hour * HOUR, START + (hour + 1) * HOUR
        later_rows, later_left = warehouse.queue(after)
        # exactly at a deadline is in time: it has passed an instant later
        passed = {k for k, due in deadlines.items() if any(before <= d < after for d in due)}
        gone = {key for key, end in leaves.items() if before < end <= after}
        assert set(rows) - set(later_rows) == gone
        came = {key for key, at in opened.items() if before < at <= after}
        assert set(later_rows) - set(rows) == came
        changed = {key for key, row in later_rows.items() if row != rows.get(key, row)}
        assert changed == passed & set(later_rows)
        for key, row in later_rows.items():
            assert row.is_overdue == (row.due_at < after) == (later_left[key] < 0)
            if key in rows and row.due_at == rows[key].due_at:
                assert later_left[key] == pytest.approx(left[key] - 1, abs=1e-9)
        moved |= changed | gone
        rows, left = later_rows, later_left
    # every answer's deadline was laid into these hours
    assert len(moved) == len(leaves)


def test_work_and_answers_of_the_hour_change_only_their_own_row(warehouse: QueueWarehouse) -> None:
    at = START - timedelta(hours=2)
    quiet = [Answer(key=f"quiet {n}", score=5, at=START - timedelta(hours=n)) for n in range(3)]
    events = [
        Answer(key="this morning", score=2, at=START + timedelta(minutes=20), account="large"),
        Answer(key="called", score=2, at=at, outreach=START + timedelta(minutes=80)),
        Answer(
            key="closed",
            score=2,
            at=at,
            outreach=START - HOUR,
            completed=START + timedelta(minutes=140),
        ),
    ]
    warehouse.load(quiet + events)
    seen = [warehouse.queue(START + hour * HOUR)[0] for hour in range(4)]
    assert [sorted(set(rows) - {one.key for one in quiet}) for rows in seen] == [
        ["called", "closed"],
        ["called", "closed", "this morning"],
        ["called", "closed", "this morning"],
        ["called", "this morning"],
    ]
    assert [rows["called"].next_step for rows in seen] == ["reach_out"] * 2 + ["find_cause"] * 2
    morning = events[0].at
    assert seen[1]["this morning"] == Row(
        "reach_out", False, morning + timedelta(hours=24), morning + timedelta(hours=24)
    )
    for one in quiet:
        assert all(rows[one.key] == seen[0][one.key] for rows in seen)
