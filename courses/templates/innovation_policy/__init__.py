"""The templates of the course `innovation-policy`."""
