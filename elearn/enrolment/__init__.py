"""Who studies what, by when."""
