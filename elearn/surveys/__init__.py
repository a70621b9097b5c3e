"""Answers to surveys, counted so that nobody can join them to a person."""
