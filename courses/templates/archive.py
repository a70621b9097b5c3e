"""The same bytes each time: an office file is a ZIP that otherwise carries the hour of its making."""

import io
import re
import zipfile

MADE = "2026-11-26T00:00:00Z"
_CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def parts(data: bytes) -> dict[str, bytes]:
    """What an office file holds, by name: two files say the same when their parts do, however they were packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def settle(data: bytes) -> bytes:
    """The file packed anew: parts in the order they came, no dates but `MADE`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            same = _STAMP.sub(rb"\g<1>" + MADE.encode() + rb"\g<2>", content) if name == _CORE else content
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), same, zipfile.ZIP_DEFLATED)
    return out.getvalue()
