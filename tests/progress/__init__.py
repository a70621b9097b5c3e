"""Behaviour of progress, completion and the pages that show them."""
