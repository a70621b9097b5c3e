"""Measures speed and memory beside floors, in one run on one machine; see README.md."""
