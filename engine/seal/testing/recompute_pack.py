"""Recomputes what an unpacked pack claims, from the format's description alone: nothing of Casebound is used.

usage: recompute_pack.py DIRECTORY   (the one directory inside the zip)
Prints one line for each thing that holds; exits 1 with a line for the first that does not.
"""

import base64
import csv
import hashlib
import io
import json
import pathlib
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha256(b"\x01" + left + right)


def tree_root(leaves):
    """RFC 6962 section 2.1, as it is written there."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(tree_root(leaves[:k]), tree_root(leaves[k:]))


def root_from_proof(index, size, leaf, proof):
    """RFC 9162 section 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        assert sn != 0, "proof too long"
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            r = node(r, p)
        fn >>= 1
        sn >>= 1
    assert sn == 0, "proof too short"
    return r


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def checkpoint(path):
    text = path.read_text("utf-8").split("\n\n")[0].splitlines()
    extensions = dict(line.split(" ", 1) for line in text[3:])
    return {"origin": text[0], "size": int(text[1]), "root": base64.b64decode(text[2]), **extensions}


def check_manifest(pack, name):
    listed = dict(reversed(line.split("  ", 1)) for line in (pack / name).read_text().splitlines())
    for path, digest in listed.items():
        assert hashlib.sha256((pack / path).read_bytes()).hexdigest() == digest, path
    return set(listed)


def check_bag(pack):
    payload = check_manifest(pack, "manifest-sha256.txt")
    tags = check_manifest(pack, "tagmanifest-sha256.txt")
    files = {p.relative_to(pack).as_posix() for p in pack.rglob("*") if p.is_file()}
    others = {p for p in files if not p.startswith("seal/")} - payload - tags - {"tagmanifest-sha256.txt"}
    assert not others, f"in no manifest: {others}"
    print(f"bag: {len(files)} files, each as its manifest lists it")


def check_entries(pack):
    index = lines(pack / "data/entries.index.jsonl")
    proofs = lines(pack / "verification/proofs/proofs.jsonl")
    assert len(index) == len(proofs)
    leaves = {}
    for entry, proof in zip(index, proofs):
        raw = (pack / entry["file"]).read_bytes()[entry["offset"] :][: entry["length"]]
        assert sha256(raw).hex() == entry["content"], entry
        leaf = sha256(b"\x00" + bytes.fromhex(entry["salt"]) + sha256(raw))
        assert (entry["source"], entry["ordinal"]) == (proof["source"], proof["ordinal"])
        assert leaf.hex() == proof["leaf"]
        point = checkpoint(pack / f"verification/checkpoint-{entry['source']}.txt")
        assert proof["treeSize"] == point["size"]
        path = [bytes.fromhex(hash) for hash in proof["proof"]]
        assert root_from_proof(proof["ordinal"], proof["treeSize"], leaf, path) == point["root"], entry
        if "related" not in entry:
            leaves.setdefault(entry["source"], []).append(leaf)
    print(f"entries: {len(index)}, each included under the checkpoint of its source")
    return leaves


def check_tables(pack):
    """Any CSV reader finds, in each file of rows, the heading of its sources and one row for each entry."""
    index = lines(pack / "data/entries.index.jsonl")
    sources = {source["id"]: source for source in json.loads((pack / "data/sources.json").read_text("utf-8"))["sources"]}
    for path in sorted({entry["file"] for entry in index if entry["file"].endswith(".csv")}):
        within = [entry for entry in index if entry["file"] == path]
        for source in {entry["source"] for entry in within}:
            table, encoding = sources[source]["table"], sources[source]["encoding"]
            text = (pack / path).read_bytes().decode(encoding)
            assert encoding == "utf-8" or text[0] == "\ufeff", path
            rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=table["delimiter"]))
            assert rows[0] == table["header"], path
            assert len(rows) == 1 + len({entry["offset"] for entry in within}), path
        print(f"{path}: a table of {len(rows) - 1}")


def check_completeness(pack, leaves):
    path = pack / "verification/completeness.json"
    if not path.exists():
        print("completeness: not claimed")
        return
    claim = json.loads(path.read_text("utf-8"))
    for source in claim["sources"]:
        mine = leaves.get(source["source"], [])
        assert len(mine) == source["count"]
        assert tree_root(mine).hex() == source["subtreeRoot"]
        data = (
            bytes.fromhex(source["salt"])
            + sha256(claim["value"].encode("utf-8"))
            + source["count"].to_bytes(8, "big")
            + bytes.fromhex(source["subtreeRoot"])
        )
        path = [bytes.fromhex(hash) for hash in source["proof"]]
        root = root_from_proof(source["leafIndex"], source["treeSize"], sha256(b"\x00" + data), path)
        point = checkpoint(pack / f"verification/checkpoint-{source['source']}.txt")
        size, stated = point[f"{claim['key']}-tree"].split(" ")
        assert root.hex() == source["root"] and root == base64.b64decode(stated)
        assert int(size) == source["treeSize"]
    print(f"completeness: nothing of {claim['key']} was left out")


def check_events(pack, name):
    previous = None
    for event in lines(pack / "data" / f"{name}.ndjson"):
        claimed = {key: event[key] for key in ("seq", "time", "actor", "action", "details", "prev")}
        # Without floats and with names in ASCII, this is the canonical form of RFC 8785.
        text = json.dumps(claimed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == event["hash"], event["seq"]
        if previous is None or event["seq"] == previous["seq"] + 1:
            expected = previous["hash"] if previous else "0" * 64
            assert event["prev"] == expected or event["seq"] != 1 and previous is None, event["seq"]
        previous = event
    print(f"{name}: unbroken")


def main():
    pack = pathlib.Path(sys.argv[1])
    check_bag(pack)
    leaves = check_entries(pack)
    check_tables(pack)
    check_completeness(pack, leaves)
    check_events(pack, "custody")
    check_events(pack, "annotations")


try:
    main()
except AssertionError as error:
    print(f"does not hold: {error}")
    sys.exit(1)
