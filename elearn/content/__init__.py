"""Markdown -> Course. No Flask, no SQL, no network: a folder of text goes in, a typed value and problems come out."""
