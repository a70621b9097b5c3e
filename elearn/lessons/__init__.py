"""Lesson pages and what learners do on them: visits, self-checks, reports of errors in a text."""
