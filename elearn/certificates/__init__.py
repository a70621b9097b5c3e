"""Completion -> certificate: facts at issue, a PDF rendered once, a page that proves it for years."""
