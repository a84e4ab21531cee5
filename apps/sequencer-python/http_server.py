"""A small HTTP/1.1 server on asyncio: just what the interface asks for, with nothing that can be left hanging.

Every request is read whole (headers of at most 16 KiB, a body of at most `body_max` bytes, all of it within
`request_within` seconds) before it is handled, so a slow or a huge request costs nothing and means nothing.
Replies are either one block or an endless stream. One task a connection; no threads.
"""

import asyncio
import contextlib
import socket
import sys
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from refusal import Refused

HEADER_MAX = 16 * 1024
IDLE_SECONDS = 300
# A reader that takes nothing for so long is given up; a shorter stall resumes on the same connection.
STUCK_READER_SECONDS = 60


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    keep_alive: bool


@dataclass
class Reply:
    status: int
    body: bytes = b""
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    stream: AsyncGenerator[bytes, None] | None = None


class HttpServer:
    """`handle` answers a request or raises Refused; `refuse` makes the reply for a Refused."""

    def __init__(
        self,
        handle: Callable[[Request], Awaitable[Reply]],
        refuse: Callable[[Refused], Reply],
        body_max: int,
        request_within: float,
    ):
        self._handle = handle
        self._refuse = refuse
        self._body_max = body_max
        self._request_within = request_within
        self._connections: set[asyncio.Task] = set()
        self._idle: set[asyncio.Task] = set()
        self._server: asyncio.Server | None = None

    async def listen(self, host: str, port: int) -> None:
        self._server = await asyncio.start_server(
            self._connection, host, port, limit=HEADER_MAX, backlog=512
        )

    async def close(self, within: float) -> None:
        """No new connections; requests that are being served may finish within `within` seconds, then they are cut."""
        if self._server is not None:
            self._server.close()
        if busy := self._connections - self._idle:
            await asyncio.wait(busy, timeout=within)
        for task in self._connections:
            task.cancel()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._connections.add(task)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        try:
            while await self._one_request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError):
            pass  # the client is gone, or we are stopping: nobody is left to be told
        finally:
            self._connections.discard(task)
            writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _one_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serves one request; False when the connection ends with it."""
        self._idle.add(asyncio.current_task())
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                first = await reader.read(1)
        finally:
            self._idle.discard(asyncio.current_task())
        if not first:
            return False
        try:
            try:
                async with asyncio.timeout(self._request_within):
                    request = await self._read_request(first, reader, writer)
            except TimeoutError:
                raise Refused("REQUEST_TIMEOUT", f"not whole after {self._request_within:g} s; nothing was done") from None
        except Refused as refused:
            # What the client is still sending cannot be told from a next request: answer and hang up.
            await self._write(writer, self._refuse(refused), keep_alive=False)
            await self._discard(reader, writer)
            return False
        try:
            reply = await self._handle(request)
        except Refused as refused:
            reply = self._refuse(refused)
        except Exception:  # a defect of ours must not look like a definite answer, nor end the process
            traceback.print_exc(file=sys.stderr)
            reply = self._refuse(Refused("INTERNAL", "unexpected; see the log of this node"))
        await self._write(writer, reply, request.keep_alive)
        return request.keep_alive and reply.stream is None

    async def _read_request(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
        try:
            head = (first + await reader.readuntil(b"\r\n\r\n"))[:-4].decode("latin-1")
        except asyncio.LimitOverrunError:
            raise Refused("REQUEST_TOO_LARGE", f"headers above {HEADER_MAX} bytes") from None
        start, *lines = head.split("\r\n")
        words = start.split(" ")
        if len(words) != 3 or words[2] not in ("HTTP/1.0", "HTTP/1.1") or not words[1].startswith("/"):
            raise Refused("MALFORMED_REQUEST", "not an HTTP/1.1 request line")
        headers: dict[str, str] = {}
        for line in lines:
            name, colon, value = line.partition(":")
            if not colon or not name or name != name.strip():
                raise Refused("MALFORMED_REQUEST", "not an HTTP header line")
            name = name.lower()
            if name in ("content-length", "transfer-encoding", "authorization") and name in headers:
                raise Refused("MALFORMED_REQUEST", f"{name} given twice")
            headers[name] = value.strip()
        try:
            url = urlsplit(words[1])
            query = parse_qs(url.query, keep_blank_values=True, strict_parsing=bool(url.query), max_num_fields=16)
        except ValueError:
            raise Refused("MALFORMED_REQUEST", "not a valid path or query") from None
        body = await self._read_body(headers, reader, writer)
        keep_alive = words[2] == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
        return Request(words[0], url.path, query, headers, body, keep_alive)

    async def _read_body(self, headers: dict[str, str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        chunked = headers.get("transfer-encoding")
        length = headers.get("content-length", "0")
        if chunked is not None and (chunked.lower() != "chunked" or "content-length" in headers):
            raise Refused("MALFORMED_REQUEST", "transfer-encoding must be chunked, without content-length")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise Refused("MALFORMED_REQUEST", "content-length is not a number")
        if int(length) > self._body_max:
            raise self._too_large()
        if headers.get("expect", "").lower() == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if chunked is None:
            return await reader.readexactly(int(length))
        body = bytearray()
        try:
            while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0].strip(), 16):
                if size < 0 or len(body) + size > self._body_max:
                    raise self._too_large()
                body += await reader.readexactly(size)
                await reader.readexactly(2)
            while await reader.readuntil(b"\r\n") != b"\r\n":
                pass  # trailers mean nothing here
        except (ValueError, asyncio.LimitOverrunError):
            raise Refused("MALFORMED_REQUEST", "not a chunked body") from None
        return bytes(body)

    def _too_large(self) -> Refused:
        return Refused("REQUEST_TOO_LARGE", f"the body may have {self._body_max} bytes")

    async def _write(self, writer: asyncio.StreamWriter, reply: Reply, keep_alive: bool) -> None:
        headers = {"content-type": reply.media_type, **reply.headers}
        if reply.stream is not None:
            headers["transfer-encoding"] = "chunked"
            headers["cache-control"] = "no-store"
        else:
            headers["content-length"] = str(len(reply.body))
        if not keep_alive or reply.stream is not None:
            headers["connection"] = "close"
        head = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", *(f"{k}: {v}" for k, v in headers.items())]
        writer.write("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + reply.body)
        await self._drain(writer)
        if reply.stream is not None:
            async with contextlib.aclosing(reply.stream) as parts:
                async for part in parts:
                    writer.write(b"%x\r\n%b\r\n" % (len(part), part))
                    await self._drain(writer)
            writer.write(b"0\r\n\r\n")
            await self._drain(writer)

    async def _drain(self, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(STUCK_READER_SECONDS):
            await writer.drain()

    async def _discard(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Reads on for a moment: closing on unread bytes resets the connection, and the answer would be lost."""
        try:
            writer.write_eof()
            async with asyncio.timeout(2):
                for _ in range(64):
                    if not await reader.read(64 * 1024):
                        break
        except (TimeoutError, ConnectionError, OSError):
            pass
