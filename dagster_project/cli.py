"""The `loyalty` command. Imports stay inside the commands: start-up is most of a small run."""

from __future__ import annotations

import sys

import click


class _Group(click.Group):
    """Turns errors that are meant for people into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; 1 stands for a failed run, 2 for wrong use."""
        from dagster_project.commands.errors import people_errors

        try:
            return super().invoke(ctx)
        except people_errors() as error:
            click.echo(f"\n{error}", err=True)
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Loyalty Ledger: what customers say, joined to what they pay."""


@main.command()
@click.option("--full-refresh", is_flag=True, help="Build and publish even when nothing changed.")
@click.option("--source", help="Land this source only, then build and publish.")
def run(full_refresh: bool, source: str | None) -> None:
    """Land new extracts, build, test, audit, publish, and print the scorecard."""
    from dagster_project.commands.run import run_everything

    sys.exit(run_everything(full_refresh=full_refresh, source=source))


@main.command()
@click.option("--source", help="Only this source.")
def ingest(source: str | None) -> None:
    """Land new extracts and check them; build and publish nothing."""
    from dagster_project.commands.run import run_ingest

    sys.exit(run_ingest(source))


@main.command()
def publish() -> None:
    """Audit the warehouse as it stands and publish it."""
    from dagster_project.commands.publications import publish_now

    publish_now()


@main.command()
def export() -> None:
    """Write the CSV exports and the digest of the current publication anew."""
    from dagster_project.commands.publications import export_now

    export_now()


@main.command()
@click.argument("publication_id", required=False)
def rollback(publication_id: str | None) -> None:
    """Point readers to an earlier publication (the one before, unless named)."""
    from dagster_project.commands.publications import roll_back

    roll_back(publication_id)


@main.command()
def publications() -> None:
    """List the publications on disk."""
    from dagster_project.commands.publications import show_publications

    show_publications()


@main.command()
def scorecard() -> None:
    """Print the executive scorecard of the current publication."""
    from dagster_project.commands.home import resolve
    from dagster_project.commands.scorecard import print_scorecard

    print_scorecard(resolve())


@main.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(person: str, yes: bool) -> None:
    """Erase PERSON (an e-mail address or an id) from the lake and every publication."""
    from dagster_project.commands.erase import erase_person

    sys.exit(erase_person(person, yes))


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would be merged, and change nothing.")
@click.option("--source", help="Only the tables of this source.")
def compact(dry_run: bool, source: str | None) -> None:
    """Merge the lake's many small files per table. No row and no figure changes.

    Safe to stop at any instant: the next command that writes completes or undoes the step.
    """
    from dagster_project.commands.compact import compact_lake

    sys.exit(compact_lake(dry_run, source))


@main.command()
@click.option("--accounts", default=2000, show_default=True, help="How many accounts.")
@click.option("--seed", default=7, show_default=True, help="Another seed, another company.")
@click.option("--months", default=36, show_default=True, help="How many months of history.")
def sample(accounts: int, seed: int, months: int) -> None:
    """Generate the fictional sample company into its own home, var/sample."""
    from dagster_project.commands.sample import make_sample

    make_sample(accounts, seed, months)


@main.command()
@click.option("--dagster-port", default=3000, show_default=True)
@click.option("--dashboards-port", default=8501, show_default=True)
@click.option(
    "--dashboards-address",
    default="127.0.0.1",
    show_default=True,
    help="Beyond this machine only with sign-in.",
)
def up(dagster_port: int, dashboards_port: int, dashboards_address: str) -> None:
    """Serve the Dagster UI with its daemon, and the dashboards, on 127.0.0.1."""
    from dagster_project.commands.up import serve

    sys.exit(serve(dagster_port, dashboards_port, dashboards_address))


@main.command()
def doctor() -> None:
    """Say what is configured and what is there."""
    from dagster_project.commands.doctor import examine

    sys.exit(examine())


if __name__ == "__main__":
    main()
