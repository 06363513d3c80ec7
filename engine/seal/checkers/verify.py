#!/usr/bin/env python3
"""Checks an evidence pack of Casebound with nothing but Python's standard library (3.8 or later), offline.

    python3 verify.py                  the pack that this file was unpacked with
    python3 verify.py PACK.zip         a pack as it was received
    python3 verify.py FOLDER --json    one JSON document

It hashes every file, reads the seal, and recomputes each entry's leaf, its place in its source's Merkle tree, the proof
that no entry was left out, and the hash chains of custody and annotations. It was written apart from Casebound's own
checker, from the description of the format. Where ssh-keygen and openssl are there, they are asked too.

A checker inside a pack is only as good as the pack: whoever could forge one could forge the other. Take this file from a
release of Casebound, or compare its SHA-256 with the one that a release lists.

Exit code: 0 where nothing fails, 1 where something does, 2 where the pack could not be read.
"""
import argparse
import array
import base64
import bisect
import calendar
import hashlib
import json
import os
import re
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

FORMATS = ("casebound-pack/2",)
NAMESPACE = "casebound-pack"
PRINCIPAL = "casebound"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}_pack-[0-9]{4,16}")
HEX = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
PIECE = 1 << 20
LONGEST_LINE = 1 << 26
SMALL = 1 << 24
# A pack is deflated at most a thousandfold; more is a bomb.
LARGEST_RATIO = 1100
MOST_MEMBERS = 100_000
SEAL_FILES = {
    "seal/" + name
    for name in (
        "allowed_signers",
        "signer.pem",
        "tagmanifest.p7s",
        "tagmanifest.sig",
        "tagmanifest.tsq",
        "tagmanifest.tsr",
        "tsa-chain.pem",
    )
}
REQUIRED = (
    "bagit.txt",
    "bag-info.txt",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "data/entries.index.jsonl",
    "data/sources.json",
    "data/custody.ndjson",
    "data/annotations.ndjson",
    "data/annotation-targets.ndjson",
    "verification/compressed-sha256.txt",
    "verification/proofs/proofs.jsonl",
)


class Unreadable(Exception):
    """The pack cannot be read as one at all."""


class Report:
    """Findings by axis, and what was checked."""

    def __init__(self):
        self.findings = []
        self.axes = []

    def add(self, axis, code, message, **where):
        self.findings.append({"axis": axis, "code": code, "message": message, **where})

    def judge(self, axis, reason, checked, status="pass"):
        failed = any(finding["axis"] == axis for finding in self.findings)
        status = "fail" if failed else status
        number = sum(finding["axis"] == axis for finding in self.findings)
        reason = "%d finding%s" % (number, "" if number == 1 else "s") if failed else reason
        self.axes.append({"axis": axis, "status": status, "reason": reason, "checked": checked})

    @property
    def ok(self):
        return not any(axis["status"] == "fail" for axis in self.axes)


# --- Files -----------------------------------------------------------------------------------------------------------


class Pack:
    """The files of a pack by their path under its one folder; from a zip, or unpacked. Everything in it is hostile."""

    def __init__(self, name, files):
        self.name = name
        self.files = files

    def open(self, path):
        return self.files[path]()

    def small(self, path):
        if path not in self.files:
            return None
        with self.open(path) as stream:
            content = stream.read(SMALL + 1)
        return content if len(content) <= SMALL else None


def open_pack(path, report):
    if os.path.isdir(path):
        return open_folder(path, report)
    if not os.path.exists(path):
        raise Unreadable("there is nothing at %s" % path)
    try:
        return open_zip(path, report)
    except (zipfile.BadZipFile, OSError, struct.error, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise Unreadable("%s is not a zip that can be read: %s" % (path, error))


def open_zip(path, report):
    archive = zipfile.ZipFile(path)
    if not stands_where_it_says(path, archive.start_dir):
        raise Unreadable("%s: the directory is not where the zip says: there is something before it, or its end is gone" % path)
    members = [member for member in archive.infolist() if not (member.is_dir() and member.file_size == 0)]
    if len(members) > MOST_MEMBERS:
        raise Unreadable("it holds %d files; a pack never has so many" % len(members))
    tops = {member.filename.split("/")[0] for member in members}
    name = tops.pop() if len(tops) == 1 else ""
    check_name(name, report)
    files, folded = {}, {}
    for member in members:
        full = member.filename
        fault = path_fault(full)
        mode = member.external_attr >> 16
        if fault:
            report.add("storage", "PATH_UNSAFE", fault, member=printable(full))
            continue
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            report.add("storage", "MEMBER_NOT_A_FILE", "it is not a plain file, but a link or a device", member=full)
            continue
        if full.lower() in folded:
            report.add("storage", "MEMBER_TWICE", "two files would stand at one path", member=full)
            continue
        if member.flag_bits & 1:
            raise Unreadable("%s is encrypted" % full)
        if member.file_size > LARGEST_RATIO * member.compress_size + PIECE:
            raise Unreadable("%s would be a bomb: it expands more than a pack's files can" % full)
        folded[full.lower()] = full
        files[full[len(name) + 1 :]] = lambda member=member: archive.open(member)
    return Pack(name, files)


def stands_where_it_says(path, directory):
    """Whether the end record points to the directory that was found: a workbook in a pack that was cut off has one of its own."""
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - (1 << 16) - 22))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    stated = struct.unpack("<I", tail[end + 16 : end + 20])[0]
    return stated in (directory, 0xFFFFFFFF)


