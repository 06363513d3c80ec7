"""A checker of packs written from docs/formats/evidence-pack.md alone, section "Checking a pack, in order": a test of that document.

usage: check_by_document.py PACK.zip
Prints one line for each finding, as `axis: what`, and `holds` where there is none. Exit code: 0 where it holds, 1 where
not, 2 where it is no zip. Signatures are asked of ssh-keygen and openssl.
"""
import base64
import csv
import hashlib
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

FINDINGS = []
HEX = re.compile("[0-9a-f]{64}")


def check(axis, holds, what):
    if not holds:
        FINDINGS.append(f"{axis}: {what}")
    return holds


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# 1. The zip ------------------------------------------------------------------------------------------------------------


def headers(path, method, crc, packed, size, offset):
    """Local and central header as the section "The zip, byte for byte" has them; numbers of 32 bits are enough for a test."""
    name = path.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, crc, packed, size, len(name), 0)
    local = b"PK\3\4" + common + name
    central = b"PK\1\2" + struct.pack("<H", 3 << 8 | 20) + common
    return local, central + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, offset) + name


def read_zip(data):
    """The files by path under the top folder, the folder's name, and what stands in the zip for those that are deflated."""
    end = data.rfind(b"PK\5\6")
    if end < 0:
        sys.exit(2)
    count, length, at = struct.unpack("<HII", data[end + 10 : end + 20])
    files, packed, central, name, position, order = {}, {}, b"", "", 0, []
    for _ in range(count):
        fields = struct.unpack("<HHHHHHIIIHHHHHII", data[at + 4 : at + 46])
        method, crc, packed_size, size, name_length, offset = fields[3], *fields[6:10], fields[15]
        path = data[at + 46 : at + 46 + name_length].decode("utf-8", "replace")
        at += 46 + name_length + fields[10] + fields[11]
        local, expected = headers(path, method, crc, packed_size, size, offset)
        central += expected
        check("container", offset == position and data[offset:].startswith(local), f"header of {path}")
        start = offset + len(local)
        position = start + packed_size
        stored = data[start:position]
        content = stored if method == 0 else zlib.decompressobj(-15).decompress(stored)
        check("storage", zlib.crc32(content) == crc and len(content) == size, f"CRC of {path}")
        check("container", re.fullmatch(r"[\x21-\x7e]{1,255}", path) and not re.search(r"[\\:]", path), f"path {path}")
        device = r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*\.|"
        check("container", not any(re.fullmatch(device, part, re.I) for part in path.split("/")), f"path {path}")
        name, _, inner = path.partition("/")
        order.append(path.encode())
        files[inner] = content
        if method == 8:
            packed[inner] = hashlib.sha256(stored).hexdigest()
    check("container", order == sorted(set(order)) and len({p.split(b"/")[0] for p in order}) == 1, "order of the files")
    check("container", len({path.lower() for path in order}) == len(order), "two files at one path")
    closing = central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), position, 0)
    check("container", data[position:] == closing, "directory")
    return files, name, packed


# 2. Manifests ----------------------------------------------------------------------------------------------------------


def manifest(files, path):
    content = files.get(path, b"").decode("utf-8", "replace")
    listed = dict(reversed(line.split("  ", 1)) for line in content.splitlines() if "  " in line)
    spelled = "".join(f"{listed[p]}  {p}\n" for p in sorted(listed, key=str.encode))
    check("storage", content == spelled, f"{path} reads")
    return listed


def check_bag(files, packed):
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    payload = {path: hash for path, hash in hashes.items() if path.startswith("data/")}
    seals = {path for path in hashes if path.startswith("seal/")}
    tags = {p: h for p, h in hashes.items() if p not in payload and p not in seals and p != "tagmanifest-sha256.txt"}
    check("storage", manifest(files, "manifest-sha256.txt") == payload, "manifest")
    check("storage", manifest(files, "tagmanifest-sha256.txt") == tags, "tag manifest")
    check("container", manifest(files, "verification/compressed-sha256.txt") == packed, "compressed files")
    known = "allowed_signers signer.pem tagmanifest.p7s tagmanifest.sig tagmanifest.tsq tagmanifest.tsr tsa-chain.pem"
    check("storage", seals <= {f"seal/{each}" for each in known.split()}, "files in seal/")
    declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    check("storage", files.get("bagit.txt") == declaration, "bagit.txt")
    sizes = [len(files[path]) for path in payload]
    return {"Payload-Oxum": f"{sum(sizes)}.{len(sizes)}"}


