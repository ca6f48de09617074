"""All contracts. A new source is one module here, one staging folder in dbt, nothing else."""

from ingestion.contracts import (
    generic,
    product_usage,
    program,
    qualtrics,
    salesforce,
    stripe,
    zendesk,
)
from ingestion.contracts.model import Column, Contract, Entity, Kind, Person, Score

__all__ = [
    "Column",
    "Contract",
    "Entity",
    "Kind",
    "Person",
    "Score",
    "all_contracts",
    "contract_for",
    "source_names",
]

# `program` first: it says which surveys exist and on which scale they ask.
_CONTRACTS: tuple[Contract, ...] = (
    program.CONTRACT,
    qualtrics.CONTRACT,
    generic.CONTRACT,
    salesforce.CONTRACT,
    zendesk.CONTRACT,
    stripe.CONTRACT,
    product_usage.CONTRACT,
)


def all_contracts() -> tuple[Contract, ...]:
    """Return every contract, in the order in which sources are ingested."""
    return _CONTRACTS


def source_names() -> tuple[str, ...]:
    """Return the names of all sources, in the order in which they are ingested."""
    return tuple(contract.source for contract in _CONTRACTS)


def contract_for(source: str) -> Contract | None:
    """Return the contract of ``source``, or None when no such source is known."""
    return next((contract for contract in _CONTRACTS if contract.source == source), None)
