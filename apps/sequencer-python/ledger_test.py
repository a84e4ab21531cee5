"""What the ledger promises, without a network: time that only rises, and one ending for every request."""

import asyncio
import json
import os
import tempfile
import unittest

import ledger as module
from ledger import Job, Ledger
from refusal import Refused

FAR = 2**53 - 1


class FakeClock:
    def __init__(self, micros: int):
        self.micros = micros

    def now(self) -> int:
        return self.micros


class LedgerTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "ledger.sqlite")

    def open(self, clock: FakeClock) -> Ledger:
        ledger = Ledger(self.path, ["alice", "bob", "carol"], asyncio.get_running_loop())
        ledger._clock = clock
        ledger.start()
        return ledger

    async def send(self, ledger: Ledger, recipients: list[str], until: int = FAR, **more) -> dict:
        answer = asyncio.get_running_loop().create_future()
        envelope = {"content": "aGk=", "recipients": recipients}
        request = {"messageId": "m-1", "maxSequencingTimeMicros": until, "envelopes": [envelope], **more}
        ledger.submit(Job("alice", answer, request=request))
        return await answer

    def lines(self, ledger: Ledger, member: str, start: int = 0) -> list[dict]:
        return [json.loads(line) for _, line in ledger.read(member, start, ledger.safe)]

    async def test_timestamps_never_go_back_across_a_restart_with_the_clock_set_back(self):
        ledger = self.open(FakeClock(5_000_000))
        first = await self.send(ledger, ["bob"])
        seen = ledger.safe
        ledger.stop()
        ledger = self.open(FakeClock(1_000_000))
        second = await self.send(ledger, ["bob"])
        ledger.stop()
        self.assertEqual(first["timestampMicros"], 5_000_000)
        self.assertGreater(second["timestampMicros"], seen)
        self.assertEqual(self.lines(ledger, "bob")[1]["previousMicros"], 5_000_000)

    async def test_a_request_is_sequenced_at_equality_and_expired_beyond(self):
        ledger = self.open(FakeClock(5_000_000))
        at = ledger._last + 10_000_000
        ledger._clock.micros = at
        self.assertEqual((await self.send(ledger, ["bob"], until=at))["timestampMicros"], at)
        with self.assertRaises(Refused) as refused:
            await self.send(ledger, ["bob"], until=at)
        ledger.stop()
        self.assertEqual(refused.exception.code, "MAX_SEQUENCING_TIME_EXCEEDED")
        self.assertGreater(ledger.safe, at)
        self.assertEqual(len(self.lines(ledger, "bob")), 1)

    async def test_an_error_event_reaches_the_sender_alone(self):
        ledger = self.open(FakeClock(5_000_000))
        reply = await self.send(ledger, ["bob", "zoe"])
        ahead = await self.send(ledger, ["bob"], topologyTimestampMicros=FAR)
        ledger.stop()
        self.assertEqual(reply["code"], "SEQUENCER_UNKNOWN_RECIPIENTS")
        self.assertEqual(ahead["code"], "SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP")
        self.assertEqual([line["kind"] for line in self.lines(ledger, "alice")], ["error", "error"])
        self.assertEqual(self.lines(ledger, "bob"), [])

    async def test_star_is_everybody_and_only_the_sender_sees_the_message_id(self):
        ledger = self.open(FakeClock(5_000_000))
        await self.send(ledger, ["*"])
        ledger.stop()
        for member in ("alice", "bob", "carol"):
            (line,) = self.lines(ledger, member)
            self.assertEqual(line["envelopes"], ["aGk="])
            self.assertEqual("messageId" in line, member == "alice")

    async def test_what_was_taken_before_a_stop_is_written_and_nothing_is_taken_after(self):
        ledger = self.open(FakeClock(5_000_000))
        waiting = [asyncio.create_task(self.send(ledger, ["bob"])) for _ in range(50)]
        await asyncio.sleep(0)
        ledger.stop()
        self.assertEqual({reply["status"] for reply in await asyncio.gather(*waiting)}, {"sequenced"})
        self.assertEqual(len(self.lines(ledger, "bob")), 50)
        with self.assertRaises(Refused) as refused:
            await self.send(ledger, ["bob"])
        self.assertEqual(refused.exception.code, "SEQUENCER_UNAVAILABLE")

    async def test_a_store_that_refuses_shows_in_health_and_leaves_nothing_behind(self):
        ledger = self.open(FakeClock(5_000_000))
        working, ledger._commit = ledger._commit, self.refuse
        with self.assertRaises(Refused) as refused:
            await self.send(ledger, ["bob"])
        self.assertEqual(refused.exception.code, "SEQUENCING_UNKNOWN")
        self.assertIn("disk full", ledger.problem())
        ledger._commit = working
        self.assertEqual((await self.send(ledger, ["bob"]))["status"], "sequenced")
        self.assertIsNone(ledger.problem())
        ledger.stop()
        self.assertEqual(len(self.lines(ledger, "bob")), 1)

    def refuse(self, db, jobs):
        raise OSError("disk full")

    async def test_a_full_queue_refuses_and_takes_nothing(self):
        ledger = Ledger(self.path, ["alice"], asyncio.get_running_loop())
        for _ in range(module.QUEUE_MAX):
            ledger.submit(Job("alice", None, acknowledged=1))
        with self.assertRaises(Refused) as refused:
            ledger.submit(Job("alice", None, acknowledged=1))
        self.assertEqual(refused.exception.code, "SEQUENCER_OVERLOADED")


if __name__ == "__main__":
    unittest.main()
