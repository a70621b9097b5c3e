"""The templates of the course `investor-servicing`."""
