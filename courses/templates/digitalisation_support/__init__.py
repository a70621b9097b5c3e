"""The templates of the course `digitalisation-support`."""
