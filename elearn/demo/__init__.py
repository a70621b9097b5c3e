"""The demo: invented people with believable progress, made through the same verbs as real ones."""
