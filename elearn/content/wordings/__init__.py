"""The words of every problem that the compiler finds, by area; `messages.py` puts the tables together."""
