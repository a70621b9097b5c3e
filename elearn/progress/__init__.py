"""Visits and attempts become progress and completion; the pages /my and the contents of a course."""
