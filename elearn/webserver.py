"""`python -m elearn.webserver`: granian, with the application's code read before it forks its processes.

What is read once is shared by all of them; each would hold some 60 MB of its own otherwise. The application itself,
with its connections and threads, is made in each process.
"""

import gc

from granian.cli import entrypoint

import elearn.app  # noqa: F401 - read for the processes to come

if __name__ == "__main__":
    gc.collect()
    gc.freeze()  # a collection in a child would write to, and so copy, everything it looks at
    entrypoint()  # type: ignore[no-untyped-call]  # granian ships no types for it
