"""Chains entries as a Python logger would, with the standard library alone: one JSON request in, one entry a line out."""
import base64, hashlib, hmac, json, sys

ask = json.load(sys.stdin)
algorithm = ask.get("algorithm", "sha256")
key = bytes.fromhex(ask["key"]) if ask.get("key") else None
omit_previous = ask["join"] != "inside"


def dumps(entry):
    options = {"sort_keys": ask.get("sort", True), "ensure_ascii": ask.get("ascii", True)}
    if ask.get("compact"):
        options["separators"] = (",", ":")
    return json.dumps(entry, **options)


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def put(entry, path, value):
    *parents, last = path.split(".")
    for name in parents:
        entry = entry.setdefault(name, {})
    entry[last] = value


def at(entry, path):
    for name in path.split("."):
        entry = entry[name]
    return entry


def digest(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    raw = hmac.new(key, data, algorithm).digest() if key else hashlib.new(algorithm, data).digest()
    if ask.get("output", "hex") == "base64":
        return ask.get("prefix", "") + base64.b64encode(raw).decode()
    if ask.get("output") == "base64-unpadded":
        return ask.get("prefix", "") + base64.b64encode(raw).rstrip(b"=").decode()
    if ask.get("output") == "base64url-padded":
        return ask.get("prefix", "") + base64.urlsafe_b64encode(raw).decode()
    if ask.get("output") == "hex-upper":
        return ask.get("prefix", "") + raw.hex().upper()
    if ask.get("output") == "base64url":
        return ask.get("prefix", "") + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return ask.get("prefix", "") + raw.hex()


def raw_bytes(previous):
    return bytes.fromhex(previous) if previous else b""


def preimage(entry, previous):
    join = ask["join"]
    if join.startswith("fields"):
        separator = ask["separator"]
        values = [str(at(entry, path)) for path in ask["fields"]]
        return separator.join([previous or "", *values] if join == "fields" else [*values, previous or ""])
    text = dumps(without_nulls(entry) if ask.get("drop_nulls") else entry)
    text += ask.get("end", "")
    if join == "inside":
        return text
    if join == "bytes":
        return raw_bytes(previous) + text.encode("utf-8")
    if join == "digests":
        return raw_bytes(previous) + hashlib.new(algorithm, text.encode("utf-8")).digest()
    if ask.get("digest"):
        text = hashlib.new(algorithm, text.encode("utf-8")).hexdigest()
    if join == "previous-first":
        return (previous or "") + ask.get("separator", "") + text
    return text + ask.get("separator", "") + (previous or "")


previous = ask.get("genesis")
for number, line in enumerate(ask["entries"]):
    if number == ask.get("rekey_at"):
        key = bytes.fromhex(ask["other_key"])
    entry = json.loads(line)
    if not omit_previous:
        put(entry, ask["previous"], previous)
    if "blank" in ask:
        put(entry, ask["hash"], ask["blank"])
    made = digest(preimage(entry, previous))
    if omit_previous and ask.get("previous"):
        put(entry, ask["previous"], previous)
    put(entry, ask["hash"], made)
    previous = made
    print(json.dumps(entry, ensure_ascii=ask.get("ascii", True)))
