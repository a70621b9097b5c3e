"""People as their employers list them: tables brought in, and what each of them changed."""
