"""Letters: an outbox that people can see, delivered by the worker."""
