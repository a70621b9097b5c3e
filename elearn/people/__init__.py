"""Organisations, accounts, roles, sign-in and sign-in sessions."""
