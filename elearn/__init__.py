"""elearn: Markdown-authored training with tests, progress and verifiable certificates."""