def open_folder(path, report):
    top = os.path.realpath(path)
    name = os.path.basename(top)
    check_name(name, report)
    files = {}
    for folder, folders, names in os.walk(top, followlinks=False):
        for each in list(folders) + names:
            full = os.path.join(folder, each)
            inner = os.path.relpath(full, top).replace(os.sep, "/")
            if os.path.islink(full) or not (os.path.isfile(full) or os.path.isdir(full)):
                report.add(
                    "storage", "MEMBER_NOT_A_FILE", "it is not a plain file, but a link or a device", member=printable(inner)
                )
            elif os.path.isfile(full):
                files[inner] = lambda full=full: open(full, "rb")
    return Pack(name, files)


def check_name(name, report):
    if not NAME.fullmatch(name):
        report.add("storage", "PACK_NAME", "the files do not stand in one folder that is named as packs are")


def path_fault(path):
    if len(path) > 255 or not re.fullmatch(r"[\x21-\x7e]+", path) or "\\" in path or ":" in path:
        return "the path is too long, or holds characters that packs do not use"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "the path leaves its folder or names none"
    return None


def printable(text):
    """For a terminal: whatever could move its cursor or turn its text is escaped."""
    return "".join(c if c.isprintable() else "\\u{%x}" % ord(c) for c in str(text))


class Lines:
    """A file's bytes, line by line or piece by piece, from front to back."""

    def __init__(self, pack, path):
        self.stream = pack.open(path) if path in pack.files else None
        self.buffer = b""
        self.at = 0

    def _fill(self, wanted):
        pieces = [self.buffer]
        length = len(self.buffer)
        while length < wanted and self.stream is not None:
            piece = self.stream.read(max(PIECE, wanted - length))
            if not piece:
                break
            pieces.append(piece)
            length += len(piece)
        self.buffer = b"".join(pieces)

    def take(self, length):
        """Fewer bytes where the file ends before."""
        self._fill(length)
        taken, self.buffer = self.buffer[:length], self.buffer[length:]
        self.at += len(taken)
        return taken

    def line(self):
        """Without its line feed; None at the end, and where the last line has none or one is too long."""
        wanted = 4096
        while True:
            self._fill(wanted)
            end = self.buffer.find(b"\n")
            if end >= 0:
                return self.take(end + 1)[:-1]
            if len(self.buffer) < wanted or wanted > LONGEST_LINE:
                return None
            wanted *= 4

    def left(self):
        self._fill(1)
        return len(self.buffer) > 0

    def close(self):
        if self.stream is not None:
            self.stream.close()


# --- JSON ------------------------------------------------------------------------------------------------------------


