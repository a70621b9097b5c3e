"""The guides, in the app: Markdown in `pages/`, compiled at set-up, because the web never compiles."""
