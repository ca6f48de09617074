import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.contracts import contract_for
from ingestion.readers import batches, json_array

INVOICES = "stripe/invoices/i.ndjson"
CUSTOMERS = "stripe/customers/c.json"


def line(**members):
    return json.dumps({"id": "in_1", "customer": "c", "created": 1, "currency": "usd"} | members)


def test_values_keep_their_exact_text(zone):
    zone.load_one(
        INVOICES,
        '{"id":"in_1","customer":"cus_\\u00e9","created":1700000000,"currency":"usd",'
        '"total":123456789012345678901234567890,"lines":{"data":[{"amount":1.10}]},'
        '"number":null,"livemode":false,"rate":0.1000}\n',
    )
    row = zone.raw("stripe/invoices")[0]
    assert row["customer"] == "cus_é"
    assert row["total"] == "123456789012345678901234567890"
    assert row["lines"] == '{"data":[{"amount":1.10}]}'
    assert row["number"] is None
    assert row["_extra"] == '{"livemode":false,"rate":0.1000}'


def test_a_json_column_is_always_json(zone):
    zone.load_one(INVOICES, line(parent="text", discounts=["di_1"], metadata={}) + "\n")
    row = zone.raw("stripe/invoices")[0]
    assert (row["parent"], row["discounts"], row["metadata"]) == ('"text"', '["di_1"]', "{}")


def test_booleans_are_words(zone):
    zone.load_one("stripe/customers/c.ndjson", '{"id":"c","deleted":true}\n')
    assert zone.raw("stripe/customers")[0]["deleted"] == "true"


@pytest.mark.parametrize("name", [INVOICES, "stripe/invoices/i.jsonl.gz", "stripe/invoices/i.json"])
def test_one_malformed_line_rejects_only_itself(zone, name):
    text = "\n".join([line(), '{"id": "in_2", ', "", "[1]", line(id="in_3"), '{"id":"\udcff"}'])
    result = zone.load_one(name, text.encode("utf-8", "surrogateescape"))
    # A broken byte makes the text Latin-1, in which every line is text again.
    assert result.rows_in == 5
    assert [row["id"] for row in zone.raw("stripe/invoices")] == ["in_1", "in_3"]
    rejected = [(r["source_row"], r["reason"], r["original_text"]) for r in zone.quarantine()]
    assert rejected[:2] == [(2, "malformed_line", '{"id": "in_2",'), (3, "malformed_line", "[1]")]
    assert rejected[2][1] == "missing_customer"


def test_original_text_leaves_private_members_out(zone):
    zone.load_one(INVOICES, f"{line()}\n" + line(id=None, customer_email="who@example.com"))
    assert b"who@example.com" not in zone.bytes_of_home()
    assert json.loads(zone.quarantine()[0]["original_text"])["customer"] == "c"


def test_a_required_member_that_no_record_has(zone):
    result = zone.load_one(INVOICES, '{"id":"in_1","created":1}\n{"id":"in_2","created":2}\n')
    assert (result.reason, result.message) == ("missing_columns", "missing: customer, currency")


@pytest.mark.parametrize(
    "text",
    [
        '[{"id":"a"},\n {"id":"b"}]',
        '{"object":"list","data":[{"id":"a"},{"id":"b"}],"has_more":false}',
        '\ufeff {"result":{"elements":[{"id":"a"},{"id":"b"}],"nextPage":null},"meta":{}}',
        '{"id":"a"}\n{"id":"b"}\n',
        '{"count":2,"customers":[{"id":"a"},{"id":"b"}]}',
    ],
)
def test_shapes_of_a_json_file(zone, text):
    assert zone.load_one(CUSTOMERS, text).rows_loaded == 2
    assert [row["id"] for row in zone.raw("stripe/customers")] == ["a", "b"]


def test_a_single_object_over_several_lines(zone):
    assert zone.load_one(CUSTOMERS, '{\n "id": "a",\n "data": [1]\n}\n').rows_loaded == 1


@pytest.mark.parametrize("text", ['[{"id":"a"},', '[{"id":"a"}, {"id":', "nonsense", '"text"'])
def test_json_that_is_cut_or_none(zone, text):
    result = zone.load_one(CUSTOMERS, text)
    assert (result.status, result.reason) == ("quarantined_file", "unreadable_file")
    assert zone.raw("stripe/customers") == []
    # Once complete, it is other content and loads.
    assert zone.load_one(CUSTOMERS, '[{"id":"a"}]').rows_loaded == 1


def test_one_malformed_element_rejects_only_itself(zone):
    result = zone.load_one(CUSTOMERS, '[{"id":"a"}, {"id": tru}, {"id":"c"}]')
    assert (result.rows_loaded, result.rows_quarantined) == (2, 1)
    assert zone.quarantine()[0]["original_text"] == '{"id": tru}'


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.dictionaries(st.text(max_size=4), values, max_size=3), max_size=5),
    st.sampled_from([None, 1, 2]),
    st.sampled_from(["", "responses", "data"]),
    st.integers(1, 40),
)
def test_splitting_by_hand_equals_parsing(tmp_path_factory, records, indent, wrapper, chunk):
    path = tmp_path_factory.mktemp("json") / "a.json"
    content = {"x": {"data ": "]"}, wrapper: records, "y": [1]} if wrapper else records
    path.write_text(json.dumps(content, indent=indent), encoding="utf-8")
    before = json_array.CHUNK
    json_array.CHUNK = chunk
    try:
        found = [json.loads(element) for element in json_array._split(path, ("responses", "data"))]
    finally:
        json_array.CHUNK = before
    assert found == records


def test_memory_holds_one_batch(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_BYTES", 1000)
    taken = 0

    def lines():
        nonlocal taken
        for number in range(1, 200):
            taken += 1
            yield [line(id=f"in_{number}").encode()]

    produced = 0
    reader = batches.RecordBatcher(contract_for("stripe").entity("invoices"))
    for batch in reader.batches(lines()):
        produced += len(batch.frame)
        # Nothing is read ahead of what was handed over.
        assert taken == produced
        assert len(batch.frame) * 60 <= 1100
    assert produced == 199
