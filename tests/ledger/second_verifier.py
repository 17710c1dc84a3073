"""A second verifier of public copies, made from docs/methods/verifiable-log.md alone.

``python second_verifier.py DIR [OLD_CHECKPOINT]`` ends with 0, or 1 and a line for each fault.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

OUTCOMES = ["model_a", "model_b", "tie", "both_bad"]
KINDS = {"again": "repeat", "gold": "gold"}  # what a reveal may have, and its vote then counts as
RULES = "evidence_v1", "evidence_v2", "same_voter_v1"
STEPS = "signature root history commitments endings draws exclusions boards"
TYPES = "model weights seed open vote expire exclude restore snapshot tombstone"
JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def need(is_so: bool, why: str) -> None:
    if not is_so:
        raise ValueError(why)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def sealed(kind: str, *parts: bytes) -> str:
    return sha(f"tiltyard-{kind}-v1\0".encode(), *parts).hex()


class Verifier:
    def __init__(self, folder: Path, *older: str) -> None:
        self.folder, self.older = folder, older

    def run(self) -> list[str | None]:
        found: list[str | None] = []
        for name in STEPS.split():
            try:
                found.append(getattr(self, name)())
            except Exception as error:  # a leaf may be anything
                found.append(f"{name}: {type(error).__name__} {error}")
        return found

    def is_signed(self, note: str, verifier: str) -> bool:
        name, digits, key = verifier.split("+", 2)
        raw = base64.b64decode(key)
        text, _, lines = note.partition("\n\n")
        for line in lines.splitlines():
            dash, signer, signature = line.split(" ")
            given = base64.b64decode(signature, validate=True)
            if (dash, signer, given[:4].hex()) == ("\u2014", name, digits):
                public = Ed25519PublicKey.from_public_bytes(raw[1:])
                return public.verify(given[4:], f"{text}\n".encode()) is None
        return False

    def checkpoint(self, note: str) -> tuple[int, bytes]:
        origin, size, root = note.split("\n")[:3]
        need(origin == self.log["origin"] and self.is_signed(note, self.log["key"]), "a signature")
        return int(size), base64.b64decode(root, validate=True)

    def signature(self) -> None:  # step 1
        self.log = json.loads((self.folder / "log.json").read_bytes())
        more = self.folder / "checkpoint.witnessed"
        notes = [(self.folder / "checkpoint").read_text("utf-8")]
        notes += [more.read_text("utf-8")] if more.exists() else []
        self.held = [self.checkpoint(one) for one in notes]
        self.size, self.told_root = self.held[0]
        signed = {one for one in self.log["witnesses"] for n in notes if self.is_signed(n, one)}
        need(len(signed) >= self.log["quorum"], "witnesses")

    def tile(self, kind: str, index: int, width: int) -> bytes:
        digits = f"{index:03}" if index < 1000 else f"x{index // 1000:03}/{index % 1000:03}"
        path = self.folder / "tile" / kind / digits
        partial = path.with_name(f"{path.name}.p") / str(width)
        return (partial if width < 256 and partial.exists() else path).read_bytes()

    def root(self) -> None:  # step 2
        self.hashes, self.leaves = list[bytes](), list[Any]()
        for begin in range(0, self.size, 256):
            width = min(256, self.size - begin)
            data = self.tile("entries", begin // 256, width)
            for place in range(begin, begin + width):
                end = 2 + int.from_bytes(data[:2])
                need(2 < end <= len(data), f"the bundle was cut off before leaf {place}")
                one, data = data[2:end], data[end:]
                self.hashes.append(sha(b"\0", one))
                self.leaves.append(leaf := json.loads(one))
                need(JSON.encode(leaf).encode() == one, f"leaf {place} is not canonical")
        need({leaf["type"] for leaf in self.leaves} <= {*TYPES.split()}, "an unknown type")
        row, level = self.hashes, 0
        while row:
            tiles = [row[begin : begin + 256] for begin in range(0, len(row), 256)]
            for index, some in enumerate(tiles):
                held = self.tile(str(level), index, len(some))
                need(held.startswith(b"".join(some)), f"tile {level}/{index}")
            row, level = [self.root_of(some) for some in tiles if len(some) == 256], level + 1
        self.names = {leaf["model"]: leaf["name"] for _, leaf in self.of("model")}
        need(self.root_of(self.hashes) == self.told_root, "the root")

    def root_of(self, row: list[bytes]) -> bytes:
        if len(row) < 2:
            return row[0] if row else sha()
        split = 1 << (len(row) - 1).bit_length() - 1
        return sha(b"\1", self.root_of(row[:split]), self.root_of(row[split:]))

    def of(self, *types: str) -> list[tuple[int, Any]]:
        return [(at, leaf) for at, leaf in enumerate(self.leaves) if leaf["type"] in types]

    def history(self) -> None:  # step 3
        for place, leaf in self.of("snapshot"):
            then = self.root_of(self.hashes[: leaf["size"]]).hex()
            need(leaf["size"] <= place and then == leaf["root"], f"leaf {place}: its root")
        for size, root in [*self.held, *map(self.checkpoint, self.older)]:
            need(size <= self.size and self.root_of(self.hashes[:size]) == root, "another root")

    def commitments(self) -> None:  # step 4
        for place, leaf in self.of("vote", "expire"):
            reveal, opened = dict(leaf["reveal"]), self.leaves[leaf["open"]]
            nonce = bytes.fromhex(reveal.pop("nonce"))
            made = sealed("commit", nonce, JSON.encode(reveal).encode())
            if opened["type"] == "open":  # otherwise step 5 says so
                held = [opened[name] for name in ("commitment", "stream", "counter")]
                need(held == [made, reveal["stream"], reveal["counter"]], f"leaf {place}")
        first, state, told, due = dict[int, Any](), dict[int, str](), set[int](), set[int]()
        for place, leaf in self.of("model", "weights"):
            if leaf["type"] == "weights":  # what is drawn was registered
                need(dict(leaf["weights"]).keys() <= first.keys(), f"leaf {place}: its models")
                continue
            model, opening, digest = leaf["model"], leaf["name_told"], leaf["digest"]
            was, state[model] = first.setdefault(model, leaf), leaf["state"]
            fixed = "name", "version", "owner", "name_commitment"
            need(all(leaf[one] == was[one] for one in fixed), f"leaf {place}: another model")
            if opening:
                nonce, name = bytes.fromhex(opening["nonce"]), opening["name"].encode()
                seals = sealed("name", nonce, name), sealed("served", nonce, bytes.fromhex(digest))
                need(seals == (was["name_commitment"], was["digest"]), f"leaf {place}: its seals")
                told.add(model)
            need(digest == was["digest"] or model in told, f"leaf {place}: what is served")
            own = {one for one, its in first.items() if its["owner"] == was["owner"] is not None}
            due |= own if leaf["state"] == "released" else set()
            need(sum(state[one] == "private" for one in own) <= 3, f"leaf {place}: a fourth")
        need(due <= told, "a sibling of a released model was never told")

    def endings(self) -> None:  # step 5
        latest, ended = -1, Counter(leaf["open"] for _, leaf in self.of("vote", "expire"))
        begun = {leaf["stream"]: self.hour(leaf) for _, leaf in self.of("weights")}
        for place, leaf in self.of("vote", "expire", "weights"):
            if "open" in leaf:
                opened = self.leaves[:place][leaf["open"]]
                need(opened["type"] == "open" and ended[leaf["open"]] == 1, f"leaf {place}")
                least = max(begun.get(opened["stream"], 0), latest - 1)
                need(leaf.get("hour", least) >= least, f"leaf {place}: the clock")
            latest = max(latest, self.hour(leaf))
        for place, leaf in self.of("open"):
            due = begun.get(leaf["stream"], -48) + 48
            need(place in ended or not self.is_overdue(due), f"leaf {place} has no ending")

    def hour(self, leaf: Any) -> int:
        day = date.fromisoformat(leaf.get("date", "1970-01-01")).toordinal() - 719_163
        return int(leaf.get("hour", 24 * day))

    def is_overdue(self, due: int) -> bool:
        hours = [self.hour(leaf) for _, leaf in self.of("vote", "weights")]
        return max(hours) >= min((hour for hour in hours if hour >= due), default=1 << 40) + 24

    def draws(self) -> None:  # step 6
        tables, seeds, told = (
            dict[str, Any](),
            dict[str, bytes](),
            defaultdict[str, list[int]](list),
        )
        for place, leaf in self.of("weights", "seed", "open"):
            stream = leaf["stream"]
            if leaf["type"] == "weights":
                need(tables.setdefault(stream, leaf) is leaf, f"leaf {place}: it begins twice")
            elif leaf["type"] == "open":
                need(stream in tables and stream not in seeds, f"leaf {place}: its stream")
                told[stream] += [leaf["counter"], *(one for one, _ in leaf["skipped"])]
            else:
                is_new, seeds[stream] = stream not in seeds, bytes.fromhex(leaf["seed"])
                made = sealed("seed", seeds[stream])
                need(is_new and made == tables[stream]["seed_commitment"], f"leaf {place}: seed")
                need(sorted(told[stream]) == [*range(len(told[stream]))], "a draw is missing")
        for stream, table in tables.items():
            need(stream in seeds or not self.is_overdue(self.hour(table) + 25), "no seed")
        for place, leaf in self.of("vote", "expire"):
            one, counts = leaf["reveal"], leaf.get("counts")
            kinds = {kind for name, kind in KINDS.items() if name in one}
            need(not counts or kinds == {counts} & {*KINDS.values()}, f"leaf {place}: its counts")
            was = self.leaves[: leaf["open"]][one["again"]] if "again" in one else leaf
            is_theirs = leaf.get("voter") in (None, was.get("voter"))
            need(is_theirs and (was is leaf or was["counts"] != "repeat"), f"leaf {place}")
            if seed := seeds.get(one["stream"]):
                need(self.is_drawn(tables[one["stream"]], seed, one), f"leaf {place}: its draw")

    def is_drawn(self, table: Any, seed: bytes, told: Any) -> bool:
        models, weights = zip(*table["weights"], strict=True)
        total = sum(weights)
        ordered = total**2 - sum(weight**2 for weight in weights)
        head, client = told["counter"].to_bytes(8), bytes.fromhex(told["client"])
        words = [hmac.digest(seed, head + n.to_bytes(8) + client, "sha256") for n in range(4)]
        x, y, coin, gold = (int.from_bytes(word) for word in words)
        held = [told[name] for name in ("model_a", "model_b", "probability")]
        if "again" in told:  # nothing but the seats of an earlier battle was drawn
            was = [self.leaves[told["again"]]["reveal"][side] for side in OUTCOMES[:2]]
            return held == [*(was[::-1] if x >> 255 else was), 10**12]
        sums = np.cumsum([weight * (total - weight) for weight in weights])
        first = sums.searchsorted(x * ordered >> 256, "right")
        sums = np.cumsum([*weights[:first], 0, *weights[first + 1 :]])
        second = sums.searchsorted(y * (total - weights[first]) >> 256, "right")
        parts = -(-2 * weights[first] * weights[second] * 10**12 // ordered)
        pair = [models[first], models[second]]
        is_side = told.get("gold") in (None, OUTCOMES[gold >> 255])
        return is_side and held == [*(pair[::-1] if coin >> 255 else pair), parts]

    def exclusions(self) -> None:  # step 7
        had, out = Counter[Any](), set[int]()
        most_gold = max((one.get("gold") or {"battles": 0})["battles"] for one in self.log["rules"])
        for place, leaf in self.of("exclude", "restore", "tombstone"):
            if leaf["type"] == "tombstone":
                need("reveal" in self.leaves[:place][leaf["leaf"]], f"leaf {place}")
            need(leaf.get("rule") in (None, *RULES), f"leaf {place}: its rule")
            for vote in leaf.get("votes", ()):
                is_in = (vote in out) == (leaf["type"] == "restore")
                need(is_in and self.leaves[:place][vote]["type"] == "vote", f"leaf {place}: {vote}")
                out ^= {vote}
        for place, leaf in self.of("vote"):
            rule, day, voter = self.rule(place), leaf["hour"] // 24, leaf["voter"]
            keys = [(day // 30, voter, self.names[leaf["reveal"][side]]) for side in OUTCOMES[:2]]
            most = [*((key, rule["per_model"]) for key in keys), ((day, voter), rule["per_day"])]
            over = any(limit is not None and had[key] >= limit for key, limit in most)
            gold = "gold", day // 30, voter
            may = {"yes": not over, "limit": over or rule["per_address_day"] is not None,
                   "gold": had[gold] < most_gold}  # fmt: skip
            need(may.get(leaf["counts"], True), f"leaf {place}: the limits say otherwise")
            had.update({"yes": [*keys, (day, voter)], "gold": [gold]}.get(leaf["counts"], []))

    def rule(self, place: int) -> Any:
        return [one for one in self.log["rules"] if one["since"] <= place][-1]

    def boards(self) -> None:  # step 8
        for _, leaf in self.of("snapshot"):
            home = self.folder / f"snapshots/{leaf['number']}"
            head = json.loads((home / "snapshot.json").read_bytes())
            told, made = head.pop("digest"), sha(JSON.encode(head).encode(), b"\n").hex()
            need(made == told == leaf["digest"], "the snapshot's digest")
            labels = json.loads((self.folder / f"labels/{leaf['number']}.json").read_bytes())
            used = self.chosen(leaf, head, labels["leaves"])
            for one in head["boards"]:
                data = (home / one["file"]).read_bytes()
                need(sha(data).hex() == one["sha256"], f"{home}: {one['file']}")
                is_plain = one["query"].keys() <= {"errors"}  # no leaf tells any labels
                if is_plain and not labels["older"] and not head["configuration"]["control"]:
                    self.compare(json.loads(data), used)

    def chosen(self, leaf: Any, head: Any, leaves: list[int]) -> list[Any]:
        out, size, rule = set[int](), leaf["size"], self.rule(max(leaf["size"] - 1, 0))
        for place, mark in self.of("exclude", "restore"):
            out ^= {*mark["votes"]} if place < size else set()
        taken = datetime.fromisoformat(head["taken_at"]).timestamp() // 3600
        last, votes = taken - rule["delay_hours"], dict(self.of("vote"))
        may = {at: one for at, one in votes.items() if at < size and at not in out
               and one["counts"] == "yes" and one["hour"] <= last}  # fmt: skip
        many = Counter(one["voter"] for at, one in votes.items() if at < size)
        old = {at for at, one in may.items() if one["hour"] < last - 1}
        must = {at for at in old if many[may[at]["voter"]] >= rule["least_votes"]}
        must |= {at for at, one in votes.items() if at >= size and one["hour"] < taken - 1}
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
    faults = Verifier(Path(sys.argv[1]), *(Path(one).read_text() for one in sys.argv[2:])).run()
    sys.exit("\n".join(filter(None, faults)) or 0)
