"""Identifiers in vendors' shapes, made by the million without a Python loop over rows."""

from __future__ import annotations

import zlib

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_ALPHABET = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype=np.uint8
)
_SUFFIX = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", dtype=np.uint8)


def _strings(matrix: NDArray[np.uint8]) -> pl.Series:
    """Each row of a matrix of ASCII bytes as one string."""
    n, width = matrix.shape
    buffer = pa.py_buffer(np.ascontiguousarray(matrix).tobytes())
    fixed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), n, [None, buffer])
    series = pl.from_arrow(fixed.cast(pa.binary()).cast(pa.string()))
    assert isinstance(series, pl.Series)
    return series


def _base62(values: NDArray[np.uint64], width: int) -> NDArray[np.uint8]:
    out = np.empty((len(values), width), dtype=np.uint8)
    rest = values.copy()
    for column in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, np.uint64(62))
        out[:, column] = _ALPHABET[digit.astype(np.int64)]
    return out


def mix(values: Ints, salt: str) -> NDArray[np.uint64]:
    """SplitMix64 of each value under a salt: a fixed, well spread 64-bit hash."""
    with np.errstate(over="ignore"):
        x = values.astype(np.uint64) + np.uint64(zlib.crc32(salt.encode())) * np.uint64(
            0x9E3779B97F4A7C15
        )
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def case_checksum(body: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The three characters that tell upper from lower case in rows of 15."""
    upper = (body >= 65) & (body <= 90)
    codes = (upper.reshape(len(body), 3, 5) * (1 << np.arange(5))).sum(axis=2)
    return np.asarray(_SUFFIX[codes], dtype=np.uint8)


def salesforce_ids(prefix: str, index: Ints) -> pl.Series:
    """18-character record ids: object prefix, instance, base-62 counter, case checksum.

    The counter's digits differ in case only every 36 records, so that two ids that a careless
    upper-casing would merge really occur.
    """
    head = np.frombuffer(f"{prefix}5g".encode(), dtype=np.uint8)
    body = np.concatenate(
        [np.tile(head, (len(index), 1)), _base62(index.astype(np.uint64) + np.uint64(4000), 10)],
        axis=1,
    )
    return _strings(np.concatenate([body, case_checksum(body)], axis=1))


def tokens(prefix: str, keys: Ints, width: int = 14) -> pl.Series:
    """`prefix` and `width` base-62 characters that look random and never change."""
    left = _base62(mix(keys, prefix), min(width, 10))
    parts = [np.tile(np.frombuffer(prefix.encode(), dtype=np.uint8), (len(keys), 1)), left]
    if width > 10:
        parts.append(_base62(mix(keys, prefix + "/2"), width - 10))
    return _strings(np.concatenate(parts, axis=1))
