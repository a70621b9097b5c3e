"""Tests: attempts, answers saved as they are given, grades. Knows nothing of lessons."""
