"""One writer at a time, fiction apart from facts, and the command line."""

import os
import subprocess
import sys
import time

import pytest

from ingestion.__main__ import main
from ingestion.lock import LockedError, writer_lock
from ingestion.sample_guard import MixedDataError

HOLD = """
import sys, time
from pathlib import Path
from ingestion.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
ACCOUNTS = "account_id,name\na1,A\n"


@pytest.fixture
def holder(zone):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(zone.home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_the_second_writer_is_told_who_holds_the_lock(zone, holder):
    with pytest.raises(LockedError, match=f"process {holder.pid};"):
        zone.load("generic")
    started = time.monotonic()
    with pytest.raises(LockedError):
        zone.load("generic", wait=0.3)
    assert time.monotonic() - started >= 0.3


def test_the_lock_dies_with_its_process(zone, holder):
    holder.kill()
    holder.wait()
    with writer_lock(zone.home):
        pass
    with writer_lock(zone.home):  # and with its block
        pass


def test_sample_and_real_data_never_mix(zone, tmp_path):
    zone.land("generic/accounts/a.csv", ACCOUNTS)
    zone.land("_SAMPLE.json", '{"seed": 7}')
    zone.load("generic")
    assert zone.lake.sample_marker.read_text() == '{"seed": 7}'
    zone.load("generic")
    (zone.extracts / "_SAMPLE.json").unlink()
    with pytest.raises(MixedDataError, match=r"holds real data, but .* holds the sample company"):
        zone.load("generic")
    # An unmounted or empty landing zone is no data at all.
    for path in zone.extracts.rglob("*.csv"):
        path.unlink()
    assert zone.load("generic").files == []


def test_the_sample_does_not_land_on_real_data(zone):
    zone.land("generic/accounts/a.csv", ACCOUNTS)
    zone.load("generic")
    zone.land("_SAMPLE.json", "{}")
    with pytest.raises(MixedDataError, match=r"holds the sample company, but .* holds real data"):
        zone.load("generic")
    assert not zone.lake.sample_marker.exists()


def test_command_line(zone, capsys, monkeypatch):
    for name in ("LOYALTY_HOME", "LOYALTY_EXTRACTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOYALTY_HASH_KEY", "given")
    zone.land("generic/accounts/a.csv", ACCOUNTS + ",keyless\n")
    zone.land("product_usage/daily/u.csv", "account_id,usage_date,feature,events\na,5/1/26,f,1\n")
    zone.land("mailchimp/a.csv", "x\n")
    arguments = ["--home", str(zone.home), "--extracts", str(zone.extracts), "--settle", "0"]
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert "generic/accounts/a.csv: loaded, 1 rows, 1 quarantined" in printed.out
    assert "stripe: no extracts" in printed.out
    assert "type_flip" in printed.out
    assert "mailchimp: no source of this name is known" in printed.err
    assert main([*arguments, "--source", "generic"]) == 0
    assert "0 new of 1 files" in capsys.readouterr().out
    with writer_lock(zone.home):
        assert main(arguments) == 2
    assert f"process {os.getpid()}" in capsys.readouterr().err


def test_help(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--extracts" in capsys.readouterr().out


def test_unknown_source(zone):
    with pytest.raises(ValueError, match="unknown source 'mailchimp'"):
        zone.load("mailchimp")
