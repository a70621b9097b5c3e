"""Marking of free text: the queue of the trainers, marks by criteria, and the grade that follows."""
