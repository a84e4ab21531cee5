"""Checks docs/reference/operator-vectors.json with nothing but Python's standard library.

What it is for: a second implementation of the encodings in operator.md, written from that page. Run it as
`python3 libs/interface/src/operator/check-vectors.py`; it prints one line and ends with 0, or names what differs.
"""

import hashlib
import json
import pathlib
import sys

KINDS = {
    "pazkp_createAccount": 1,
    "pazkp_createMoneyOrder": 2,
    "pazkp_redeemMoneyOrder": 3,
    "pazkp_createOutboundTransfer": 4,
}


def raw(text):
    return bytes.fromhex(text[2:])


def number(value, size):
    return int(value).to_bytes(size, "big")


def opaque(text):
    return number(len(raw(text)), 4) + raw(text)


def rollup_id(chain_id, contract):
    return hashlib.sha256(b"plimsoll-rollup-1" + number(chain_id, 8) + raw(contract)).digest()


def operation_hash(rollup, method, params):
    if method == "pazkp_createAccount":
        parts = [opaque(each) for each in params[:5]]
    elif method == "pazkp_createMoneyOrder":
        sender, receiver, token, amount, blinding, encrypted, randomization, nonce = params[:8]
        parts = [number(sender, 4), number(receiver, 4), number(token, 2), number(amount, 8), number(nonce, 4)]
        parts += [opaque(blinding), opaque(encrypted), opaque(randomization)]
    elif method == "pazkp_redeemMoneyOrder":
        sender, receiver, token, amount, blinding, index, nonce, encrypted, randomization = params[:9]
        parts = [number(sender, 4), number(receiver, 4), number(token, 2), number(amount, 8), number(nonce, 4)]
        parts += [number(index, 6), opaque(blinding), opaque(encrypted), opaque(randomization)]
    else:
        sender, address, token, amount, nonce = params[:5]
        parts = [number(sender, 4), raw(address), number(token, 2), number(amount, 8), number(nonce, 4)]
    head = b"plimsoll-operator-1" + rollup + bytes([KINDS[method]])
    return hashlib.sha256(head + b"".join(parts)).digest()


# P-256: the field, the group's order and its generator (FIPS 186-4, D.1.2.3).
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return (x, (slope * (a[0] - x) - a[1]) % P)


def multiply(count, point):
    total = None
    while count:
        if count & 1:
            total = add(total, point)
        point = add(point, point)
        count >>= 1
    return total


def is_signature(digest, signature, public_key):
    if len(signature) != 96 or signature[64:] != digest:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
    x, y = int.from_bytes(public_key[:32], "big"), int.from_bytes(public_key[32:], "big")
    if not (0 < r < N and 0 < s < N) or (y * y - x**3 + 3 * x - B) % P:
        return False
    z = int.from_bytes(hashlib.sha256(digest).digest(), "big")
    inverse = pow(s, -1, N)
    point = add(multiply(z * inverse % N, G), multiply(r * inverse % N, (x, y)))
    return point is not None and point[0] % N == r


def batch_data(batch):
    out = bytes([1]) + number(batch["operatorId"], 2) + number(batch["height"], 4)
    out += number(batch["depositsFrom"], 8) + number(batch["depositsTo"], 8) + number(len(batch["operations"]), 4)
    kinds = {"create-account": 1, "create-order": 2, "redeem-order": 3, "outbound": 4}
    for each in batch["operations"]:
        kind = each["kind"]
        out += bytes([kinds[kind]]) + raw(each["hash"])
        if kind == "create-account":
            out += number(each["accountId"], 4) + raw(each["publicKey"])
            continue
        out += number(each["from"], 4) + (raw(each["address"]) if kind == "outbound" else number(each["to"], 4))
        out += number(each["tokenId"], 2) + number(each["amount"], 8) + number(each["nonce"], 4)
        if kind == "redeem-order":
            out += number(each["index"], 6)
    return out


def order_indexes(batches):
    order_batch = 0
    for batch in batches:
        created = sum(1 for each in batch["operations"] if each["kind"] == "create-order")
        count = int(batch["depositsTo"]) - int(batch["depositsFrom"]) + created
        order_batch += 1 if count else 0
        yield [order_batch * 65536 + place for place in range(count)]


def main():
    root = pathlib.Path(__file__).resolve().parents[4]
    vectors = json.loads((root / "docs/reference/operator-vectors.json").read_text())
    wrong = []

    def check(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: {found} where the vectors have {expected}")

    rollup = vectors["rollup"]
    rollup_bytes = rollup_id(rollup["chainId"], rollup["contract"])
    check("rollup id", "0x" + rollup_bytes.hex(), rollup["rollupId"])
    x, y = multiply(int(vectors["key"]["privateKey"], 16), G)
    public_key = number(x, 32) + number(y, 32)
    check("public key", "0x" + public_key.hex(), vectors["key"]["publicKey"])
    for each in vectors["operations"]:
        found = operation_hash(rollup_bytes, each["method"], each["params"])
        check(each["method"], "0x" + found.hex(), each["operationHash"])
    for each in vectors["signatures"]:
        found = is_signature(raw(each["operationHash"]), raw(each["signature"]), public_key)
        check(f"signature ({each.get('why', 'the valid one')})", found, each["valid"])
    for batch, indexes in zip(vectors["batches"], order_indexes(vectors["batches"])):
        check(f"batch {batch['height']}", "0x" + batch_data(batch).hex(), batch["data"])
        check(f"indexes of batch {batch['height']}", indexes, batch["orderIndexes"])
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(vectors['operations'])} operations, {len(vectors['signatures'])} signatures, {len(vectors['batches'])} batches: all as published")


main()