# 3. The seal -----------------------------------------------------------------------------------------------------------


def check_seal(files):
    """The sealing key, 32 bytes."""
    signer = files.get("seal/allowed_signers", b"").decode("utf-8", "replace")
    match = re.fullmatch(r'casebound namespaces="casebound-pack" ssh-ed25519 ([A-Za-z0-9+/]{68})\n', signer)
    if not check("signature", match, "seal/allowed_signers"):
        return b""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("allowed_signers", "tagmanifest.sig"):
            pathlib.Path(folder, name).write_bytes(files.get(f"seal/{name}", b""))
        command = "ssh-keygen -Y verify -f allowed_signers -I casebound -n casebound-pack -s tagmanifest.sig"
        done = subprocess.run(command.split(), cwd=folder, input=files.get("tagmanifest-sha256.txt", b""), capture_output=True)
    check("signature", done.returncode == 0, "seal")
    request = files.get("seal/tagmanifest.tsq", b"")
    imprint, nonce = sha256(files.get("tagmanifest-sha256.txt", b"")), sha256(files.get("seal/tagmanifest.sig", b""))[:8]
    check("signature", imprint in request and nonce.lstrip(b"\0") in request, "timestamp request")
    return base64.b64decode(match.group(1))[-32:]


def ed25519_holds(key, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        # SubjectPublicKeyInfo of RFC 8410.
        pathlib.Path(folder, "key").write_bytes(bytes.fromhex("302a300506032b6570032100") + key)
        pathlib.Path(folder, "message").write_bytes(message)
        pathlib.Path(folder, "signature").write_bytes(signature)
        command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature"
        return subprocess.run(command.split(), cwd=folder, capture_output=True).returncode == 0


# 4. Sources and checkpoints ----------------------------------------------------------------------------------------------


def document(files, path, axis):
    content = files.get(path, b"")
    try:
        value = json.loads(content)
        # As ECMA-262's JSON.stringify spells what packs hold here: no numbers but whole ones.
        spelled = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        check(axis, content == spelled, f"{path} reads")
        return value
    except ValueError:
        check(axis, False, f"{path} reads")
        return {}


def head(tree):
    return f"{tree['size']} {base64.b64encode(bytes.fromhex(tree['root'])).decode()}"


def check_files(files, described):
    """The files of section "What is in it", and no others."""
    known = "VERIFY.md verify.html verify.py bagit.txt bag-info.txt manifest-sha256.txt tagmanifest-sha256.txt data/loadfile/pack.dat"
    known += "".join(
        f" data/{each}"
        for each in (
            "annotations.ndjson annotation-targets.ndjson annotations-withheld.ndjson certification.md custody.ndjson entries.csv"
            " entries.index.jsonl entries.xlsx privilege-log.csv report.html report.pdf sources.json"
        ).split()
    )
    verification = "report.json report.txt chain-profile.json proofs/proofs.jsonl compressed-sha256.txt"
    if {"caseId", "imageId"} & set(described["pack"]["scope"]):
        verification += " completeness.json"
    known = set(known.split()) | {f"verification/{each}" for each in verification.split()}
    known |= {f"verification/checkpoint-{source['id']}.txt" for source in described["sources"]}
    mappings = {source["mapping"] for source in described["sources"] if "mapping" in source}
    others = {p for p in files if not p.startswith(("seal/", "data/entries-from-")) and p != "data/entries.ndjson"} - known
    check("storage", others == mappings, f"files {sorted(others ^ mappings)}")


def check_sources(files, name, key):
    described = document(files, "data/sources.json", "storage")
    if "pack" not in described:
        return None
    check("storage", described["format"] == "casebound-pack/2" and described["pack"]["name"] == name, "name")
    uuid = described["case"]["uuid"]
    check("storage", name.endswith(f"_pack-{described['pack']['number']:04}"), "number in the name")
    check_files(files, described)
    for source in described["sources"]:
        check("storage", source["entries"] + source["duplicates"] == source["tree"]["size"], f"counts of source {source['id']}")
        check("storage", (source["compression"] is None) == (source["stream"] is None), f"compression of source {source['id']}")
        member = (source["container"] or {"member": source["name"]})["member"]
        check("storage", re.split(r"[\\/]", member)[-1] == source["name"], f"name of source {source['id']}")
        origin = f"casebound/{uuid}/source/{source['id']}"
        text = origin + "\n" + head(source["tree"]).replace(" ", "\n") + f"\nfile-sha256 {source['sha256']}\n"
        text += f"case_id-tree {head(source['caseIdTree'])}\nimage_id-tree {head(source['imageIdTree'])}\n"
        note = files.get(f"verification/checkpoint-{source['id']}.txt", b"").decode("utf-8", "replace")
        check("storage", note.startswith(text + "\n"), f"checkpoint of source {source['id']}")
        line = note[len(text) + 1 :]
        signed = base64.b64decode(line.split(" ")[-1]) if line.startswith(f"\u2014 {origin} ") else b""
        key_id = sha256(origin.encode(), b"\n\x01", key)[:4]
        holds = signed[:4] == key_id and ed25519_holds(key, text.encode(), signed[4:])
        check("signature", holds, f"checkpoint of source {source['id']}")
    return described


# 5. Entries and their proofs -----------------------------------------------------------------------------------------------


def root_of(leaf, index, size, proof):
    """RFC 9162 section 2.1.3.2."""
    fn, sn = index, size - 1
    for sibling in map(bytes.fromhex, proof):
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            leaf = sha256(b"\1", sibling, leaf)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            leaf = sha256(b"\1", leaf, sibling)
        fn, sn = fn >> 1, sn >> 1
    return leaf if sn == 0 and index < size else None


def root_over(leaves):
    """RFC 6962 section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256()
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", root_over(leaves[:k]), root_over(leaves[k:]))


def standing_places(index):
    return {(line["file"], line["offset"], line["length"]) for line in index if "withheld" not in line}


def check_bates(numbers):
    prefixes = {number[:-digits] for number in numbers[:1] if number for digits in range(6, len(number) + 1)}
    fitting = [
        prefix
        for prefix in prefixes
        if numbers[0][len(prefix) :].isdecimal()
        and numbers == [f"{prefix}{int(numbers[0][len(prefix):]) + n:06}" for n in range(len(numbers))]
    ]
    check("storage", set(numbers) <= {None} or fitting, "Bates numbers")


def check_privilege_log(files, sources, held):
    path = "data/privilege-log.csv"
    if not check("storage", (path in files) == bool(held), path) or not held:
        return
    heading, *rows = csv.reader(io.StringIO(files[path].decode(), newline=""))
    check("storage", ",".join(heading) == "n,bates,source,source_name,ordinal,withheld_or_masked,fields,rule,basis,reason", path)
    expected = [
        [
            *(str(line["n"]), line.get("bates", ""), str(line["source"]), sources[line["source"]]["name"], str(line["ordinal"])),
            *("masked" if "masked" in line else "withheld", " ".join(line.get("masked", []))),
        ]
        for line in held
    ]
    safe = [[harmless(cell) for cell in row] for row in expected]
    check("storage", [row[:7] for row in rows] == safe and all(len(row) == 10 for row in rows), path)


def harmless(cell):
    signs = "=+-@\uff1d\uff0b\uff0d\uff20"
    written = ""
    for at, sign in enumerate(cell):
        written += sign
        if sign in ";\t\r\n" and cell[at + 1 :].lstrip('"')[:1] in tuple(signs):
            written += "'"
    return "'" + written if written[:1] in tuple(signs + "\t\r\n") else written


def lines(files, path, axis):
    content = files.get(path, b"")
    check(axis, content == b"" or content.endswith(b"\n"), f"last line of {path}")
    try:
        return [json.loads(line) for line in content.split(b"\n")[:-1]]
    except ValueError:
        check(axis, False, f"{path} reads")
        return []


def opening(source):
    """What a source's file of entries begins with, and what ends each of them."""
    encoding, table = source["encoding"], source["table"]
    mark = b"" if encoding == "utf-8" else "\ufeff".encode(encoding)
    if table is None:
        return mark, "\n".encode(encoding)
    special = table["delimiter"] + '"\r\n'
    cells = ['"%s"' % c.replace('"', '""') if set(c) & set(special) else c for c in table["header"]]
    return mark + (table["delimiter"].join(cells) + "\n").encode(encoding), "\n".encode(encoding)


def check_entries(files, described):
    sources = {source["id"]: source for source in described["sources"]}
    index, proofs = lines(files, "data/entries.index.jsonl", "storage"), lines(files, "verification/proofs/proofs.jsonl", "storage")
    check("storage", len(index) == len(proofs) == described["pack"]["records"], "number of lines")
    leaves, standing, ends, contents = {}, {}, {}, []
    check("storage", len(standing_places(index)) == described["pack"]["entries"], "number of entries")
    check_bates([line.get("bates") for line in index])
    check_privilege_log(files, sources, [line for line in index if "content" not in line])
    last = (0, -1)
    for n, (line, proof) in enumerate(zip(index, proofs)):
        source, place = sources.get(line["source"]), (line["source"], line["ordinal"])
        check("sequence", place > last, f"order at line {n}")
        last = place
        check("storage", line["n"] == n and source and (proof["source"], proof["ordinal"]) == place, f"line {n}")
        leaf = bytes.fromhex(proof["leaf"])
        if "withheld" not in line:
            begins, line_end = opening(source)
            file, offset, stop = files.get(line["file"], b""), line["offset"], line["offset"] + line["length"]
            raw = file[offset:stop]
            span = (line["file"], offset, stop)
            if span not in standing:
                at = ends.get(line["file"], len(begins))
                check("storage", file.startswith(begins) and offset == at, f"place of entry {n}")
                check("storage", file[stop : stop + len(line_end)] == line_end, f"end of entry {n}")
                ends[line["file"]] = stop + len(line_end)
            standing[span] = n
            if "masked" in line:
                mask = "[masked]" if source["table"] else '"[masked]"'
                text = raw.decode(source["encoding"], "replace")
                check("storage", text.count(mask) >= len(line["masked"]), f"masks of entry {n}")
            if "masked" not in line:
                check("storage", sha256(raw).hex() == line["content"], f"bytes of entry {n}")
                check("storage", sha256(b"\0", bytes.fromhex(line["salt"]), sha256(raw)) == leaf, f"leaf of entry {n}")
        contents.append(line.get("content"))
        tree = source["tree"]
        included = root_of(leaf, line["ordinal"], tree["size"], proof["proof"])
        check("storage", proof["treeSize"] == tree["size"] and included == bytes.fromhex(tree["root"]), f"proof of entry {n}")
        if "related" not in line:
            leaves.setdefault(line["source"], []).append(leaf)
    for path in files:
        if re.fullmatch(r"data/entries(-from-[a-z0-9-]+)?\.(ndjson|csv)", path) and path != "data/entries.csv":
            check("storage", ends.get(path) == len(files[path]), f"all of {path} is entries")
    for kind in ("withheld", "masked"):
        check("storage", sum(kind in line for line in index) == described["pack"][kind], f"{kind} lines")
    for number, source in sources.items():
        check("storage", sum(line["source"] == number for line in index) == source["records"], f"records of source {number}")
        own = [line for line in index if line["source"] == number]
        held = any("content" not in line for line in own)
        check("storage", sum("sourceOffset" in line for line in own) == (0 if held else len(own)), f"places in source {number}")
    for related in described["pack"].get("related") or []:
        named = [line for line in index if related["reason"] in line.get("related", [])]
        check("storage", len(named) == related["records"], f"related lines of {related['reason']}")
        withheld, entries = sum("withheld" in line for line in named), len(standing_places(named))
        least = entries + min(1, withheld)
        fits = least <= related["entries"] <= entries + withheld or not related["included"]
        check("storage", fits, f"entries related by {related['reason']}")
    return leaves, contents


# 6. Completeness -----------------------------------------------------------------------------------------------------------


def check_completeness(files, described, leaves):
    scope = described["pack"]["scope"]
    [(kind, value)] = scope.items()
    key = {"caseId": "case_id", "imageId": "image_id"}.get(kind)
    if key is None:
        return
    claim = document(files, "verification/completeness.json", "completeness")
    if not check("completeness", (claim.get("key"), claim.get("value")) == (key, value), "what it is about"):
        return
    sources = {source["id"]: source["caseIdTree" if key == "case_id" else "imageIdTree"] for source in described["sources"]}
    proven = [each["source"] for each in claim["sources"]]
    check("completeness", len(set(proven)) == len(proven) and set(leaves) <= set(proven), "sources")
    for each in claim["sources"]:
        mine, tree = leaves.get(each["source"], []), sources.get(each["source"], {})
        root = root_over(mine)
        data = bytes.fromhex(each["salt"]) + sha256(value.encode()) + each["count"].to_bytes(8, "big") + root
        reached = root_of(sha256(b"\0", data), each["leafIndex"], each["treeSize"], each["proof"])
        stated = (each["count"], each["subtreeRoot"], each["treeSize"], each["root"])
        actual = (len(mine), root.hex(), tree.get("size"), tree.get("root"))
        check("completeness", stated == actual and reached is not None and reached.hex() == each["root"], f"source {each['source']}")


# 7. Custody and annotations ------------------------------------------------------------------------------------------------


def check_chain(files, path, gaps, withheld=()):
    events, previous = lines(files, path, "custody"), None
    check("custody", all(a["seq"] < b["seq"] for a, b in zip(events, events[1:])), f"order of {path}")
    for event in sorted([*events, *withheld], key=lambda each: each["seq"]) if withheld else events:
        if "details" not in event:
            check("custody", event["seq"] != (previous or {}).get("seq"), f"event {event['seq']} is there and withheld")
            check("custody", previous is None or event["seq"] != previous["seq"] + 1 or event["prev"] == previous["hash"], "link")
            previous = event
            continue
        body = {name: event[name] for name in ("seq", "time", "actor", "action", "details", "prev")}
        # Without fractions and with names in ASCII, this is the canonical form of RFC 8785.
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        check("custody", hashlib.sha256(text.encode()).hexdigest() == event["hash"], f"event {event['seq']} of {path}")
        follows = event["seq"] == (previous["seq"] + 1 if previous else 1)
        check("custody", follows or (gaps and (previous is None or event["seq"] > previous["seq"])), f"event {event['seq']} of {path}")
        check("custody", not follows or event["prev"] == (previous["hash"] if previous else "0" * 64), f"link of {event['seq']}")
        previous = event
    return events


def check_told(custody, annotations):
    told = [event["details"] for event in custody if event["action"] == "annotate" and "annotation" in event["details"]]
    here = {each["seq"] for each in annotations}
    named = {}
    for details in told:
        pairs = [(details["annotation"], details["hash"])]
        pairs += [(details["first"] + n, each) for n, each in enumerate(details.get("hashes", []))]
        for seq, each in pairs:
            named.setdefault(seq, set()).add(each)
    for each in annotations:
        seq = each["seq"]
        hashes = named.get(seq)
        together = any(details.get("first", seq + 1) <= seq <= details["annotation"] for details in told if "hashes" not in details)
        check("custody", hashes == {each["hash"]} or (not hashes and together), f"annotation {seq} as custody tells it")
        before = named.get(seq - 1)
        check("custody", seq - 1 in here or not before or before == {each["prev"]}, f"what custody tells of before annotation {seq}")


def check_imports(described, custody):
    """Each source and each container is told of once, as data/sources.json has it."""
    told = {}
    for details in (event["details"] for event in custody if event["action"] in ("import", "sync")):
        number = details.get("source", details.get("container"))
        if number is not None and details.get("unchanged") is not True:
            check("custody", number not in told, f"source {number} once")
            told[number] = details
    parts = "name bytes system format partial sha256 entries duplicates conflicts quarantined".split()
    for source in described["sources"]:
        expected = {part: source[part] for part in parts} | {"merkleRoot": source["tree"]["root"]}
        acquisition = dict(source.get("acquisition", {}))
        listed = acquisition.pop("listed", [])
        expected |= acquisition
        if acquisition and len(listed) == acquisition["requests"]:
            rows = [json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n" for row in listed]
            expected["requestsSha256"] = hashlib.sha256("".join(rows).encode()).hexdigest()
        held = told.get(source["id"], {})
        container = source["container"] and source["container"]["id"]
        came = (source["compression"], container, source["rereadOf"], "acquisition" in source)
        told_of = (held.get("compression"), held.get("container"), held.get("rereadOf"), "requestsSha256" in held)
        check("custody", came == told_of, f"how source {source['id']} came")
        check("custody", all(held.get(part, ...) == value for part, value in expected.items()), f"import of source {source['id']}")
    for each in described["containers"]:
        held = told.get(each["id"], {})
        check("custody", all(held.get(part) == each[part] for part in ("name", "bytes", "format", "sha256")), f"container {each['id']}")
    numbers = {each["id"] for each in described["sources"] + described["containers"]}
    check("custody", set(told) == numbers, "sources that custody tells of")


def check_events(files, described, contents, bag_info):
    custody = check_chain(files, "data/custody.ndjson", False)
    first = custody[0] if custody else {"action": "", "details": {}}
    created = all(first["details"].get(name) == described["case"][name] for name in ("uuid", "title", "created"))
    check("custody", first["action"] == "create" and created, "first event")
    bag_info["Bagging-Date"] = custody[-1]["time"][:10] if custody else ""
    check_imports(described, custody)
    stated, path = described["pack"].get("annotationsWithheld"), "data/annotations-withheld.ndjson"
    check("custody", (stated is not None) == (path in files), path)
    withheld = lines(files, path, "custody") if path in files else []
    numbers = [each["seq"] for each in withheld]
    check("custody", numbers == sorted(set(numbers)), f"order of {path}")
    for kind in ("tags", "coding", "notes"):
        check("custody", sum(each["kind"] == kind for each in withheld) == (stated or {}).get(kind, 0), f"withheld {kind}")
    annotations = check_chain(files, "data/annotations.ndjson", True, withheld)
    check_told(custody, sorted([*annotations, *withheld], key=lambda each: each["seq"]))
    targets = lines(files, "data/annotation-targets.ndjson", "custody")
    check("custody", [e["seq"] for e in annotations] == [t["seq"] for t in targets], "targets")
    for event, target in zip(annotations, targets):
        check("custody", all(0 <= n < len(contents) for n in target["entries"]), f"targets of {event['seq']}")
        check("custody", 0 < len(target["entries"]) <= event["details"]["targets"]["count"], f"number of targets of {event['seq']}")
        whole = len(target["entries"]) == event["details"]["targets"]["count"] and all(contents[n] for n in target["entries"])
        check("custody", "salt" in target or not whole or {"origin", "reverses"} & set(event["details"]), f"salt of {event['seq']}")
        if "salt" in target:
            hashes = sorted(contents[n] for n in target["entries"])
            digest = sha256(bytes.fromhex(target["salt"]), *map(bytes.fromhex, hashes)).hex()
            said = event["details"]["targets"]
            check("custody", (said["count"], said["digest"]) == (len(hashes), digest), f"targets of {event['seq']}")


def check_bag_info(files, described, expected):
    expected["External-Identifier"] = f"{described['case']['uuid']}/pack/{described['pack']['number']}"
    said = dict(line.split(": ", 1) for line in files.get("bag-info.txt", b"").decode().splitlines() if ": " in line)
    [(kind, value)] = described["pack"]["scope"].items()
    words = {"caseId": "claim", "imageId": "image", "query": "the query"}
    if kind in words:
        expected["External-Description"] = f"Audit trail entries of {words[kind]} {value}"
    expected["Internal-Sender-Description"] = described["case"]["title"]
    labels = "Bag-Software-Agent Bagging-Date External-Description External-Identifier Internal-Sender-Description Payload-Oxum"
    check("storage", re.findall("^[^:]+", files.get("bag-info.txt", b"").decode(), re.M) == labels.split(), "labels of bag-info.txt")
    for label, value in expected.items():
        check("storage", said.get(label) == value, f"{label} of bag-info.txt")


def main():
    files, name, packed = read_zip(pathlib.Path(sys.argv[1]).read_bytes())
    bag_info = check_bag(files, packed)
    described = check_sources(files, name, check_seal(files))
    if described is not None:
        leaves, contents = check_entries(files, described)
        check_completeness(files, described, leaves)
        check_events(files, described, contents, bag_info)
        check_bag_info(files, described, bag_info)


try:
    main()
except (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error, zlib.error) as error:
    # Something of it does not read at all.
    check("storage", False, repr(error))
print("\n".join(FINDINGS) or "holds")
sys.exit(1 if FINDINGS else 0)
