"""Training plans: who must complete which courses until when, and on whose behalf."""
