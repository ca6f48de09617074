from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingestion.sample import build, population, settings
from ingestion.sample.__main__ import main


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(out: Path, *options: str, **environment: str) -> None:
    command = [sys.executable, "-m", "ingestion.sample", "--out", str(out), *options]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def test_same_options_give_the_same_bytes_whatever_the_process(tmp_path: Path) -> None:
    options = ("--accounts", "120", "--months", "14", "--seed", "3")
    run(tmp_path / "a" / "extracts", *options, PYTHONHASHSEED="1", TZ="UTC")
    run(tmp_path / "b" / "extracts", *options, PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert len(digests(tmp_path / "a")) > 100


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    for seed in ("3", "4"):
        assert main(["--out", str(tmp_path / seed), "--accounts", "40", "--seed", seed]) == 0
    a, b = digests(tmp_path / "3"), digests(tmp_path / "4")
    name = "salesforce/Account/Account_2026-06-30.csv"
    assert a[name] != b[name]


def test_chunks_make_one_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (population, settings):
        monkeypatch.setattr(module, "CHUNK_ACCOUNTS", 50)
    size = settings.Settings(accounts=120, months=12, seed=3)
    assert size.chunks == 3
    result = build.generate(tmp_path / "extracts", size)
    accounts = (result.out / "salesforce/Account/Account_2026-06-30.csv").read_text()
    ids = [line.split(",")[0] for line in accounts.splitlines()]
    assert len(ids) == len(set(ids)) == 121
    invoices = "".join(p.read_text() for p in sorted((result.out / "stripe/invoices").iterdir()))
    assert invoices.count('"object":"invoice"') > 300


def test_a_folder_with_other_content_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.csv").write_text("a\n1\n")
    assert main(["--out", str(tmp_path), "--accounts", "40"]) == 2
    assert "not empty" in capsys.readouterr().err
    assert (tmp_path / "mine.csv").read_text() == "a\n1\n"


def test_an_earlier_sample_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "extracts"
    for months in ("12", "6"):
        assert main(["--out", str(out), "--accounts", "40", "--months", months]) == 0
    assert not list(out.rglob("*2025-06*"))


@pytest.mark.parametrize("options", [["--accounts", "3"], ["--months", "1"], ["--seed", "-1"]])
def test_impossible_sizes_are_refused(tmp_path: Path, options: list[str]) -> None:
    assert main(["--out", str(tmp_path / "x"), *options]) == 2
    assert not (tmp_path / "x").exists()
