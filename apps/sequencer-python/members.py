"""Who may speak: the members file, challenges to sign, and the tokens that a met challenge earns.

A member proves itself with an Ed25519 signature over `plimsoll-auth-v1\\n<member>\\n<challengeId>\\n<nonce>`.
A challenge works once. A token is a claim with a keyed hash of it, so nothing has to be stored for it.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import sys
import time
from collections import OrderedDict

from refusal import Refused

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit(
        "sequencer-python: the Python package `cryptography` is missing; it checks the members' Ed25519 signatures, "
        "which the standard library cannot. Install it: python3 -m pip install cryptography"
    )

CHALLENGE_SECONDS = 60
CHALLENGES_MAX = 10_000  # the oldest go first: asking for challenges needs no proof, so it must not fill the memory
TOKEN_SECONDS = 3600


class Members:
    def __init__(self, path: str):
        with open(path, encoding="utf-8") as file:
            entries = json.load(file)
        self._keys = {
            entry["name"]: Ed25519PublicKey.from_public_bytes(base64.b64decode(entry["publicKey"])) for entry in entries
        }
        self._enabled = {entry["name"] for entry in entries if entry["enabled"]}
        self.names = sorted(self._keys)
        self.secret = secrets.token_bytes(32)  # replaced by a stored one, so that tokens outlive a restart
        self._challenges: OrderedDict[str, tuple[str, str, float]] = OrderedDict()

    def require(self, member: str) -> None:
        if member not in self._keys:
            raise Refused("SEQUENCER_SENDER_UNKNOWN", "no such member is registered here")
        if member not in self._enabled:
            raise Refused("MEMBER_DISABLED", "the member is registered but disabled")

    def challenge(self, member: str) -> dict:
        self.require(member)
        challenge_id, nonce = secrets.token_urlsafe(18), secrets.token_urlsafe(24)
        self._challenges[challenge_id] = (member, nonce, time.monotonic() + CHALLENGE_SECONDS)
        if len(self._challenges) > CHALLENGES_MAX:
            self._challenges.popitem(last=False)
        return {"challengeId": challenge_id, "nonce": nonce}

    def token(self, member: str, challenge_id: str, signature: str) -> dict:
        failed = Refused("CHALLENGE_FAILED", "unknown, used or expired challenge, or a signature that does not fit")
        # Taken out first: whatever comes of it, this challenge is never good again.
        owner, nonce, deadline = self._challenges.pop(challenge_id, ("", "", 0.0))
        if owner != member or time.monotonic() > deadline:
            raise failed
        self.require(member)
        try:
            text = f"plimsoll-auth-v1\n{member}\n{challenge_id}\n{nonce}".encode()
            self._keys[member].verify(base64.b64decode(signature, validate=True), text)
        except (InvalidSignature, binascii.Error, ValueError):
            raise failed from None
        claim = base64.urlsafe_b64encode(f"{member} {int(time.time()) + TOKEN_SECONDS}".encode()).decode()
        return {"token": f"{claim}.{self._mark(claim)}", "expiresInSeconds": TOKEN_SECONDS}

    def authenticate(self, authorization: str | None) -> str:
        """The member whose token the header carries."""
        refused = Refused("UNAUTHENTICATED", "token missing, unknown or expired; sign a new challenge")
        scheme, _, token = (authorization or "").partition(" ")
        claim, _, mark = token.strip().partition(".")
        if scheme.lower() != "bearer" or not hmac.compare_digest(self._mark(claim).encode(), mark.encode("latin-1")):
            raise refused
        member, expiry = base64.urlsafe_b64decode(claim).decode().split(" ")
        if time.time() > int(expiry):
            raise refused
        self.require(member)
        return member

    def _mark(self, claim: str) -> str:
        return hmac.new(self.secret, claim.encode("latin-1"), hashlib.sha256).hexdigest()
