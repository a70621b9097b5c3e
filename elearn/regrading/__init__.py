"""Objections of learners, and questions that count otherwise: decisions, previews, and what they change."""
