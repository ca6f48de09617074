"""A Spark Connect server on this machine's loopback, from pyspark.

    python scripts/spark_connect.py --home var/sample

Needs the extra `spark` and Java 17. Serves the tables of one home (as LOYALTY_HOME names it),
prints what LOYALTY_SPARK_REMOTE takes, and runs until interrupted. Nothing listens beyond
127.0.0.1. Its log stands in a folder that is removed at the end.
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
    """Start the server; returns an exit code when it has ended."""
    options = _options()
    refuse_a_taken_port(options.port)
    with tempfile.TemporaryDirectory(prefix="spark-connect-") as scratch, ending_together() as own:
        log = Path(scratch) / "server.log"
        own.append(spark_class(log, *submission(options), memory=options.memory))
        wait_until_it_answers(options.port, own[0], log)
        print(f"LOYALTY_SPARK_REMOTE=sc://{LOOPBACK}:{options.port}", flush=True)
        return run_until_interrupted(own)


def submission(options: argparse.Namespace) -> list[str]:
    """spark-submit's arguments: what dbt's profile sets for a session of its own, and the port.

    The other settings of the profile belong to a session; each client sends them itself.
    """
    spark = options.home.resolve() / "spark"
    catalog = f"jdbc:derby:;databaseName={spark}/metastore;create=true"
    settings = {
        "spark.connect.grpc.binding.address": LOOPBACK,
        "spark.connect.grpc.binding.port": options.port,
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.driver.extraJavaOptions": f"-Duser.timezone=UTC {options.java_options}",
        "spark.executor.extraJavaOptions": "-Duser.timezone=UTC",
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": spark / "warehouse",
        "spark.hadoop.javax.jdo.option.ConnectionURL": catalog,
        "spark.ui.enabled": "false",
    }
    pairs = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    return [
        "org.apache.spark.deploy.SparkSubmit",
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--name", "Spark Connect server"),
        *("--master", options.master),
        *pairs,
        "spark-internal",
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--home", type=Path, default=Path("var"), help="LOYALTY_HOME (var)")
    parser.add_argument("--master", default="local[2]", help="Spark's master (local[2])")
    parser.add_argument("--memory", default="2g", help="memory of the server (2g)")
    parser.add_argument("--java-options", default="", help="further options of the server's JVM")
    parser.add_argument("--port", type=int, default=15002, help="port of the server (15002)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
