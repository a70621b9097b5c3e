"""The notation of questions: from source lines to values, one language at a time, then merged by id."""
