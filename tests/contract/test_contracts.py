"""The contracts agree with themselves."""

import pytest

from ingestion.contracts import all_contracts, contract_for, source_names
from ingestion.contracts.model import KINDS, columns
from ingestion.layout import LINEAGE, raw_schema

ENTITIES = [
    pytest.param(contract, entity, id=f"{contract.source}.{entity.name}")
    for contract in all_contracts()
    for entity in contract
]


def test_every_source_of_the_landing_zone_has_a_contract():
    assert sorted(source_names()) == [
        "generic", "product_usage", "program", "qualtrics", "salesforce", "stripe", "zendesk",
    ]  # fmt: skip
    # Scores are judged by the programs' scales: they have to land first.
    assert source_names()[0] == "program"
    assert contract_for("mailchimp") is None


@pytest.mark.parametrize(("contract", "entity"), ENTITIES)
def test_an_entity_is_consistent(contract, entity):
    assert contract.entity(entity.name) is entity
    assert len(set(entity.names)) == len(entity.names)
    assert {column.kind for column in entity.columns} <= set(KINDS)
    assert not any(column.required and column.optional for column in entity.columns)
    assert set(entity.key) <= set(entity.names)
    assert entity.description.endswith(".")
    # Whatever is declared is kept, whatever is private is not declared.
    assert not {name.lower() for name in entity.dropped} & {name.lower() for name in entity.names}
    if entity.event_time is not None:
        assert entity.column(entity.event_time).kind in ("timestamp", "date", "epoch")
    if entity.score is not None:
        assert entity.column(entity.score.survey_column).required
        assert entity.score.column is None or entity.column(entity.score.column).kind == "integer"


@pytest.mark.parametrize(("contract", "entity"), ENTITIES)
def test_erasure_knows_columns_that_exist(contract, entity):
    person = entity.person
    named = {*person.rows, *person.blank}
    assert named <= set(entity.names)
    assert set(person.links) <= set(person.rows)
    assert set(person.local) <= named
    assert not set(person.rows) & set(person.blank)
    # A cell that may be emptied can be no key.
    assert not set(person.blank) & set(entity.required)


@pytest.mark.parametrize(("contract", "entity"), ENTITIES)
def test_raw_files_hold_the_declared_columns_and_their_lineage(contract, entity):
    assert raw_schema(entity).names == [*entity.names, "_extra", *LINEAGE]


@pytest.mark.parametrize(("contract", "entity"), ENTITIES)
def test_whoever_has_an_address_can_be_erased(contract, entity):
    addresses = {
        name for name in entity.names
        if "email" in name.lower() and (contract.source, entity.name) != ("salesforce", "User")
    }  # fmt: skip
    assert addresses <= {*entity.person.rows, *entity.person.blank}


@pytest.mark.parametrize("contract", all_contracts(), ids=lambda contract: contract.source)
def test_a_source_says_when_it_is_late(contract):
    assert contract.freshness_hours > 0
    assert contract.snapshot == (contract.source == "program")


def test_column_specs():
    assert columns("a:integer!")[0].required
    assert columns("a?")[0].optional
    with pytest.raises(ValueError, match="unknown kind 'money'"):
        columns("a:money")
    with pytest.raises(KeyError, match="declares no column"):
        contract_for("generic").entity("accounts").column("nothing")
