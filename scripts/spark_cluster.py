"""A standalone Spark cluster on this machine's loopback: a master and its workers, from pyspark.

    python scripts/spark_cluster.py --workers 2 --cores 1 --memory 2g

Needs the extra `spark` and Java 17. Prints what LOYALTY_SPARK_MASTER takes and runs until
interrupted; master and workers end with it. Nothing listens beyond 127.0.0.1. Logs and scratch
files stand in a folder that is removed at the end.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from spark_processes import (
    LOOPBACK,
    ending_together,
    refuse_a_taken_port,
    run_until_interrupted,
    spark_class,
    wait_until_it_answers,
)


def main() -> int:
    """Start the master, then the workers; returns an exit code when they have ended."""
    options = _options()
    refuse_a_taken_port(options.port)
    address = f"spark://{LOOPBACK}:{options.port}"
    place = ["--host", LOOPBACK]
    with tempfile.TemporaryDirectory(prefix="spark-cluster-") as scratch, ending_together() as own:
        folder = Path(scratch)
        log = folder / "master.log"
        ports = ["--port", str(options.port), "--webui-port", str(options.pages)]
        own.append(spark_class(log, "org.apache.spark.deploy.master.Master", *place, *ports))
        wait_until_it_answers(options.port, own[0], log)
        for number in range(1, options.workers + 1):
            size = ["--cores", str(options.cores), "--memory", options.memory]
            work = ["--work-dir", str(folder / f"worker-{number}")]
            page = ["--webui-port", str(options.pages + number)]
            name = "org.apache.spark.deploy.worker.Worker"
            log = folder / f"worker-{number}.log"
            own.append(spark_class(log, name, *place, *size, *work, *page, address))
        print(f"LOYALTY_SPARK_MASTER={address}", flush=True)
        return run_until_interrupted(own)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--workers", type=int, default=2, help="how many workers (2)")
    parser.add_argument("--cores", type=int, default=1, help="cores of each worker (1)")
    parser.add_argument("--memory", default="2g", help="memory of each worker (2g)")
    parser.add_argument("--port", type=int, default=7077, help="port of the master (7077)")
    parser.add_argument(
        "--pages", type=int, default=8180, help="port of the master's page; the workers' follow"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
