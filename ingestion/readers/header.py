"""CSV headers: delimiter, names, and Qualtrics' three rows."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ingestion.contracts import Entity
from ingestion.prepare import UnreadableError

# ImportIds of a Qualtrics response export, and how they stand in a one-row header.
QUALTRICS_NAMES = {
    "_recordId": "ResponseId", "responseId": "ResponseId", "surveyId": "survey_id",
    "SurveyID": "survey_id", "SurveyId": "survey_id", "startDate": "StartDate",
    "endDate": "EndDate", "recordedDate": "RecordedDate", "status": "Status",
    "progress": "Progress", "finished": "Finished", "recipientEmail": "RecipientEmail",
    "externalDataReference": "ExternalReference", "ExternalDataReference": "ExternalReference",
    "distributionChannel": "DistributionChannel", "userLanguage": "UserLanguage",
    "distributionId": "DistributionId",
}  # fmt: skip
_LARGEST_HEADER = 8 << 20


@dataclass(frozen=True)
class Header:
    """The head of a CSV file.

    ``names``: one per column of the file, in the contract's spelling where it declares the
    column. ``rows``: header records to skip. ``constants``: declared values that the header gives.
    """

    names: tuple[str, ...]
    rows: int
    delimiter: str
    constants: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_header(path: Path, entity: Entity, is_qualtrics_export: bool) -> Header:
    """Read the head of a UTF-8 CSV file; UnreadableError when there is none."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        first = handle.readline(_LARGEST_HEADER)
        if not first.strip():
            raise UnreadableError("missing_columns", "the file has no header line")
        if "\x00" in first:
            raise UnreadableError("unreadable_file", "binary content, not CSV")
        delimiter = _delimiter(first)
        handle.seek(0)
        try:
            reader = csv.reader(handle, delimiter=delimiter)
            records = [record for record, _ in zip(reader, range(3), strict=False)]
        except csv.Error as error:
            raise UnreadableError("unreadable_file", f"not CSV: {error}") from error
    warnings = [] if delimiter == "," else [f"fields are separated by {delimiter!r}, not ','"]
    if is_qualtrics_export and len(records) == 3 and (ids := _import_ids(records[2])):
        names, constants = _from_import_ids(ids)
        return Header(_unique(names), 3, delimiter, constants, tuple(warnings))
    names = [name.strip() for name in records[0]]
    if is_qualtrics_export:
        names = [QUALTRICS_NAMES.get(name, name) for name in names]
    names, renamed = match_case(names, entity)
    warnings += renamed
    repeated = sorted(name for name, count in Counter(names).items() if count > 1)
    if repeated:
        warnings.append(f"columns named more than once: {', '.join(repeated)}")
    return Header(_unique(names), 1, delimiter, {}, tuple(warnings))


def match_case(names: list[str], entity: Entity) -> tuple[list[str], list[str]]:
    """Give declared columns their declared spelling where only upper and lower case differ."""
    missing = {name.lower(): name for name in entity.names if name not in names}
    result, warnings = [], []
    for name in names:
        declared = missing.pop(name.lower(), None) if name not in entity.names else None
        if declared:
            warnings.append(f"column {name} read as {declared}")
        result.append(declared or name)
    return result, warnings


def _delimiter(line: str) -> str:
    counts = {mark: line.count(mark) for mark in (",", ";", "\t", "|")}
    return "," if counts[","] else max(counts, key=lambda mark: (counts[mark], mark == ","))


def _import_ids(cells: list[str]) -> list[dict[str, str]] | None:
    ids = []
    for cell in cells:
        try:
            value = json.loads(cell)
        except ValueError:
            return None
        if not isinstance(value, dict) or "ImportId" not in value:
            return None
        ids.append({key: str(text) for key, text in value.items()})
    return ids


def _from_import_ids(ids: list[dict[str, str]]) -> tuple[list[str], dict[str, str]]:
    counts = Counter(item["ImportId"] for item in ids)
    names = []
    for item in ids:
        name = item["ImportId"]
        if counts[name] > 1 and "choiceId" in item:  # one column per choice of one question
            name = f"{name}_{item['choiceId']}"
        names.append(QUALTRICS_NAMES.get(name, name))
    zones = {item["timeZone"] for item in ids if item.get("timeZone")}
    if len(zones) > 1:
        raise UnreadableError("unknown_time_zone", f"several time zones: {sorted(zones)}")
    return names, {"time_zone": zones.pop()} if zones else {}


def _unique(names: list[str]) -> tuple[str, ...]:
    """Make names distinct and never blank: a later ``a`` becomes ``a_2``."""
    seen: Counter[str] = Counter()
    result: list[str] = []
    for position, name in enumerate(names, start=1):
        base = name or f"column_{position}"
        seen[base] += 1
        candidate = base if seen[base] == 1 else f"{base}_{seen[base]}"
        while candidate in result:
            seen[base] += 1
            candidate = f"{base}_{seen[base]}"
        result.append(candidate)
    return tuple(result)