def no_twice(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def parse(content):
    """A value spelled as JSON.stringify spells it; None for anything else."""
    try:
        text = content.decode("utf-8")
        value = json.loads(text, object_pairs_hook=no_twice, parse_constant=refuse)
        return value if spell(value, False) == text else None
    except (ValueError, RecursionError):
        return None


def refuse(name):
    raise ValueError(name)


def canonical(value):
    """RFC 8785. ValueError for what has no such form."""
    text = spell(value, True)
    text.encode("utf-8")
    return text


ESCAPES = {0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r", 0x22: '\\"', 0x5C: "\\\\"}
ESCAPES.update({code: "\\u%04x" % code for code in list(range(0x20)) + list(range(0xD800, 0xE000)) if code not in ESCAPES})


def spell(value, in_order):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return spell_number(value)
    if isinstance(value, str):
        if in_order:
            value.encode("utf-8")
        return '"%s"' % value.translate(ESCAPES)
    if isinstance(value, list):
        return "[%s]" % ",".join(spell(each, in_order) for each in value)
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass")) if in_order else value
    return "{%s}" % ",".join(spell(name, in_order) + ":" + spell(value[name], in_order) for name in names)


def spell_number(value):
    """As ECMA-262 prints a double (Number::toString)."""
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("JSON has no NaN and no infinity")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = ("%r" % abs(number)).lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    shown = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return "%s%se%s%d" % (sign, shown, "+" if power > 0 else "-", abs(power))


# --- Hashes and trees (RFC 6962 section 2.1, RFC 9162 section 2.1.3.2) ---------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def node(left, right):
    return sha256(b"\x01", left, right)


class Tree:
    """The root over leaves that come one by one."""

    def __init__(self):
        self.size = 0
        self.peaks = []

    def append(self, leaf):
        self.size += 1
        size = self.size
        while size % 2 == 0:
            leaf = node(self.peaks.pop(), leaf)
            size //= 2
        self.peaks.append(leaf)

    def root(self):
        if not self.peaks:
            return sha256()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


def root_of(leaf, index, size, proof):
    """What root the proof leads to; None where it is too long or too short for its place."""
    if not 0 <= index < size:
        return None
    last = size - 1
    for sibling in proof:
        if last == 0:
            return None
        if index % 2 == 1 or index == last:
            leaf = node(sibling, leaf)
            while index % 2 == 0 and index != 0:
                index >>= 1
                last >>= 1
        else:
            leaf = node(leaf, sibling)
        index >>= 1
        last >>= 1
    return leaf if last == 0 else None


def hashes(texts):
    if not isinstance(texts, list) or len(texts) > 53 or not all(is_hash(text) for text in texts):
        raise ValueError("a proof is a list of hashes")
    return [bytes.fromhex(text) for text in texts]


def is_hash(text):
    return isinstance(text, str) and HEX.fullmatch(text) is not None


def is_count(value):
    return type(value) is int and 0 <= value < 1 << 53


# --- Ed25519 (RFC 8032 section 5.1.7), for the seal and the checkpoints ---------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add_points(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, i, j, k = f - e, h - g, h + g, f + e
    return (e * i % P, j * k % P, i * j % P, e * k % P)


def multiply(scalar, point):
    product = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            product = add_points(product, point)
        point = add_points(point, point)
        scalar >>= 1
    return product


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(key, signature, message):
    if len(key) != 32 or len(signature) != 64:
        return False
    public, r, s = decode_point(key), decode_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if public is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add_points(r, multiply(k, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- The bag (RFC 8493) --------------------------------------------------------------------------------------------------


def check_bag(pack, report):
    for path in REQUIRED:
        if path not in pack.files:
            report.add("storage", "MEMBER_MISSING", "the pack lacks this file", member=path)
    actual, sizes = hash_files(pack, report)
    manifest = read_manifest(pack, "manifest-sha256.txt", report)
    tagmanifest = read_manifest(pack, "tagmanifest-sha256.txt", report)
    compare(manifest, {path: hash for path, hash in actual.items() if path.startswith("data/")}, report)
    outside = ("data/", "seal/")
    tags = {p: h for p, h in actual.items() if not p.startswith(outside) and p != "tagmanifest-sha256.txt"}
    compare(tagmanifest, tags, report)
    for path in actual:
        if path.startswith("seal/") and path not in SEAL_FILES:
            report.add("storage", "MEMBER_EXTRA", "nothing vouches for this file", member=path)
    if pack.small("bagit.txt") not in (None, b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"):
        report.add("storage", "BAG_INVALID", "it does not declare a BagIt 1.0 bag", member="bagit.txt")
    payload = [size for path, size in sizes.items() if path.startswith("data/")]
    expect_bag_info(pack, report, "Payload-Oxum", "%d.%d" % (sum(payload), len(payload)))


def hash_files(pack, report):
    actual, sizes = {}, {}
    for path in sorted(pack.files):
        digest, size = hashlib.sha256(), 0
        try:
            with pack.open(path) as stream:
                for piece in iter(lambda: stream.read(PIECE), b""):
                    digest.update(piece)
                    size += len(piece)
            actual[path] = digest.hexdigest()
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
            report.add("storage", "MEMBER_UNREADABLE", printable(error), member=path)
            actual[path] = "unreadable"
        except Exception as error:  # zlib.error has no name that every Python exports
            report.add("storage", "MEMBER_UNREADABLE", printable(error), member=path)
            actual[path] = "unreadable"
        sizes[path] = size
    for path in [path for path, hash in actual.items() if hash == "unreadable"]:
        del pack.files[path]
    return actual, sizes


def read_manifest(pack, path, report):
    content = pack.small(path)
    if content is None:
        return {}
    listed = {}
    for line in content.decode("utf-8", "replace").split("\n"):
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if match:
            listed[match.group(2)] = match.group(1)
    spelled = "".join("%s  %s\n" % (listed[p], p) for p in sorted(listed, key=lambda p: p.encode("utf-8", "replace")))
    if spelled.encode("utf-8", "replace") == content:
        return listed
    report.add("storage", "MANIFEST_INVALID", "it is not a manifest as sealing writes it", member=path)
    return {}


def compare(listed, actual, report):
    for path, expected in listed.items():
        if path not in actual:
            report.add("storage", "MEMBER_MISSING", "a manifest lists this file, and the pack lacks it", member=printable(path))
        elif actual[path] != expected:
            report.add(
                "storage",
                "MANIFEST_MISMATCH",
                "the file is not the one that its manifest lists",
                member=path,
                expected=expected,
                actual=actual[path],
            )
    for path in actual:
        if path not in listed:
            report.add("storage", "MEMBER_EXTRA", "no manifest lists this file", member=path)


def expect_bag_info(pack, report, label, expected):
    content = pack.small("bag-info.txt")
    if content is None:
        return
    lines = [line.partition(": ") for line in content.decode("utf-8", "replace").split("\n")]
    actual = {name: value for name, split, value in lines if split}.get(label)
    if actual != expected:
        report.add(
            "storage",
            "BAG_INVALID",
            "its %s is not that of the pack" % label,
            member="bag-info.txt",
            expected=expected,
            actual=printable(actual),
        )


# --- The seal (OpenSSH PROTOCOL.sshsig) ------------------------------------------------------------------------------------


def ssh_string(content):
    return struct.pack(">I", len(content)) + content


def ssh_key(key):
    return ssh_string(b"ssh-ed25519") + ssh_string(key)


def check_seal(pack, report):
    """The key that sealed, where the seal holds."""
    sealed, tagmanifest = pack.small("seal/tagmanifest.sig"), pack.small("tagmanifest-sha256.txt")
    if sealed is None or tagmanifest is None:
        report.add("signature", "SEAL_MISSING", "the pack carries no seal that can be read", member="seal/tagmanifest.sig")
        return None
    key, signature = read_sshsig(sealed)
    if key is None:
        report.add(
            "signature",
            "SEAL_INVALID",
            "it is not an SSH signature of a pack as sealing writes it",
            member="seal/tagmanifest.sig",
        )
        return None
    line = '%s namespaces="%s" ssh-ed25519 %s\n' % (PRINCIPAL, NAMESPACE, base64.b64encode(ssh_key(key)).decode())
    if pack.small("seal/allowed_signers") != line.encode():
        report.add(
            "signature", "SIGNERS_ALTERED", "it does not name the seal's key and nothing else", member="seal/allowed_signers"
        )
    head = b"SSHSIG" + ssh_string(NAMESPACE.encode()) + ssh_string(b"") + ssh_string(b"sha512")
    if not ed25519_holds(key, signature, head + ssh_string(hashlib.sha512(tagmanifest).digest())):
        report.add(
            "signature",
            "SEAL_BROKEN",
            "the seal was not made over this tag manifest by the key that it names",
            member="seal/tagmanifest.sig",
        )
        return None
    return key


def check_seal_files(pack, report, described):
    """What stands in seal/ is outside the manifests: what the pack was sealed with is there, and the request is the only one."""
    certified = "cms" in described["pack"]["seals"]
    for path in ("seal/tagmanifest.p7s", "seal/signer.pem"):
        if (path in pack.files) != certified:
            report.add("signature", "SEAL_MISSING", "what the pack was sealed with is not what is there", member=path)
    sealed, signature = pack.small("tagmanifest-sha256.txt"), pack.small("seal/tagmanifest.sig")
    if None not in (sealed, signature) and pack.small("seal/tagmanifest.tsq") != timestamp_request(sealed, signature):
        report.add(
            "time", "TIMESTAMP_INVALID", "it is missing, or is not the request that the seal determines", member="seal/tagmanifest.tsq"
        )


def timestamp_request(sealed, signature):
    """RFC 3161 section 2.4.1 in DER: SHA-256 of the tag manifest, a nonce out of the SSH seal, certificates wanted."""
    nonce = int.from_bytes(sha256(signature)[:8], "big")
    number = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    algorithm = bytes.fromhex("300d06096086480165030402010500")
    imprint = der(0x30, algorithm + der(0x04, sha256(sealed)))
    return der(0x30, der(0x02, b"\x01") + imprint + der(0x02, number) + der(0x01, b"\xff"))


def der(tag, content):
    return bytes((tag, len(content))) + content


def read_sshsig(armored):
    """Key and signature; None for every spelling but one, and for another purpose or algorithm."""
    text = armored.decode("ascii", "replace")
    match = re.fullmatch(r"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n", text)
    if not match:
        return None, None
    try:
        blob = base64.b64decode(match.group(1).replace("\n", ""), validate=True)
    except ValueError:
        return None, None
    key_at = len(b"SSHSIG") + 4 + 4 + len(ssh_string(b"ssh-ed25519")) + 4
    key, signature = blob[key_at : key_at + 32], blob[-64:]
    built = b"SSHSIG" + struct.pack(">I", 1) + ssh_string(ssh_key(key)) + ssh_string(NAMESPACE.encode())
    built += ssh_string(b"") + ssh_string(b"sha512") + ssh_string(ssh_string(b"ssh-ed25519") + ssh_string(signature))
    return (key, signature) if built == blob and armor(blob) == text else (None, None)


def armor(blob):
    text = base64.b64encode(blob).decode()
    lines = "\n".join(text[at : at + 70] for at in range(0, len(text), 70))
    return "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n" % lines


def fingerprint(key):
    return "SHA256:" + base64.b64encode(sha256(ssh_key(key))).decode().rstrip("=")


# --- What the pack says of its case, and the checkpoints (c2sp.org/tlog-checkpoint, c2sp.org/signed-note) --------------------


def read_sources(pack, report, key):
    content = pack.small("data/sources.json")
    described = parse(content[:-1]) if content and content.endswith(b"\n") else None
    try:
        if described["format"] not in FORMATS:
            raise Unreadable("this checker knows %s, and the pack is %s" % (", ".join(FORMATS), printable(described["format"])))
        uuid, pack_of = described["case"]["uuid"], described["pack"]
        sources = {source["id"]: source for source in described["sources"]}
        if len(sources) != len(described["sources"]) or not all(is_count(each) for each in sources):
            raise ValueError("sources are told apart by their numbers")
        described["groups"] = {group["reason"]: group for group in pack_of["related"] or []}
        if not all(is_count(group["records"]) and group["included"] in (True, False) for group in described["groups"].values()):
            raise ValueError("related records are counted by their reasons")
        if pack_of["name"] != pack.name:
            report.add(
                "storage",
                "PACK_RENAMED",
                "the folder has another name than the pack was sealed under",
                expected=printable(pack_of["name"]),
                actual=printable(pack.name),
            )
        expect_bag_info(pack, report, "External-Identifier", "%s/pack/%d" % (uuid, pack_of["number"]))
        for source in sources.values():
            source["trees"] = read_checkpoint(pack, report, uuid, source, key)
        return described, sources
    except (TypeError, KeyError, ValueError):
        report.add("storage", "MEMBER_INVALID", "it does not read as the pack format describes it", member="data/sources.json")
        return None, {}


def read_checkpoint(pack, report, uuid, source, key):
    """Size and root of the source's tree and of its two key trees, as signed."""
    member = "verification/checkpoint-%d.txt" % source["id"]
    origin = "casebound/%s/source/%d" % (uuid, source["id"])
    trees = [source["tree"], source["caseIdTree"], source["imageIdTree"]]
    encoded = ["%d %s" % (tree["size"], base64.b64encode(bytes.fromhex(tree["root"])).decode()) for tree in trees]
    text = "%s\n%s\nfile-sha256 %s\ncase_id-tree %s\nimage_id-tree %s\n" % (
        origin,
        encoded[0].replace(" ", "\n"),
        source["sha256"],
        encoded[1],
        encoded[2],
    )
    content = pack.small(member) or b""
    stated, split, signatures = content.decode("utf-8", "replace").rpartition("\n\n")
    if not split:
        report.add(
            "signature", "CHECKPOINT_INVALID", "the checkpoint is missing, or is not one as sealing writes it", member=member
        )
        return None
    if stated + "\n" != text:
        report.add(
            "storage",
            "SOURCE_MISMATCH",
            "what data/sources.json says of source %d is not what its checkpoint says" % source["id"],
            member=member,
        )
    if key is None or not note_holds(stated + "\n", signatures, origin, key):
        report.add(
            "signature", "CHECKPOINT_UNSIGNED", "the sealing key's signature does not hold on the checkpoint", member=member
        )
    return [(tree["size"], bytes.fromhex(tree["root"])) for tree in trees] if stated + "\n" == text else None


def note_holds(text, signatures, name, key):
    key_id = sha256(name.encode() + b"\n\x01" + key)[:4]
    held = False
    for line in signatures.split("\n"):
        match = re.fullmatch("\u2014 (\\S+) ([A-Za-z0-9+/=]+)", line)
        signature = base64.b64decode(match.group(2)) if match else b""
        if match and match.group(1) == name and signature[:4] == key_id:
            if not ed25519_holds(key, signature[4:], text.encode()):
                return False
            held = True
    return held


# --- Entries -----------------------------------------------------------------------------------------------------------------


class EntryFile:
    """The exact bytes of entries, one behind the other. Bytes that stand there already may be pointed to again."""

    def __init__(self, pack, path, opening, line_end):
        self.lines = Lines(pack, path)
        self.opened = self.lines.take(len(opening)) == opening
        self.line_end = line_end
        self.offsets = array.array("Q")
        self.numbers = array.array("Q")

    def number_at(self, offset):
        at = bisect.bisect_left(self.offsets, offset)
        return self.numbers[at] if at < len(self.offsets) and self.offsets[at] == offset else None


def entry_files(pack, sources):
    """By source: the file that its entries stand in, its bytes before the first, and what ends each."""
    encodings = {"utf-8": ("utf-8", b""), "utf-16le": ("utf-16-le", b"\xff\xfe"), "utf-16be": ("utf-16-be", b"\xfe\xff")}
    tables, places, opened = {}, {}, {}
    for number in sources:
        source = sources[number]
        if source["records"] == 0:
            continue
        codec, mark = encodings[source["encoding"]]
        table = source["table"]
        if table is None:
            path = "data/entries.ndjson" if not mark else "data/entries-from-%s.ndjson" % source["encoding"].replace("-", "")
            heading = ""
        else:
            look = spell([source["encoding"], table["delimiter"], table["header"]], False)
            suffix = tables.setdefault(look, "" if not tables else "-%d" % (len(tables) + 1))
            path = "data/entries-from-csv%s.csv" % suffix
            heading = table["delimiter"].join(quote(cell, table["delimiter"]) for cell in table["header"]) + "\n"
        if path not in opened:
            opening = mark + heading.encode(codec, "surrogatepass" if mark else "replace")
            opened[path] = EntryFile(pack, path, opening, "\n".encode(codec))
        places[number] = path
    return places, opened


def quote(cell, delimiter):
    return '"%s"' % cell.replace('"', '""') if delimiter in cell or re.search('["\r\n]', cell) else cell


def check_entries(pack, report, described, sources):
    """The content hash of each index line, zero where it is kept back, and by source the tree over its leaves.

    A withheld record has a line and a leaf, and no bytes.
    """
    contents, subtrees, masked, related = bytearray(), {}, 0, {}
    groups = described["groups"]
    places, opened = entry_files(pack, sources)
    for path, each in opened.items():
        if path in pack.files and not each.opened:
            report.add(
                "storage",
                "HEADING_ALTERED",
                "it does not begin with the encoding and the heading that its sources have",
                member=path,
            )
    index, proofs = Lines(pack, "data/entries.index.jsonl"), Lines(pack, "verification/proofs/proofs.jsonl")
    last = (0, -1)
    while True:
        line = index.line()
        if line is None:
            break
        n = len(contents) // 32
        entry, proof = parse(line), parse(proofs.line() or b"")
        if not is_index_line(entry, n, places, groups):
            report.add(
                "storage",
                "INDEX_INVALID",
                "line %d does not read as the pack format describes it" % (n + 1),
                member="data/entries.index.jsonl",
            )
            contents += bytes(32)
            continue
        where = {"entryId": printable(entry.get("entryId", "")), "source": entry["source"], "ordinal": entry["ordinal"]}
        if (entry["source"], entry["ordinal"]) <= last:
            report.add("sequence", "ENTRY_ORDER", "this record stands twice or out of its place", **where)
        last = (entry["source"], entry["ordinal"])
        if "file" in entry:
            check_bytes(opened[entry["file"]], entry, n, contents, report, where)
        contents += bytes.fromhex(entry["content"]) if "content" in entry else bytes(32)
        masked += "masked" in entry
        leaf = check_proof(entry, proof, sources[entry["source"]]["trees"], report, where)
        for reason in entry.get("related", []):
            related[reason] = related.get(reason, 0) + 1
        if leaf is not None and "related" not in entry:
            subtrees.setdefault(entry["source"], Tree()).append(leaf)
    check_ends(
        pack,
        report,
        {
            "data/entries.index.jsonl": index,
            "verification/proofs/proofs.jsonl": proofs,
            **{path: each.lines for path, each in opened.items()},
        },
    )
    for reason, group in groups.items():
        if related.get(reason, 0) != group["records"]:
            report.add(
                "storage",
                "INDEX_INVALID",
                "another number of records is related by %s than the pack was sealed with" % printable(reason),
                member="data/entries.index.jsonl",
                expected=str(group["records"]),
                actual=str(related.get(reason, 0)),
            )
    if len(contents) // 32 != described["pack"]["records"]:
        report.add(
            "storage",
            "ENTRIES_MISSING",
            "the index has another number of lines than the pack was sealed with",
            expected=str(described["pack"]["records"]),
            actual=str(len(contents) // 32),
        )
    return contents, subtrees, masked


def is_index_line(entry, n, places, groups):
    if (
        not isinstance(entry, dict)
        or entry.get("n") != n
        or not all(is_count(entry.get(name)) for name in ("source", "ordinal"))
        or entry["source"] not in places
    ):
        return False
    reasons = entry.get("related", ["image"])
    if not isinstance(reasons, list) or not reasons or not all(isinstance(reason, str) for reason in reasons):
        return False
    if "related" in entry and (len(set(reasons)) != len(reasons) or not all(groups.get(reason, {}).get("included") for reason in reasons)):
        return False
    if "withheld" in entry:
        return entry["withheld"] is True and not {"file", "content", "salt", "masked"} & entry.keys()
    if not all(is_count(entry.get(name)) for name in ("offset", "length")) or not is_count(entry.get("sourceOffset", 0)):
        return False
    if places[entry["source"]] != entry.get("file"):
        return False
    kept_back = "masked" in entry and "content" not in entry and "salt" not in entry
    disclosed = is_hash(entry.get("content")) and isinstance(entry.get("salt"), str) and SALT.fullmatch(entry["salt"])
    return bool(kept_back or ("masked" not in entry and disclosed))


def check_bytes(file, entry, n, contents, report, where):
    offset, length = entry["offset"], entry["length"]
    if offset < file.lines.at:
        standing = file.number_at(offset)
        same = (
            standing is not None
            and "content" in entry
            and contents[standing * 32 : standing * 32 + 32] == bytes.fromhex(entry["content"])
        )
        if not same and "content" in entry:
            report.add("storage", "ENTRY_ALTERED", "the bytes that the index points to are not this record", **where)
        return
    if offset > file.lines.at:
        skipped = offset - file.lines.at
        report.add("storage", "ENTRIES_UNCLAIMED", "%d bytes before this entry belong to none" % skipped, **where)
        while file.lines.at < offset and file.lines.take(min(PIECE, offset - file.lines.at)):
            pass
    file.offsets.append(offset)
    file.numbers.append(n)
    found = sha256(file.lines.take(length))
    if "content" in entry and found.hex() != entry["content"]:
        report.add(
            "storage",
            "ENTRY_ALTERED",
            "the bytes of this entry are not those that the index has a hash of",
            expected=entry["content"],
            actual=found.hex(),
            **where,
        )
    if file.lines.take(len(file.line_end)) != file.line_end:
        report.add("storage", "ENTRIES_UNCLAIMED", "this entry is not followed by a line feed", **where)


def check_proof(entry, proof, trees, report, where):
    """The entry's leaf: recomputed, or, where content and salt are kept back, as the proof states it."""
    try:
        if (proof["source"], proof["ordinal"]) != (entry["source"], entry["ordinal"]) or not is_hash(proof["leaf"]):
            raise ValueError("the proof of another entry")
        siblings = hashes(proof["proof"])
    except (TypeError, KeyError, ValueError):
        report.add("storage", "PROOF_INVALID", "no proof stands at its place for this entry", **where)
        return sha256(b"\x00", bytes.fromhex(entry["salt"]), bytes.fromhex(entry["content"])) if "content" in entry else None
    leaf = bytes.fromhex(proof["leaf"])
    if "content" in entry:
        leaf = sha256(b"\x00", bytes.fromhex(entry["salt"]), bytes.fromhex(entry["content"]))
        if leaf.hex() != proof["leaf"]:
            report.add(
                "storage",
                "LEAF_MISMATCH",
                "content hash and salt do not give the leaf of the proof",
                expected=proof["leaf"],
                actual=leaf.hex(),
                **where,
            )
    if trees is None or proof["treeSize"] != trees[0][0] or root_of(leaf, entry["ordinal"], trees[0][0], siblings) != trees[0][1]:
        report.add(
            "storage", "NOT_INCLUDED", "the proof does not place this entry in its source's tree under the checkpoint", **where
        )
    return leaf


def check_ends(pack, report, read):
    for path, lines in read.items():
        if lines.left():
            report.add("storage", "LINES_EXTRA", "it holds more than the index accounts for", member=path)
        lines.close()
    for path in pack.files:
        if re.fullmatch(r"data/entries(\.ndjson|-from-.+)", path) and path not in read:
            report.add("storage", "LINES_EXTRA", "it holds more than the index accounts for", member=path)


def check_completeness(pack, report, described, sources, subtrees):
    scope = described["pack"]["scope"]
    keyed = [
        (key, scope[name], tree) for name, key, tree in (("caseId", "case_id", 1), ("imageId", "image_id", 2)) if name in scope
    ]
    if not keyed:
        report.judge(
            "completeness",
            "the pack was not made for one claim or image: nothing shows that it holds every entry that matches",
            0,
            "absent",
        )
        return
    key, value, tree = keyed[0]
    content = pack.small("verification/completeness.json")
    document = parse(content[:-1]) if content and content.endswith(b"\n") else None
    try:
        if (document["key"], document["value"]) != (key, value):
            raise ValueError("the proof of another value")
        proven = set()
        for proof in document["sources"]:
            fault = (
                "two proofs are given"
                if proof["source"] in proven
                else completeness_fault(proof, value, sources[proof["source"]]["trees"], tree, subtrees)
            )
            proven.add(proof["source"])
            if fault:
                report.add("completeness", "COMPLETENESS_BROKEN", "source %d: %s" % (proof["source"], fault))
        for source in subtrees:
            if source not in proven:
                report.add("completeness", "COMPLETENESS_BROKEN", "source %d: no proof covers its entries" % source)
    except (TypeError, KeyError, ValueError):
        report.add(
            "completeness",
            "COMPLETENESS_INVALID",
            "the proof that no entry was left out is missing, or is of something else",
            member="verification/completeness.json",
        )
    without = [str(number) for number in sources if number not in subtrees]
    more = "; that source %s had none is stated, not proven" % ", ".join(without) if without else ""
    report.judge(
        "completeness",
        "every entry that was imported under this %s is in the pack; what was never exported cannot be seen%s" % (key, more),
        len(subtrees),
    )


def completeness_fault(proof, value, trees, tree, subtrees):
    size, root = trees[tree] if trees else (None, None)
    if proof["treeSize"] != size or proof["root"] != root.hex():
        return "the proof is not against the checkpoint"
    if not SALT.fullmatch(proof["salt"]) or not is_count(proof["count"]):
        raise ValueError("salt and count")
    subtree_root = bytes.fromhex(proof["subtreeRoot"])
    salted = bytes.fromhex(proof["salt"]) + sha256(value.encode()) + struct.pack(">Q", proof["count"]) + subtree_root
    if root_of(sha256(b"\x00", salted), proof["leafIndex"], size, hashes(proof["proof"])) != root:
        return "the checkpoint does not commit to this many entries under this root"
    subtree = subtrees.get(proof["source"], Tree())
    if subtree.size != proof["count"]:
        return "the source had %d entries of this value, and the pack holds %d" % (proof["count"], subtree.size)
    return None if subtree.root() == subtree_root else "the entries in the pack are not those that the source had of this value"


# --- Custody and annotations -----------------------------------------------------------------------------------------------


def check_events(pack, report, described, contents):
    custody = read_events(pack, report, "data/custody.ndjson")
    check_chain(report, "data/custody.ndjson", custody, False)
    first = custody[0] if custody else {}
    if described and (first.get("action") != "create" or first.get("details", {}).get("uuid") != described["case"]["uuid"]):
        report.add("custody", "CUSTODY_FOREIGN", "the custody log does not begin with the creation of this case")
    if custody:
        expect_bag_info(pack, report, "Bagging-Date", custody[-1]["time"][:10])
    annotations = read_events(pack, report, "data/annotations.ndjson")
    check_chain(report, "data/annotations.ndjson", annotations, True)
    targets = [line for line in read_lines(pack, report, "data/annotation-targets.ndjson")]
    for at in range(max(len(annotations), len(targets))):
        fault = targets_fault(annotations[at : at + 1], targets[at : at + 1], contents)
        if fault:
            report.add("custody", "ANNOTATION_TARGETS", "annotation on line %d: %s" % (at + 1, fault))
    report.judge(
        "custody",
        "the custody log links without a gap up to the seal, and so do annotations next to each other",
        len(custody) + len(annotations),
    )


def read_lines(pack, report, path):
    lines = Lines(pack, path)
    number = 0
    for line in iter(lines.line, None):
        number += 1
        value = parse(line)
        if not isinstance(value, dict):
            report.add("custody", "MEMBER_INVALID", "line %d does not read as the pack format describes it" % number, member=path)
        else:
            yield value
    if lines.left():
        report.add("custody", "MEMBER_INVALID", "its last line has no end, or is too long", member=path)
    lines.close()


def read_events(pack, report, path):
    events = []
    for event in read_lines(pack, report, path):
        texts = all(isinstance(event.get(name), str) for name in ("time", "actor", "action", "prev", "hash"))
        if texts and is_count(event.get("seq")) and isinstance(event.get("details"), dict) and len(event) == 7:
            events.append(event)
        else:
            report.add("custody", "MEMBER_INVALID", "an event does not read as the pack format describes it", member=path)
    return events


def check_chain(report, member, events, gaps):
    last = {"seq": 0, "hash": "0" * 64}
    for event in events:
        body = {name: event[name] for name in event if name != "hash"}
        try:
            expected = sha256(canonical(body).encode()).hex()
        except (ValueError, RecursionError):
            expected = "none: it has no canonical form"
        following = last["seq"] + 1
        faults = [
            ("is not the one that its hash was made of", event["hash"] != expected),
            ("does not follow the one before it", event["seq"] < following if gaps else event["seq"] != following),
            ("does not link to the one before it", event["seq"] == following and event["prev"] != last["hash"]),
        ]
        for words, broken in faults:
            if broken:
                report.add("custody", "EVENT_BREAK", "event %d %s" % (event["seq"], words), member=member)
        last = event


def targets_fault(event, targets, contents):
    if not event or not targets or event[0]["seq"] != targets[0].get("seq"):
        return "events and what they are about do not go together"
    numbers, salt = targets[0].get("entries"), targets[0].get("salt")
    if not isinstance(numbers, list) or not all(is_count(n) and n < len(contents) // 32 for n in numbers):
        return "it names entries that the pack does not hold"
    if salt is None:
        return None
    named = sorted(bytes(contents[n * 32 : n * 32 + 32]) for n in numbers)
    committed = {"count": len(named), "digest": sha256(bytes.fromhex(salt), *named).hex()}
    stated = event[0]["details"].get("targets")
    same = isinstance(stated, dict) and all(stated.get(name) == committed[name] for name in committed)
    return None if same else "the entries named are not those that it was about"


# --- Other programs ----------------------------------------------------------------------------------------------------------


def ask_programs(pack, report):
    """ssh-keygen and openssl on the seals, where they are installed. What they were asked, and what they said."""
    said = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(SEAL_FILES | {"tagmanifest-sha256.txt"}):
            content = pack.small(path)
            if content is not None:
                with open(os.path.join(folder, os.path.basename(path)), "wb") as file:
                    file.write(content)
        there = set(os.listdir(folder))
        if {"tagmanifest.sig", "allowed_signers", "tagmanifest-sha256.txt"} <= there:
            command = [
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                "allowed_signers",
                "-I",
                PRINCIPAL,
                "-n",
                NAMESPACE,
                "-s",
                "tagmanifest.sig",
            ]
            said.append(ask(report, folder, command, "the SSH signature", stdin="tagmanifest-sha256.txt"))
        if {"tagmanifest.p7s", "signer.pem", "tagmanifest-sha256.txt"} <= there:
            # Whether it has expired since is asked of the timestamp, not of today.
            command = [
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "tagmanifest.p7s",
                "-content",
                "tagmanifest-sha256.txt",
                "-CAfile",
                "signer.pem",
                "-purpose",
                "any",
                "-no_check_time",
                "-out",
                os.devnull,
            ]
            said.append(ask(report, folder, command, "the CMS signature"))
        if {"tagmanifest.tsr", "tsa-chain.pem", "tagmanifest-sha256.txt"} <= there:
            said.append(ask_timestamp(report, folder))
    return [line for line in said if line]


def ask(report, folder, command, what, stdin=None):
    if shutil.which(command[0]) is None:
        return "%s was not asked about %s: it is not installed" % (command[0], what)
    with open(os.path.join(folder, stdin) if stdin else os.devnull, "rb") as content:
        answer = subprocess.run(command, cwd=folder, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if answer.returncode == 0:
        return "%s: %s holds" % (command[0], what)
    words = printable(answer.stdout.decode("utf-8", "replace").strip().replace("\n", "; "))
    report.add("signature", "SEAL_BROKEN", "%s says that %s does not hold: %s" % (command[0], what, words))
    return "%s: %s does not hold" % (command[0], what)


def ask_timestamp(report, folder):
    if shutil.which("openssl") is None:
        return "openssl was not asked about the timestamp: it is not installed"
    printed = subprocess.run(
        ["openssl", "ts", "-reply", "-in", "tagmanifest.tsr", "-text"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    match = re.search(r"Time stamp: (\w{3} +\d+ [\d:]{8})(?:\.\d+)? (\d{4}) GMT", printed.stdout.decode("utf-8", "replace"))
    if not match:
        report.add("signature", "TIMESTAMP_INVALID", "openssl cannot read the timestamp", member="seal/tagmanifest.tsr")
        return None
    stated = "%s %s" % match.groups()
    seconds = calendar.timegm(time.strptime(stated, "%b %d %H:%M:%S %Y"))
    command = [
        "openssl",
        "ts",
        "-verify",
        "-in",
        "tagmanifest.tsr",
        "-data",
        "tagmanifest-sha256.txt",
        "-CAfile",
        "tsa-chain.pem",
        "-untrusted",
        "tsa-chain.pem",
        "-attime",
        str(seconds),
    ]
    said = ask(report, folder, command, "the timestamp of %s UTC" % stated)
    return "%s (-attime %d)" % (said, seconds)


# --- All of it ---------------------------------------------------------------------------------------------------------------


def check(path):
    report = Report()
    pack = open_pack(path, report)
    check_bag(pack, report)
    key = check_seal(pack, report)
    described, sources = read_sources(pack, report, key)
    contents, subtrees, masked, said = bytearray(), {}, 0, []
    if described is not None:
        try:
            check_seal_files(pack, report, described)
            contents, subtrees, masked = check_entries(pack, report, described, sources)
            check_completeness(pack, report, described, sources, subtrees)
        except (TypeError, KeyError, ValueError, AttributeError):
            report.add(
                "storage", "MEMBER_INVALID", "it does not read as the pack format describes it", member="data/sources.json"
            )
    check_events(pack, report, described, contents)
    said = ask_programs(pack, report)
    kept_back = (
        "; %d of them are masked, and what their maker wrote can be checked once it is disclosed" % masked if masked else ""
    )
    report.judge(
        "storage",
        "every file is the one that was sealed, and every entry stands where the checkpoint of its source says%s" % kept_back,
        len(contents) // 32,
    )
    report.judge("sequence", "each record stands once, in source order; a pack is a selection", len(contents) // 32)
    name = fingerprint(key) if key else "no key"
    report.judge(
        "signature",
        "consistent: sealed by %s; compare that with a fingerprint that you had from the signer another way" % name,
        1 + len(sources),
    )
    for axis in ("head", "tail"):
        report.judge(
            axis,
            "whether the trail had entries %s that were never exported, a pack cannot show"
            % ("before the first" if axis == "head" else "after the last"),
            0,
            "unverifiable",
        )
    report.judge("time", "whether a timestamp vouches for the seal, openssl is asked where one is there", 0, "unverifiable")
    report.judge(
        "content", "hashes that the entries' maker put into them are not recomputed here: Casebound does that", 0, "unverifiable"
    )
    return report, said


def main():
    arguments = argparse.ArgumentParser(
        description="Checks an evidence pack, offline.",
        epilog="Exit code: 0 nothing fails, 1 something does, 2 the pack could not be read.",
    )
    arguments.add_argument(
        "pack",
        nargs="?",
        default=os.path.dirname(os.path.abspath(__file__)),
        help="a pack's zip, or the folder it was unpacked to",
    )
    arguments.add_argument("--json", action="store_true", help="print one JSON document")
    options = arguments.parse_args()
    try:
        report, said = check(options.pack)
    except Unreadable as error:
        print("verify.py: %s" % printable(error), file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"ok": report.ok, "axes": report.axes, "findings": report.findings, "programs": said}))
        return 0 if report.ok else 1
    for axis in report.axes:
        print("%-13s %-13s %s" % (axis["axis"], axis["status"], axis["reason"]))
    for finding in report.findings[:1000]:
        where = ", ".join(
            "%s %s" % (name, finding[name])
            for name in ("member", "source", "ordinal", "entryId", "expected", "actual")
            if finding.get(name) not in (None, "")
        )
        print("  %s  %s%s" % (finding["code"], finding["message"], " (%s)" % where if where else ""))
    for line in said:
        print(line)
    if report.ok:
        print("Nothing fails of what this program checks; hashes that the entries' maker put into them it does not.")
    else:
        print("Something fails: %d findings." % len(report.findings))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
