"""Behaviour of lesson pages, visits, self-checks and reports of errors."""
