"""The files that lessons offer for download (DOCX, XLSX), made from the words beside them.

`python -m courses.templates` from the root of the repository writes each into the `media` of its course, in both
languages, and the same bytes each time; a test holds the files to this.
"""
