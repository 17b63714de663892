"""Speed, growth and memory of cleantext, measured in one run: `python -m tests.benchmarks --help`.

Not tests: nothing here is collected by pytest. What the tables mean is in docs/performance.md.
"""
