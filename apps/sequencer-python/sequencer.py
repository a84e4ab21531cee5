"""A sequencer in Python: one node over SQLite. The worked example of the guide: copy it and change it.

It speaks the whole sequencer interface (docs/reference/sequencer.md) except pruning. One node means: nothing
takes over when it dies; it comes back, with everything it ever acknowledged, when it is started again.

    python3 sequencer.py --listen 127.0.0.1:8080 --data DIR --members members.json

http_server.py  requests in, replies out          members.py  who may speak
ledger.py       the order, durable and readable   refusal.py  the error table
"""

import argparse
import asyncio
import fcntl
import json
import os
import re
import secrets
import signal
import sys
import time
from collections.abc import AsyncGenerator

from http_server import HttpServer, Reply, Request
from ledger import KEEP_ALIVE_SECONDS, Job, Ledger
from members import Members
from refusal import Refused

BODY_MAX_BYTES = 1_048_576
REQUEST_WITHIN_SECONDS = 10
AWAIT_SECONDS = 10
PAGE_BYTES = 256 * 1024
INTEGER_MAX = 2**53 - 1

MEMBER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,128}")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


# -- what a request may look like: every rule refuses with MALFORMED_REQUEST -------------------------------------


def text(name: str, value: object, pattern: re.Pattern) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Refused("MALFORMED_REQUEST", f"{name} must be text that fits {pattern.pattern}")
    return value


