"""A second verifier of public copies, made from docs/methods/verifiable-log.md alone.

It checks steps 1 to 8 of a folder; of boards the ratings of plain Bradley-Terry ones.
``python second_verifier.py DIR [OLD_CHECKPOINT]`` ends with 0, or 10 and the step that failed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OUTCOMES = ["model_a", "model_b", "tie", "both_bad"]
STEPS = "signature root history commitments endings draws exclusions boards"
TYPES = "model weights seed open vote expire exclude restore snapshot tombstone"


def need(is_so: bool, why: str) -> None:
    if not is_so:
        raise ValueError(why)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass
class Verifier:
    folder: Path
    older: str | None = None

    def day(self, leaf: Any) -> int:
        return date.fromisoformat(leaf["date"]).toordinal() - date(1970, 1, 1).toordinal()

    def pick(self, weights: list[int], at: int) -> int:
        return next(place for place, reached in enumerate(accumulate(weights)) if reached > at)

    def run(self) -> list[str | None]:
        found: list[str | None] = []
        for name in STEPS.split():
            try:
                found.append(getattr(self, name)())
            except (LookupError, OSError, ValueError, TypeError, AttributeError) as error:
                found.append(f"{name}: {type(error).__name__} {error}")
        return found

    def is_signed(self, note: str, verifier: str) -> bool:
        name, digits, key = verifier.split("+", 2)
        raw = base64.b64decode(key)
        need(sha(name.encode(), b"\n", raw)[:4].hex() == digits, "a key and its id")
        text, _, lines = note.partition("\n\n")
        for line in lines.splitlines():
            dash, signer, signature = line.split(" ")
            given = base64.b64decode(signature, validate=True)
            if dash == "\u2014" and signer == name and given[:4].hex() == digits:
                with suppress(InvalidSignature):
                    public = Ed25519PublicKey.from_public_bytes(raw[1:])
                    return public.verify(given[4:], f"{text}\n".encode()) is None
        return False

    def signature(self) -> None:  # step 1
        self.log = json.loads((self.folder / "log.json").read_bytes())
        note = (self.folder / "checkpoint").read_text(encoding="utf-8")
        origin, size, root = note.split("\n")[:3]
        self.size, self.told_root = int(size), base64.b64decode(root, validate=True)
        is_log = origin == self.log["origin"] and self.is_signed(note, self.log["key"])
        signed = sum(self.is_signed(note, one) for one in self.log["witnesses"])
        need(is_log and signed >= self.log["quorum"], "a signature")

    def tile(self, kind: str, index: int, width: int) -> bytes:
        digits = f"{index:03}" if index < 1000 else f"x{index // 1000:03}/{index % 1000:03}"
        path = self.folder / "tile" / kind / digits
        partial = path.with_name(f"{path.name}.p") / str(width)
        return (partial if width < 256 and partial.exists() else path).read_bytes()

    def root(self) -> None:  # step 2
        self.raw: list[bytes] = []
        self.leaves: list[Any] = []
        for begin in range(0, self.size, 256):
            width = min(256, self.size - begin)
            data = self.tile("entries", begin // 256, width)
            for place in range(begin, begin + width):
                end = 2 + int.from_bytes(data[:2])
                need(2 < end <= len(data), f"the bundle was cut off before leaf {place}")
                self.raw.append(data[2:end])
                data = data[end:]
        self.hashes = [sha(b"\0", one) for one in self.raw]
        row, level = self.hashes, 0
        while row:
            for begin in range(0, len(row), 256):
                some = row[begin : begin + 256]
                held = self.tile(str(level), begin // 256, len(some))
                need(held[: 32 * len(some)] == b"".join(some), f"tile {level}/{begin // 256}")
            whole = range(0, len(row) - 255, 256)
            row, level = [self.root_of(row[begin : begin + 256]) for begin in whole], level + 1
        for place, one in enumerate(self.raw):
            leaf = json.loads(one)
            self.leaves.append(leaf)
            need(canonical(leaf) == one and leaf["type"] in TYPES.split(), f"leaf {place} is none")
        self.names = {leaf["model"]: leaf["name"] for _, leaf in self.of("model")}
        need(self.root_of(self.hashes) == self.told_root, "the root")

    def root_of(self, row: list[bytes]) -> bytes:
        if len(row) < 2:
            return row[0] if row else sha()
        split = 1 << (len(row) - 1).bit_length() - 1
        return sha(b"\1", self.root_of(row[:split]), self.root_of(row[split:]))

    def history(self) -> None:  # step 3
        for place, leaf in self.of("snapshot"):
            then = self.root_of(self.hashes[: leaf["size"]]).hex()
            need(leaf["size"] <= place and then == leaf["root"], f"leaf {place}: its root")
        if self.older is not None:
            need(self.is_signed(self.older, self.log["key"]), "the older signature")
            origin, size, root = self.older.split("\n")[:3]
            need(origin == self.log["origin"] and int(size) <= self.size, "the log was cut back")
            then = base64.b64encode(self.root_of(self.hashes[: int(size)])).decode()
            need(then == root, "another root")

    def of(self, *types: str) -> list[tuple[int, Any]]:
        return [(at, leaf) for at, leaf in enumerate(self.leaves) if leaf["type"] in types]

    def commitments(self) -> None:  # step 4
        for place, leaf in self.of("vote", "expire"):
            told = dict(leaf["reveal"])
            nonce = bytes.fromhex(told.pop("nonce"))
            made = sha(b"tiltyard-commit-v1\0", nonce, canonical(told)).hex()
            opened = self.leaves[leaf["open"]]
            if opened["type"] == "open":  # otherwise step 5 says so
                held = [opened[name] for name in ("commitment", "stream", "counter")]
                need(held == [made, told["stream"], told["counter"]], f"leaf {place}")

    def endings(self) -> None:  # step 5
        ended, latest = set(), -1
        days = {leaf["stream"]: self.day(leaf) for _, leaf in self.of("weights")}
        for place, leaf in self.of("vote", "expire", "weights"):
            if "open" in leaf:
                opened = self.leaves[:place][leaf["open"]]
                need(opened["type"] == "open" and leaf["open"] not in ended, f"leaf {place}")
                ended.add(leaf["open"])
                first = max(24 * days.get(opened["stream"], 0), latest - 1)
                need(leaf.get("hour", first) >= first, f"leaf {place}: the clock")
            latest = max(latest, 24 * self.day(leaf) if "date" in leaf else leaf.get("hour", -1))
        for place, leaf in self.of("open"):
            is_due = self.is_overdue(24 * days.get(leaf["stream"], -2) + 48)
            need(place in ended or not is_due, f"leaf {place} has no ending")

    def is_overdue(self, due: int) -> Any:
        told = [leaf for _, leaf in self.of("vote", "weights")]
        hours = [leaf["hour"] if "hour" in leaf else 24 * self.day(leaf) for leaf in told]
        return max(hours) >= min((hour for hour in hours if hour >= due), default=1 << 40) + 24

    def draws(self) -> None:  # step 6
        tables, seeds, told = dict[str, Any](), dict[str, bytes](), defaultdict[Any, Any](list)
        for place, leaf in self.of("weights", "seed", "open", "vote", "expire"):
            stream = leaf["reveal"]["stream"] if "reveal" in leaf else leaf["stream"]
            if leaf["type"] == "weights":
                need(tables.setdefault(stream, leaf) is leaf, f"leaf {place}: it begins twice")
            elif leaf["type"] == "seed":
                need(stream not in seeds, f"leaf {place}: told twice")
                seeds[stream] = bytes.fromhex(leaf["seed"])
                made = sha(b"tiltyard-seed-v1\0", seeds[stream]).hex()
                need(made == tables[stream]["seed_commitment"], f"leaf {place}: another seed")
                need(sorted(told[stream]) == [*range(len(told[stream]))], "a draw is missing")
            elif leaf["type"] == "open":
                need(stream in tables and stream not in seeds, f"leaf {place}: its stream")
                told[stream] += [leaf["counter"], *(one for one, _ in leaf["skipped"])]
            else:
                told[stream, "reveal"].append(leaf["reveal"])
                again = "again" in leaf["reveal"]
                need((leaf.get("counts", "repeat" * again) == "repeat") is again, f"leaf {place}")
                was = self.leaves[: leaf["open"]][leaf["reveal"]["again"]] if again else leaf
                is_theirs = leaf.get("voter") in (None, was.get("voter"))
                need(is_theirs and (was is leaf or was["counts"] != "repeat"), f"leaf {place}")
        for stream, table in tables.items():
            need(stream in seeds or not self.is_overdue(24 * self.day(table) + 25), "no seed")
            for one in told[stream, "reveal"] if stream in seeds else ():
                held = [one[name] for name in ("model_a", "model_b", "probability")]
                need(self.pair(table["weights"], seeds[stream], one) == held, f"draw of {stream}")

    def pair(self, table: list[list[int]], seed: bytes, told: Any) -> list[int]:
        """Who sits left, who right, and the probability: docs, "How two models are drawn"."""
        weights = [weight for _, weight in table]
        total = sum(weights)
        ordered = total**2 - sum(weight**2 for weight in weights)
        head, client = told["counter"].to_bytes(8), bytes.fromhex(told["client"])
        words = [hmac.digest(seed, head + n.to_bytes(8) + client, "sha256") for n in range(3)]
        x, y, coin = (int.from_bytes(word) for word in words)
        if "again" in told:  # nothing but the seats of an earlier battle was drawn
            was = [self.leaves[told["again"]]["reveal"][side] for side in OUTCOMES[:2]]
            return [*(was[::-1] if x >> 255 else was), 10**12]
        first = self.pick([weight * (total - weight) for weight in weights], x * ordered >> 256)
        rest = [0 if at == first else weight for at, weight in enumerate(weights)]
        second = self.pick(rest, y * (total - weights[first]) >> 256)
        parts = -(-2 * weights[first] * weights[second] * 10**12 // ordered)
        pair = [table[first][0], table[second][0]]
        return [*(pair[::-1] if coin >> 255 else pair), parts]

    def exclusions(self) -> None:  # step 7
        had: Counter[Any] = Counter()
        out: set[int] = set()
        for place, leaf in self.of("exclude", "restore", "tombstone", "vote"):
            if leaf["type"] == "vote":
                self.limits(place, leaf, self.rule(place), had)
            elif leaf["type"] == "tombstone":
                need("reveal" in self.leaves[:place][leaf["leaf"]], f"leaf {place}")
            else:
                for vote in leaf["votes"]:
                    need(vote < place and self.leaves[vote]["type"] == "vote", f"leaf {place}")
                    need((vote in out) == (leaf["type"] == "restore"), f"leaf {place}: {vote}")
                    out ^= {vote}

    def rule(self, place: int) -> Any:
        return [one for one in self.log["rules"] if one["since"] <= place][-1]

    def limits(self, place: int, leaf: Any, rule: Any, had: Counter[Any]) -> None:
        day, voter = leaf["hour"] // 24, leaf["voter"]
        keys = [(day // 30, voter, self.names[leaf["reveal"][side]]) for side in OUTCOMES[:2]]
        most = [*((key, rule["per_model"]) for key in keys), ((day, voter), rule["per_day"])]
        over = any(limit is not None and had[key] >= limit for key, limit in most)
        need(leaf["counts"] != "yes" or not over, f"leaf {place} is over a limit")
        could = over or leaf["counts"] != "limit" or rule["per_address_day"] is not None
        need(could, f"leaf {place} is below every limit")
        had.update([*keys, (day, voter)] if leaf["counts"] == "yes" else [])

    def boards(self) -> None:  # step 8
        for _, leaf in self.of("snapshot"):
            number = leaf["number"]
            home = self.folder / f"snapshots/{number}"
            head = json.loads((home / "snapshot.json").read_bytes())
            need(head.pop("digest") == leaf["digest"], "another snapshot")
            need(sha(canonical(head), b"\n").hex() == leaf["digest"], "the snapshot's digest")
            labels = json.loads((self.folder / f"labels/{number}.json").read_bytes())
            used = self.chosen(leaf, head, labels["leaves"])
            for one in head["boards"]:
                data = (home / one["file"]).read_bytes()
                need(sha(data).hex() == one["sha256"], f"{one['file']} of snapshot {number}")
                further = set(one["query"]) - {"category", "language", "errors"}
                if further or labels["older"] or head["configuration"]["control"]:
                    continue  # this verifier computes plain boards alone
                mask = np.ones(len(used), dtype=bool)
                for name, value in one["query"].items() - {("errors", "voter")}:
                    text = value if name == "category" else f"{name}:{value}"
                    column = labels["labels"][text.partition(":")[0]]
                    code = column["values"].index(text.partition(":")[2] or "true")
                    mask &= np.array(column["codes"]) == code
                self.compare(json.loads(data), [used[at] for at in np.flatnonzero(mask)])

    def chosen(self, leaf: Any, head: Any, leaves: list[int]) -> list[Any]:
        out: set[int] = set()
        for place, mark in self.of("exclude", "restore"):
            out ^= {*mark["votes"]} if place < leaf["size"] else set()
        rule = self.rule(max(leaf["size"] - 1, 0))
        last = datetime.fromisoformat(head["taken_at"]).timestamp() // 3600 - rule["delay_hours"]
        votes = [(at, one) for at, one in self.of("vote") if at < leaf["size"]]
        may = {at: one for at, one in votes
               if one["counts"] == "yes" and at not in out and one["hour"] <= last}  # fmt: skip
        many = Counter(one["voter"] for _, one in votes)
        old = {at for at, one in may.items() if one["hour"] < last - 1}
        must = {at for at in old if many[may[at]["voter"]] >= rule["least_votes"]}
        need(must <= {*leaves} <= {*may}, "votes that should count, or should not")
        return [may[at] for at in leaves]

    def compare(self, board: Any, votes: list[Any]) -> None:
        met = [[self.names[vote["reveal"][side]] for side in OUTCOMES[:2]] for vote in votes]
        models, place = np.unique(met, return_inverse=True)
        design = np.subtract(*np.eye(len(models))[place.reshape(-1, 2)].transpose(1, 0, 2))
        worth = np.array([(1, 0, 0.5, 0.5)[OUTCOMES.index(vote["winner"])] for vote in votes])
        strength = np.zeros(len(models))
        for _ in range(50):
            p = 1 / (1 + np.exp(-design @ strength))
            hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1 / len(models)
            strength += np.linalg.solve(hessian, design.T @ (worth - p))
        rows = {row["model"]["name"]: row["rating"] for row in board["rows"]}
        rating = 400 / np.log(10) * strength[[models.tolist().index(name) for name in rows]]
        far = abs(rating - rating.mean() + 1000 - np.array([*rows.values()])).max(initial=0)
        need(board["votes"] == len(votes) and far <= 1e-6, f"{board['title']}: {far:g} points")


if __name__ == "__main__":
    results = Verifier(Path(sys.argv[1]), *(Path(one).read_text() for one in sys.argv[2:])).run()
    print(*results, sep="\n")
    sys.exit(next((11 + at for at, one in enumerate(results) if one), 0))
