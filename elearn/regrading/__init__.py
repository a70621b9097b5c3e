"""When a key was wrong: objections of learners, regrades with their record."""
