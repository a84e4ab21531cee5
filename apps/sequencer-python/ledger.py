"""The order of things, kept in one SQLite file: this is where a send becomes an event.

One thread writes. It takes everything that has queued up, gives each request a timestamp, and commits the lot
with one fsync; only then is anybody told or shown anything. So many sends at once cost little more than one.

The rules it keeps (the names are those of the guarantees' rules):

* unique-time, later-than-seen: a timestamp is above every earlier one, whatever the clock does, restarts included.
  `safe` is the highest timestamp that is durable; nothing above it is ever shown, nothing at or below it is ever added.
* keeps-moving: with nothing to write it still commits its time, every KEEP_ALIVE_SECONDS.
* expiry: judged against the timestamp itself, at the moment it is given.
* one-ending: an event for its recipients and its sender, or an error event for the sender, or silence.
"""

import asyncio
import json
import secrets
import sqlite3
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from refusal import Refused

KEEP_ALIVE_SECONDS = 0.2
QUEUE_MAX = 1000
QUEUE_MAX_BYTES = 64 * 1024 * 1024
STALE_SECONDS = 1.5  # without a commit for so long, the node is not making progress

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
  timestamp INTEGER PRIMARY KEY, sender TEXT NOT NULL, message_id TEXT NOT NULL,
  error TEXT,                -- the code, on an error event
  envelopes TEXT NOT NULL    -- as sent, JSON
);
CREATE TABLE IF NOT EXISTS deliveries (  -- who is shown an event, and which event that member was shown before
  member TEXT NOT NULL, timestamp INTEGER NOT NULL, previous INTEGER,
  PRIMARY KEY (member, timestamp)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS acknowledgements (member TEXT PRIMARY KEY, timestamp INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value NOT NULL);
"""


@dataclass
class Job:
    """Something for the writer: a send (`request`) or an acknowledgement (`acknowledged`) of `member`."""

    member: str
    answer: asyncio.Future | None  # None: nobody waits, as for a send that is answered `accepted`
    bytes: int = 0
    request: dict | None = None
    acknowledged: int | None = None


class SubjectClock:
    """Microseconds since the epoch: the wall clock as it was at the start, carried on by the monotonic one.
    A step of the wall clock while we run thus moves nothing; one across a restart is met by `safe`."""

    def __init__(self):
        self._offset = time.time_ns() - time.monotonic_ns()

    def now(self) -> int:
        return (self._offset + time.monotonic_ns()) // 1000


class Ledger:
    def __init__(self, path: str, members: list[str], loop: asyncio.AbstractEventLoop):
        self._loop = loop
        self._members = members
        self._registered = set(members)
        self._clock = SubjectClock()
        self._path = path
        with self._connect() as db:
            db.executescript(SCHEMA)
            # The highest timestamp that anybody may have been shown: nothing new is ever put at or below it.
            self.safe: int = (db.execute("SELECT value FROM state WHERE name = 'safe'").fetchone() or (0,))[0]
            self._previous: dict[str, int] = dict(
                db.execute("SELECT member, max(timestamp) FROM deliveries GROUP BY member")
            )
            # Signs the tokens: kept here, so that they outlive a restart.
            db.execute("INSERT OR IGNORE INTO state VALUES ('secret', ?)", (secrets.token_bytes(32),))
            self.secret: bytes = db.execute("SELECT value FROM state WHERE name = 'secret'").fetchone()[0]
        db.close()
        self._last = self._durable = self.safe
        self._reader = self._connect()
        self._queue: list[Job] = []
        self._queued_bytes = 0
        self._work = threading.Condition()
        self._stopping = False
        self._failure: str | None = None
        self._committed_at = time.monotonic()
        self.committed_micros = time.time_ns() // 1000
        self._watchers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._writer = threading.Thread(target=self._write_forever, name="writer", daemon=True)

    def start(self) -> None:
        self._writer.start()

    def stop(self) -> None:
        """What was taken is still written; blocks until it is durable. New work is refused from now on."""
        with self._work:
            self._stopping = True
            self._work.notify()
        self._writer.join()

    def problem(self) -> str | None:
        """Why this node is not making progress, or None. A writer that hangs in the disk shows here too."""
        if self._failure is not None:
            return self._failure
        silent = time.monotonic() - self._committed_at
        return f"no commit for {silent:.1f} s" if silent > STALE_SECONDS else None

    # -- from the event loop -------------------------------------------------------------------------------

    def submit(self, job: Job) -> None:
        """Hands a job to the writer, which settles `job.answer` once it is durable. Refused: nothing was taken."""
        with self._work:
            if self._stopping:
                raise Refused("SEQUENCER_UNAVAILABLE", "stopping; use another node or wait for the restart")
            if len(self._queue) >= QUEUE_MAX or self._queued_bytes + job.bytes > QUEUE_MAX_BYTES:
                raise Refused("SEQUENCER_OVERLOADED", "the queue is full; send again after a pause")
            self._queue.append(job)
            self._queued_bytes += job.bytes
            self._work.notify()

    def watch(self, member: str) -> asyncio.Event:
        """An event that is set whenever `member` got something new. Give it back with `unwatch`."""
        news = asyncio.Event()
        self._watchers[member].add(news)
        return news

    def unwatch(self, member: str, news: asyncio.Event) -> None:
        self._watchers[member].discard(news)

    def read(self, member: str, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """The member's events with start <= timestamp <= end, in order, each as the line of its stream."""
        rows = self._reader.execute(
            "SELECT timestamp, previous, sender, message_id, error, envelopes FROM deliveries JOIN events"
            " USING (timestamp) WHERE member = ? AND timestamp BETWEEN ? AND ? ORDER BY timestamp",
            (member, start, end),
        )
        for timestamp, previous, sender, message_id, error, envelopes in rows:
            line = {"type": "event", "timestampMicros": timestamp, "previousMicros": previous}
            line["kind"] = "deliver" if error is None else "error"
            line["sender"] = sender
            if member == sender:
                line["messageId"] = message_id
            if error is not None:
                line["code"] = error
            line["envelopes"] = [
                envelope["content"]
                for envelope in (json.loads(envelopes) if error is None else [])
                if envelope["recipients"] == ["*"] or member in envelope["recipients"]
            ]
            yield timestamp, json.dumps(line, separators=(",", ":")).encode() + b"\n"

    # -- the writer's thread -------------------------------------------------------------------------------

    def _connect(self) -> sqlite3.Connection:
        # WAL lets readers go on while the writer commits; FULL makes every commit wait for its fsync.
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=10)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        return db

    def _write_forever(self) -> None:
        db = self._connect()
        stopping = False
        while not stopping:
            with self._work:
                self._work.wait_for(lambda: self._queue or self._stopping, timeout=KEEP_ALIVE_SECONDS)
                jobs, self._queue, self._queued_bytes = self._queue, [], 0
                stopping = self._stopping  # set under the lock: whatever was taken before it is in `jobs`
            try:
                answers, touched = self._commit(db, jobs)
            except Exception as error:  # disk full, disk broken: not ready, and tried again at the next turn
                if db.in_transaction:
                    db.execute("ROLLBACK")
                self._failure = f"the store refuses: {error}"
                print(self._failure, file=sys.stderr, flush=True)
                unknown = Refused("SEQUENCING_UNKNOWN", "the store failed; wait for the receipt or for expiry")
                answers, touched = [(job, unknown) for job in jobs], set()
                time.sleep(KEEP_ALIVE_SECONDS)
            else:
                self._failure = None
                self._durable, self._committed_at = self._last, time.monotonic()
                self.committed_micros = time.time_ns() // 1000
            self._tell(answers, touched, self._durable)
        db.close()

    def _commit(self, db: sqlite3.Connection, jobs: list[Job]) -> tuple[list, set[str]]:
        """One transaction for all `jobs`. Nothing of it has been shown when it fails."""
        previous = dict(self._previous)
        events, deliveries, answers = [], [], []
        db.execute("BEGIN IMMEDIATE")
        for job in jobs:
            if job.request is None:
                sql = (
                    "INSERT INTO acknowledgements VALUES (?, ?) ON CONFLICT (member) DO UPDATE"
                    " SET timestamp = max(timestamp, excluded.timestamp) RETURNING timestamp"
                )
                answers.append((job, db.execute(sql, (job.member, job.acknowledged)).fetchone()[0]))
                continue
            timestamp = self._next()
            request = job.request
            if timestamp > request["maxSequencingTimeMicros"]:
                # Silence for everybody. The timestamp is used up, so that time has passed the request for sure.
                answers.append((job, Refused("MAX_SEQUENCING_TIME_EXCEEDED", "expired; it will never be sequenced")))
                continue
            recipients = {name for envelope in request["envelopes"] for name in envelope["recipients"]}
            error = None
            if request.get("topologyTimestampMicros", 0) > timestamp:
                error = "SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP"
            elif not recipients <= self._registered | {"*"}:
                error = "SEQUENCER_UNKNOWN_RECIPIENTS"
            everybody = self._registered if "*" in recipients else recipients
            readers = {job.member} if error else {job.member} | everybody  # the sender always gets its receipt
            envelopes = "[]" if error else json.dumps(request["envelopes"])
            events.append((timestamp, job.member, request["messageId"], error, envelopes))
            for member in readers:
                deliveries.append((member, timestamp, previous.get(member)))
                previous[member] = timestamp
            reply = {"status": "rejected" if error else "sequenced", "timestampMicros": timestamp}
            answers.append((job, {**reply, "code": error} if error else reply))
        self._next()  # the keep-alive: time moves on even if nobody sends
        db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", events)
        db.executemany("INSERT INTO deliveries VALUES (?, ?, ?)", deliveries)
        db.execute("INSERT OR REPLACE INTO state VALUES ('safe', ?)", (self._last,))
        db.execute("COMMIT")  # returns once the bytes are on the disk
        self._previous = previous
        return answers, {member for member, _, _ in deliveries}

    def _next(self) -> int:
        self._last = max(self._clock.now(), self._last + 1)
        return self._last

    def _tell(self, answers: list, touched: set[str], safe: int) -> None:
        """Over to the event loop, with everything at once: what is durable becomes visible, then it is answered."""

        def publish() -> None:
            self.safe = safe
            for job, answer in answers:
                if job.answer is not None and not job.answer.done():
                    settle = job.answer.set_exception if isinstance(answer, Refused) else job.answer.set_result
                    settle(answer)
            for member in touched:
                for news in self._watchers[member]:
                    news.set()

        self._loop.call_soon_threadsafe(publish)
