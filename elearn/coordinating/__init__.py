"""Where everybody stands: at a glance, person by course, one person, one course."""
