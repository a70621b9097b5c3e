"""What attempts say about a test and its questions. It reads and shows no person; no tables of its own."""
