"""Write every template into the `media` folder of its course: `python -m courses.templates [FOLDER OF COURSES]`."""

import sys
from pathlib import Path

from courses.templates.catalogue import files

HERE = Path(__file__).resolve().parent.parent


def main(courses: Path) -> None:
    for made in files():
        path = courses / made.course / "media" / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.contents())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
