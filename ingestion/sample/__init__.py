"""The sample company: a seeded generator of vendor-shaped extracts with known truths.

`python -m ingestion.sample --help`. Everything it writes is a function of (seed, accounts,
months): no clock, no machine state. The truths go to `truth.json` beside the extracts folder;
the pipeline never reads them.
"""
