"""HTTP/1.1 as a browser speaks it, over one kept connection: thin, so that hundreds fit beside the server."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

READ = 1 << 20
NONE: Mapping[str, str] = {}


class Lost(ConnectionError):
    """There is no answer. `sent`: the server had been asked, so that it may or may not have done it."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Connection:
    """One browser's connection to the server at `address`, with its cookies."""

    address: str
    cookies: dict[str, str]
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None)

    async def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE, *, hang_up: bool = False
    ) -> Answer:
        """Ask and wait for the answer. `hang_up`: go away as soon as it is asked. Raises Lost."""
        sent = False
        try:
            reader, writer = await self._open()
            writer.write(self._head(method, path, len(body), headers) + body)
            await writer.drain()
            sent = True
            found = None if hang_up else await _read(reader)
        except (OSError, asyncio.IncompleteReadError) as error:
            await self.close()
            raise Lost(str(error), sent=sent) from None
        if found is None:
            await self.close()
            raise Lost("hung up", sent=True)
        self._keep(found.headers.get("set-cookie", ""))
        if found.headers.get("connection", "").lower() == "close":
            await self.close()
        return found

    async def close(self) -> None:
        if self._streams is None:
            return
        writer, self._streams = self._streams[1], None
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            return  # the other side was faster

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            found = urlsplit(self.address)
            self._streams = await asyncio.open_connection(found.hostname, found.port, limit=READ)
        return self._streams

    def _head(self, method: str, path: str, length: int, headers: Mapping[str, str]) -> bytes:
        lines = {
            "Host": urlsplit(self.address).netloc,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "en",
            "Content-Length": str(length),
            **headers,
        }
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {path} HTTP/1.1\r\n{text}\r\n".encode()

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        if name:
            self.cookies[name] = value


async def _read(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(first.split()[1]), headers, body)