def integer(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= INTEGER_MAX:
        raise Refused("MALFORMED_REQUEST", f"{name} must be a whole number from 0 to {INTEGER_MAX}")
    return value


def fields(name: str, value: object, required: set[str], optional: set[str] = frozenset()) -> dict:
    if not isinstance(value, dict) or not required <= value.keys() <= required | optional:
        raise Refused("MALFORMED_REQUEST", f"{name} must be an object with {sorted(required)}, and may have {sorted(optional)}")
    return value


def items(name: str, value: object, least: int, most: int) -> list:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise Refused("MALFORMED_REQUEST", f"{name} must be a list of {least} to {most}")
    return value


def send_request(value: object) -> dict:
    required = {"sender", "messageId", "maxSequencingTimeMicros", "envelopes"}
    request = fields("body", value, required, {"await", "topologyTimestampMicros"})
    text("sender", request["sender"], MEMBER)
    text("messageId", request["messageId"], MESSAGE_ID)
    integer("maxSequencingTimeMicros", request["maxSequencingTimeMicros"])
    integer("topologyTimestampMicros", request.get("topologyTimestampMicros", 0))
    if request.get("await", "accepted") not in ("accepted", "sequenced"):
        raise Refused("MALFORMED_REQUEST", "await must be accepted or sequenced")
    for envelope in items("envelopes", request["envelopes"], 0, 64):
        fields("envelope", envelope, {"content", "recipients"})
        text("content", envelope["content"], BASE64)
        if items("recipients", envelope["recipients"], 1, 256) != ["*"]:
            for name in envelope["recipients"]:
                text("recipient", name, MEMBER)
    return request


def json_body(request: Request) -> object:
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if media_type.strip() != "application/json" or parameters.strip() not in ("", "charset=utf-8", 'charset="utf-8"'):
        raise Refused("UNSUPPORTED_MEDIA_TYPE", "the body must be application/json in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused("UNSUPPORTED_MEDIA_TYPE", "the body must have no content encoding")
    try:
        return json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):  # not UTF-8, not JSON, nested too deep
        raise Refused("MALFORMED_REQUEST", "the body is not JSON in UTF-8") from None


# -- the node ----------------------------------------------------------------------------------------------------


class Node:
    def __init__(self, instance: str, members: Members, ledger: Ledger):
        self.stopping = False
        self._instance = instance
        self._incarnation = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._members = members
        self._ledger = ledger
        self._ended = asyncio.Event()
        self._routes = {
            ("POST", "/v1/auth/challenge"): self.challenge,
            ("POST", "/v1/auth/token"): self.token,
            ("POST", "/v1/send"): self.send,
            ("GET", "/v1/subscribe"): self.subscribe,
            ("POST", "/v1/acknowledge"): self.acknowledge,
            ("GET", "/v1/time"): self.time,
            ("GET", "/v1/bounds"): self.bounds,
            ("GET", "/health/live"): self.live,
            ("GET", "/health/ready"): self.health,
            ("GET", "/health"): self.health,
        }
        self._paths = {path for _, path in self._routes}

    async def handle(self, request: Request) -> Reply:
        route = self._routes.get((request.method, request.path))
        if route is None:
            if request.path in self._paths:
                raise Refused("METHOD_NOT_ALLOWED", f"{request.path} has another method")
            raise Refused("NOT_FOUND", "the path is not part of the interface")
        return await route(request)

    def refuse(self, refused: Refused) -> Reply:
        return self._reply(refused.status, {"error": {"code": refused.code, "message": refused.message}})

    def _reply(self, status: int, body: dict) -> Reply:
        return Reply(status, json.dumps(body).encode(), headers={"plimsoll-instance": self._instance})

    def _member(self, request: Request) -> str:
        return self._members.authenticate(request.headers.get("authorization"))

    async def challenge(self, request: Request) -> Reply:
        body = fields("body", json_body(request), {"member"})
        return self._reply(200, self._members.challenge(text("member", body["member"], MEMBER)))

    async def token(self, request: Request) -> Reply:
        body = fields("body", json_body(request), {"member", "challengeId", "signature"})
        short = re.compile(r"[\s\S]{0,256}")
        for name in ("challengeId", "signature"):
            text(name, body[name], short)
        member = text("member", body["member"], MEMBER)
        return self._reply(200, self._members.token(member, body["challengeId"], body["signature"]))

    async def send(self, request: Request) -> Reply:
        member = self._member(request)
        body = send_request(json_body(request))
        if body["sender"] != member:
            raise Refused("SENDER_MISMATCH", "a member can send only as itself")
        if problem := self._ledger.problem():
            raise Refused("SEQUENCER_UNAVAILABLE", f"{problem}; nothing was taken")
        waits = body.get("await") == "sequenced"
        answer = asyncio.get_running_loop().create_future() if waits else None
        self._ledger.submit(Job(member, answer, bytes=len(request.body), request=body))
        if answer is None:
            return self._reply(202, {"status": "accepted"})
        return self._reply(200, await self._settled(answer))

    async def acknowledge(self, request: Request) -> Reply:
        member = self._member(request)
        asked = integer("timestampMicros", fields("body", json_body(request), {"timestampMicros"})["timestampMicros"])
        if asked > self._ledger.safe:
            raise Refused("ACKNOWLEDGEMENT_AHEAD", "nothing up to there can have been read yet")
        answer = asyncio.get_running_loop().create_future()
        self._ledger.submit(Job(member, answer, acknowledged=asked))
        return self._reply(200, {"acknowledgedMicros": await self._settled(answer)})

    async def _settled(self, answer: asyncio.Future) -> object:
        try:
            return await asyncio.wait_for(answer, AWAIT_SECONDS)
        except TimeoutError:
            raise Refused("SEQUENCING_UNKNOWN", f"not durable after {AWAIT_SECONDS} s, but it may still be") from None

    async def time(self, request: Request) -> Reply:
        self._member(request)
        return self._reply(200, {"timeMicros": self._ledger.safe})

    async def bounds(self, request: Request) -> Reply:
        self._member(request)
        raise Refused("UNSUPPORTED", "this sequencer keeps everything: it does not claim `pruning`")

    async def subscribe(self, request: Request) -> Reply:
        member = self._member(request)
        values = request.query.get("from", ["0"])
        if request.query.keys() - {"from"} or len(values) != 1 or not re.fullmatch(r"[0-9]{1,16}", values[0], re.ASCII):
            raise Refused("MALFORMED_REQUEST", "the only parameter is from=<microseconds>")
        start = integer("from", int(values[0]))
        headers = {"plimsoll-instance": self._instance}
        return Reply(200, media_type="application/x-ndjson", headers=headers, stream=self._stream(member, start))

    async def _stream(self, member: str, start: int) -> AsyncGenerator[bytes, None]:
        """The member's events from `start` (inclusive), for ever; between them, proofs that time passed."""
        news = self._ledger.watch(member)
        proved_at = 0.0
        try:
            while True:
                news.clear()
                ended, safe = self._ended.is_set(), self._ledger.safe
                lines, size = [], 0
                for timestamp, line in self._ledger.read(member, start, safe):
                    lines.append(line)
                    size += len(line)
                    start = timestamp + 1
                    if size > PAGE_BYTES:
                        break
                else:  # everything up to `safe` is in `lines`: that is what a proof says
                    if ended or time.monotonic() - proved_at >= KEEP_ALIVE_SECONDS:
                        proved_at = time.monotonic()
                        lines.append(b'{"type":"proof","upToMicros":%d}\n' % safe)
                if lines:
                    yield b"".join(lines)
                if size > PAGE_BYTES:
                    continue
                if ended:
                    yield b'{"type":"error","code":"SEQUENCER_UNAVAILABLE","message":"stopping; resume later"}\n'
                    return
                try:
                    await asyncio.wait_for(news.wait(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    pass
        finally:
            self._ledger.unwatch(member, news)

    async def live(self, request: Request) -> Reply:
        return self._reply(200, self._health())

    async def health(self, request: Request) -> Reply:
        body = self._health()
        return self._reply(200 if body["ready"] else 503, body)

    def _health(self) -> dict:
        problems = ["stopping" if self.stopping else None, self._ledger.problem()]
        reasons = [problem for problem in problems if problem is not None]
        return {
            "instance": self._instance,
            "incarnation": self._incarnation,
            "role": "active",
            "ready": not reasons,
            "reasons": reasons,
            "nowMicros": time.time_ns() // 1000,
            "progress": {"what": "commit", "lastMicros": self._ledger.committed_micros},
        }

    async def drain(self) -> None:
        """A graceful stop: take nothing new, make durable what was taken, show it to the readers, then end."""
        self.stopping = True
        await asyncio.to_thread(self._ledger.stop)
        await asyncio.sleep(0)  # let the writer's last words be published before the streams look for the last time
        self._ended.set()


async def serve(arguments: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    os.makedirs(arguments.data, exist_ok=True)
    lock = open(os.path.join(arguments.data, "lock"), "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"sequencer-python: another process works on {arguments.data}; two writers would make two orders. Stop it first.")
    host, _, port = arguments.listen.rpartition(":")
    members = Members(arguments.members)
    ledger = Ledger(os.path.join(arguments.data, "ledger.sqlite"), members.names, loop)
    members.secret = ledger.secret
    node = Node(arguments.instance, members, ledger)
    server = HttpServer(node.handle, node.refuse, BODY_MAX_BYTES, REQUEST_WITHIN_SECONDS)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    ledger.start()
    await server.listen(host, int(port))
    print(f"sequencer-python: {arguments.instance} serves {arguments.listen} from {arguments.data}", flush=True)
    await stop.wait()
    await node.drain()
    await server.close(within=1)
    print("sequencer-python: stopped", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="A Plimsoll sequencer in Python: one node over SQLite.")
    parser.add_argument("--listen", required=True, metavar="HOST:PORT")
    parser.add_argument("--data", required=True, metavar="DIR", help="created when missing; holds ledger.sqlite")
    parser.add_argument("--members", required=True, metavar="FILE", help="JSON list of {name, publicKey, enabled}")
    parser.add_argument("--instance", default="sequencer", help="its name in replies and health")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
