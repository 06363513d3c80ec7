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
import zlib

FORMATS = ("casebound-pack/2",)
NAMESPACE = "casebound-pack"
PRINCIPAL = "casebound"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}_pack-[0-9]{4,16}")
# Windows takes these for devices, in every folder and with every ending.
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
HEX = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
# What the two values of a finding are, where one of them was recorded and the other computed, or where each stands.
VALUES = {
    **dict.fromkeys(("MANIFEST_MISMATCH", "COMPRESSION_ALTERED", "ENTRY_ALTERED", "LEAF_MISMATCH"), ("recorded", "recomputed")),
    **dict.fromkeys(("INDEX_INVALID", "ENTRIES_MISSING"), ("recorded", "counted")),
    "BAG_INVALID": ("in the pack", "in bag-info.txt"),
    "SOURCE_MISMATCH": ("in the checkpoint", "in data/sources.json"),
    "PACK_RENAMED": ("recorded", "found"),
}
ANNOTATION_KINDS = ("tags", "coding", "notes")
PIECE = 1 << 20
# Of a note: as many as Go's reader of notes takes.
MOST_SIGNATURES = 100
LONGEST_LINE = 1 << 20
LONGEST_EVENT = 1 << 24
# Beside the bytes of the index: what an annotation is about may name every line of it.
LONGEST_TARGETS = 1 << 16
# A withheld record's, with its line feed.
SHORTEST_LINE = len('{"n":0,"source":1,"ordinal":0,"withheld":true}\n')
LONGEST_ENTRY = 1 << 26
# Of brackets in each other, in what an event says.
DEEPEST = 100
SMALL = 1 << 24
# Text as sealing writes it is deflated to far more than this part of it; more is a bomb.
MOST_EXPANSION = 200
MOST_MEMBERS = 20_000
LARGEST_DIRECTORY = 1 << 24
# What all files unpack to, at most: so many bytes, and so many times the zip.
LEAST_UNPACKED = 1 << 26
MOST_UNPACKED = 100
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

    def __init__(self, name, files, sums):
        self.name = name
        self.files = files
        # CRC-32 by path, as a zip states it, and how many bytes were read.
        self.sums = sums
        self.lengths = {}

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
    except (OSError, struct.error) as error:
        raise Unreadable("%s is not a zip that can be read: %s" % (path, error))


def open_zip(path, report):
    members = []
    for member in read_directory(path):
        if not (member.path.endswith("/") and member.size == 0):
            members.append(member)
            continue
        fault = member.name_fault or path_fault(member.path[:-1])
        if fault:
            report.add("storage", "PATH_UNSAFE", fault, member=printable(member.path))
    tops = {member.path.split("/")[0] for member in members}
    name = tops.pop() if len(tops) == 1 else ""
    check_name(name, report)
    files, folded, sums = {}, set(), {}
    for member in members:
        fault = member.name_fault or path_fault(member.path)
        if fault:
            report.add("storage", "PATH_UNSAFE", fault, member=printable(member.path))
            continue
        if stat.S_IFMT(member.mode) not in (0, stat.S_IFREG):
            report.add("storage", "MEMBER_NOT_A_FILE", "it is not a plain file, but a link or a device", member=member.path)
        if member.path.lower() in folded:
            report.add("storage", "MEMBER_TWICE", "two files would stand at one path", member=member.path)
        folded.add(member.path.lower())
        inner = member.path[member.path.find("/") + 1 :]
        files.setdefault(inner, lambda member=member: MemberStream(path, member))
        sums.setdefault(inner, member.crc)
    return Pack(name, files, sums)


class Member:
    """A file in a zip, as the directory has it (PKWARE APPNOTE 4.3.12)."""

    def __init__(self, fields, name, extra):
        self.name = name
        try:
            self.path = name.decode("utf-8")
        except UnicodeDecodeError:
            self.path = name.decode("latin-1")
        made_by, self.flags, self.method, self.crc = fields[0] >> 8, fields[2], fields[3], fields[6]
        self.packed, self.size, self.offset = fields[7], fields[8], fields[15]
        self.mode = fields[14] >> 16 if made_by == 3 else 0
        same = all(content[5:] == name for tag, content in extra_fields(extra) if tag == UNICODE_PATH)
        self.name_fault = None if same else "another name stands beside its name, which some programs unpack it by"
        content = next((content for tag, content in extra_fields(extra) if tag == ZIP64), b"")
        wide = list(struct.unpack("<%dQ" % (len(content) // 8), content[: len(content) // 8 * 8]))
        if self.size == 0xFFFFFFFF and wide:
            self.size = wide.pop(0)
        if self.packed == 0xFFFFFFFF and wide:
            self.packed = wide.pop(0)
        if self.offset == 0xFFFFFFFF and wide:
            self.offset = wide.pop(0)


# APPNOTE 4.5.3: of what stands as 0xffffffff, the numbers, in their order; 4.6.9: the name in UTF-8, behind a version and a checksum.
ZIP64, UNICODE_PATH = 0x0001, 0x7075


def extra_fields(extra):
    """Tags and contents."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack("<HH", extra[at : at + 4])
        yield tag, extra[at + 4 : at + 4 + length]
        at += 4 + length


def read_directory(path):
    """The members that the directory lists, in its order. Nothing is held that a pack would not have."""
    with open(path, "rb") as file:
        count, length, offset, end = read_end(path, file)
        if count > MOST_MEMBERS or length > LARGEST_DIRECTORY or offset + length > end:
            raise Unreadable("%s: its directory is larger than any pack has, or lies outside it" % path)
        file.seek(offset)
        directory = file.read(length)
    members, at = [], 0
    while at < len(directory) and len(members) <= count:
        if directory[at : at + 4] != b"PK\1\2" or at + 46 > len(directory):
            raise Unreadable("%s: its directory is damaged" % path)
        fields = struct.unpack("<HHHHHHIIIHHHHHII", directory[at + 4 : at + 46])
        name_at, extra_at = at + 46, at + 46 + fields[9]
        at = extra_at + fields[10] + fields[11]
        if at > len(directory):
            raise Unreadable("%s: its directory is damaged" % path)
        members.append(Member(fields, directory[name_at:extra_at], directory[extra_at : extra_at + fields[10]]))
    if len(members) != count:
        raise Unreadable("%s: its directory does not hold as many files as it says" % path)
    size = os.path.getsize(path)
    if sum(member.packed for member in members) > size:
        raise Unreadable("%s: its files take more bytes than it has" % path)
    if sum(member.size for member in members) > LEAST_UNPACKED + MOST_UNPACKED * size:
        raise Unreadable("%s: its files would unpack to far more than those of any pack" % path)
    return members


def read_end(path, file):
    """Number, length and offset of the directory's headers, and where its end record begins (APPNOTE 4.3.14 to 4.3.16)."""
    size = os.path.getsize(path)
    tail_at = max(0, size - (1 << 16) - 21)
    file.seek(tail_at)
    tail = file.read()
    end = tail.rfind(b"PK\5\6", 0, len(tail) - 18)
    if end < 0:
        raise Unreadable("%s has no zip directory" % path)
    count, length, offset = struct.unpack("<HII", tail[end + 10 : end + 20])
    wide = 0xFFFF == count or 0xFFFFFFFF in (length, offset)
    locator_at = max(0, tail_at + end - 20)
    file.seek(locator_at)
    locator = file.read(tail_at + end - locator_at)
    # Many readers look for it, whether the end record asks for it or not.
    if locator[:4] != b"PK\6\7" or len(locator) < 20:
        if wide:
            raise Unreadable("%s: its zip64 directory record is missing" % path)
        return count, length, offset, tail_at + end
    at = struct.unpack("<Q", locator[8:16])[0]
    file.seek(min(at, size))
    record = file.read(56)
    if record[:4] != b"PK\6\6" or at + 76 > tail_at + end:
        raise Unreadable("%s: its zip64 directory record is missing" % path)
    numbers = struct.unpack("<QQQ", record[32:56])
    for short, number, most in zip((count, length, offset), numbers, (0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)):
        if short not in (most, number):
            raise Unreadable("%s: its two directory records contradict each other" % path)
    return (*numbers, at)


class MemberStream:
    """The bytes of a file in a zip, from front to back. ValueError where they cannot be read."""

    def __init__(self, path, member):
        if member.flags & 1 or member.method not in (0, 8):
            raise ValueError("it is encrypted, or compressed in a way that packs do not use")
        if member.method == 0 and member.size != member.packed:
            raise ValueError("its two sizes differ though it is not compressed")
        if member.method == 8 and member.size > MOST_EXPANSION * member.packed + PIECE:
            raise ValueError("it would unpack to far more than any pack holds")
        self.file = open(path, "rb")
        self.file.seek(min(member.offset, 1 << 62))
        header = self.file.read(30 + len(member.name))
        stated = struct.unpack("<HH", header[26:30]) if header[:4] == b"PK\3\4" and len(header) >= 30 else (0, 0)
        lengths = stated if stated[0] == len(member.name) and header[30:] == member.name else (len(member.name), 0)
        self.file.seek(min(member.offset + 30 + sum(lengths), 1 << 62))
        self.left = member.packed
        self.expected = member.size
        self.inflater = zlib.decompressobj(-15) if member.method == 8 else None
        self.given = 0

    def read(self, length):
        """Up to so many bytes; none at the end."""
        content = self._inflated(length) if self.inflater else self._taken(length)
        self.given += len(content)
        if self.given > self.expected or (not content and self.given < self.expected):
            raise ValueError("it unpacks to more or less than the directory says")
        return content

    def _taken(self, length):
        piece = self.file.read(min(length, self.left))
        if not piece and self.left:
            raise ValueError("it reaches beyond the end of the file")
        self.left -= len(piece)
        return piece

    def _inflated(self, length):
        try:
            while not self.inflater.eof:
                packed = self.inflater.unconsumed_tail or self._taken(PIECE)
                content = self.inflater.decompress(packed, length)
                if content:
                    return content
                if not packed:
                    raise ValueError("it breaks off")
        except zlib.error as error:
            raise ValueError("it does not unpack: %s" % error)
        if self.inflater.unused_data or self.left:
            raise ValueError("something stands behind its end")
        return b""

    def close(self):
        self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


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
    return Pack(name, files, {})


def check_name(name, report):
    if not NAME.fullmatch(name):
        report.add("storage", "PACK_NAME", "the files do not stand in one folder that is named as packs are")


def path_fault(path):
    if len(path) > 255 or not re.fullmatch(r"[\x21-\x7e]+", path) or "\\" in path or ":" in path:
        return "the path is too long, or holds characters that packs do not use"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "the path leaves its folder or names none"
    if any(part.endswith(".") or DEVICE.fullmatch(part) for part in path.split("/")):
        return "the path is one that Windows takes for another, or for a device"
    return None


def strict(content):
    """Text of UTF-8; empty where it is none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


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

    def line(self, longest=LONGEST_LINE):
        """Without its line feed; None at the end, and where the last line has none or one is too long."""
        wanted = 4096
        while True:
            self._fill(wanted)
            end = self.buffer.find(b"\n", 0, longest + 1)
            if end >= 0:
                return self.take(end + 1)[:-1]
            if len(self.buffer) < wanted or wanted > longest:
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
        if '"__proto__":' in text:
            return None
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
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
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


# --- Forms: what each document and line has to be, its names and no others ----------------------------------------------


class Misshapen(ValueError):
    """A value is not of its form."""


def text(value):
    need(isinstance(value, str))


def filled(value):
    need(isinstance(value, str) and value != "")


def at_most(units):
    """A text of so many code units of UTF-16."""
    return lambda value: need(isinstance(value, str) and len(value.encode("utf-16-le", "surrogatepass")) <= 2 * units)


def flag(value):
    need(value is True or value is False)


def whole(value):
    need(type(value) is int and abs(value) < 1 << 53)


def count(value):
    need(is_count(value))


def number(value):
    need(is_count(value) and value > 0)


def fits(pattern):
    return lambda value: need(isinstance(value, str) and pattern.fullmatch(value))


def one_of(*values):
    """Compared with their kind: 1 is not true."""
    return lambda value: need(any(type(value) is type(one) and value == one for one in values))


def null_or(form):
    return lambda value: None if value is None else form(value)


def list_of(form, least=0, most=None):
    def each(value):
        need(isinstance(value, list) and len(value) >= least and (most is None or len(value) <= most))
        for one in value:
            form(one)

    return each


def record(**forms):
    """An object of these names; those that end in an underscore may be missing."""
    known = {name.rstrip("_"): form for name, form in forms.items()}
    needed = {name for name in forms if not name.endswith("_")}

    def members(value):
        need(isinstance(value, dict) and needed <= value.keys() <= known.keys())
        for name, one in value.items():
            known[name](one)

    return members


def any_of(*forms):
    def either(value):
        need(any(is_of(form, value) for form in forms))

    return either


def need(holds):
    if not holds:
        raise Misshapen("not of its form")


def is_of(form, value):
    try:
        form(value)
        return True
    except Misshapen:
        return False


def is_hash(value):
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def is_count(value):
    return type(value) is int and 0 <= value < 1 << 53


def filters(value):
    need(isinstance(value, dict))
    for each in value.values():
        list_of(text)(each)


def shallow(value):
    """An object that nests no deeper than what an event has to say."""
    need(isinstance(value, dict) and not is_deeper(value, DEEPEST))


def is_deeper(value, depth):
    if not isinstance(value, (dict, list)):
        return False
    return depth == 0 or any(is_deeper(each, depth - 1) for each in (value.values() if isinstance(value, dict) else value))


HASH, SALTED, REASON = fits(HEX), fits(SALT), one_of("image", "request", "administration")
UUID = fits(
    re.compile(
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|0{8}(-0{4}){3}-0{12}|f{8}(-f{4}){3}-f{12}"
    )
)
TIME = at_most(40)
TREE = record(size=count, root=HASH)
REQUEST = record(
    seq=count,
    method=text,
    url=text,
    body=null_or(text),
    sent=TIME,
    received=null_or(TIME),
    status=null_or(count),
    fault=null_or(text),
    date=null_or(text),
    encoding=null_or(text),
    bytes=null_or(count),
    sha256=null_or(HASH),
    records=null_or(count),
    offset=null_or(count),
    same_as=null_or(count),
    peer=null_or(text),
)
ACQUISITION = {
    "origin": text,
    "from": null_or(TIME),
    "to": TIME,
    "covered": null_or(TIME),
    "filters": filters,
    "entry_": text,
    "begunBy": text,
    "started": TIME,
    "ended": null_or(TIME),
    "complete": flag,
    "reason": null_or(text),
    "reported": null_or(count),
    "clockOffset": null_or(whole),
    "requests": count,
    "requestsSha256": HASH,
    "listed": list_of(REQUEST, most=1000),
}
SOURCE = record(
    id=number,
    name=text,
    system=text,
    format=text,
    bytes=count,
    sha256=HASH,
    imported=text,
    partial=flag,
    entries=count,
    duplicates=count,
    conflicts=count,
    quarantined=count,
    tree=TREE,
    caseIdTree=TREE,
    imageIdTree=TREE,
    period=null_or(record(**{"from": text, "to": text})),
    records=count,
    encoding=one_of("utf-8", "utf-16le", "utf-16be"),
    table=null_or(record(delimiter=lambda value: (filled(value), at_most(1)(value)), header=list_of(text))),
    compression=one_of("gzip", "zstd", None),
    stream=null_or(record(bytes=count, sha256=HASH)),
    container=null_or(record(id=number, member=text)),
    rereadOf=null_or(number),
    acquisition_=record(**ACQUISITION),
    mapping_=fits(re.compile(r"data/mappings/[1-9][0-9]{0,8}\.json")),
)
RELATED = record(
    reason=REASON, entries=count, included=flag, records=count, window=null_or(record(**{"from": text, "to": text}))
)
SCOPE = any_of(
    record(caseId=filled), record(imageId=filled), record(query=filled), record(selection=record(entries=number))
)
SOURCES = record(
    format=one_of(*FORMATS),
    case=record(uuid=UUID, title=text, created=text),
    pack=record(
        name=text,
        number=count,
        scope=SCOPE,
        related=null_or(list_of(RELATED)),
        entries=count,
        records=count,
        withheld=count,
        masked=count,
        annotationsWithheld_=record(tags=count, coding=count, notes=count),
        seals=list_of(one_of("ssh", "cms")),
    ),
    containers=list_of(record(id=number, name=text, format=text, bytes=count, sha256=HASH)),
    sources=list_of(SOURCE),
)
LINE = {"n": count, "source": number, "ordinal": count, "bates_": text, "related_": list_of(REASON, least=1)}
PLACE = {"file": at_most(200), "offset": count, "length": count, "entryId_": text}
INDEX_LINE = any_of(
    record(**LINE, **PLACE, sourceOffset_=count, content=HASH, salt=SALTED),
    record(**LINE, **PLACE, masked=list_of(text, least=1)),
    record(**LINE, withheld=one_of(True)),
)
COMPLETENESS = record(
    key=one_of("case_id", "image_id"),
    value=text,
    sources=list_of(
        record(
            source=number,
            count=count,
            salt=SALTED,
            subtreeRoot=HASH,
            leafIndex=count,
            treeSize=count,
            proof=list_of(HASH, most=53),
            root=HASH,
        )
    ),
)
EVENT = record(seq=count, time=text, actor=text, action=text, details=shallow, prev=HASH, hash=HASH)
TARGETS = record(seq=count, entries=list_of(count), salt_=SALTED)
LINK = record(seq=count, kind=one_of(*ANNOTATION_KINDS), prev=HASH, hash=HASH)
# Its members stand in this order.
PROOF_LINE = re.compile(
    r'\{"source":([1-9][0-9]{0,15}),"ordinal":(0|[1-9][0-9]{0,15}),"leaf":"([0-9a-f]{64})","treeSize":(0|[1-9][0-9]{0,15}),'
    r'"proof":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\]\}'
)


def read_form(content, form):
    """A line or document of this form; None for anything else."""
    value = None if content is None else parse(content)
    return value if value is not None and is_of(form, value) else None


def read_document(content, form):
    return read_form(content[:-1], form) if content and content.endswith(b"\n") else None


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
    return [bytes.fromhex(each) for each in texts]


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
        digest, size, crc = hashlib.sha256(), 0, 0
        try:
            with pack.open(path) as stream:
                for piece in iter(lambda: stream.read(PIECE), b""):
                    digest.update(piece)
                    crc = zlib.crc32(piece, crc)
                    size += len(piece)
            actual[path] = digest.hexdigest()
            if pack.sums.get(path, crc) != crc:
                report.add("storage", "CRC_MISMATCH", "the zip states another checksum for it", member=path)
        except (OSError, ValueError) as error:
            report.add("storage", "MEMBER_UNREADABLE", printable(error), member=path)
            actual[path] = "unreadable"
        sizes[path] = pack.lengths[path] = size
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
    lines = [line.partition(": ") for line in strict(content).split("\n")]
    actual = {name: value for name, split, value in lines if split and name}.get(label)
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
    certified = described and "cms" in described["pack"]["seals"]
    for path in ("seal/tagmanifest.p7s", "seal/signer.pem"):
        if described and (path in pack.files) != certified:
            report.add("signature", "SEAL_MISSING", "what the pack was sealed with is not what is there", member=path)
    stamped = {path for path in ("seal/tagmanifest.tsr", "seal/tsa-chain.pem") if path in pack.files}
    if len(stamped) == 1:
        report.add("time", "TIMESTAMP_INVALID", "a timestamp and its authority's certificates go together", member=stamped.pop())
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
    described = read_document(pack.small("data/sources.json"), SOURCES)
    if described is None or len({source["id"] for source in described["sources"]}) != len(described["sources"]):
        report.add(
            "storage",
            "MEMBER_INVALID",
            "it does not read as the format describes it that this checker knows (%s)" % ", ".join(FORMATS),
            member="data/sources.json",
        )
        return None, {}
    uuid, pack_of = described["case"]["uuid"], described["pack"]
    sources = {source["id"]: source for source in described["sources"]}
    if pack_of["name"] != pack.name:
        report.add(
            "storage",
            "PACK_RENAMED",
            "the folder has another name than the pack was sealed under",
            expected=printable(pack_of["name"]),
            actual=printable(pack.name),
        )
    if not pack_of["name"].endswith("_pack-%04d" % pack_of["number"]):
        message = "the name that the pack was sealed under has another number than the pack"
        report.add("storage", "PACK_NAME", message, expected="%04d" % pack_of["number"], actual=printable(pack_of["name"]))
    expect_bag_info(pack, report, "External-Identifier", "%s/pack/%d" % (uuid, pack_of["number"]))
    check_bag_text(pack, report, described)
    check_known(pack, report, described)
    for source in sources.values():
        for said in contradictions(source):
            report.add("storage", "SOURCE_INVALID", "source %d %s" % (source["id"], said), member="data/sources.json")
        source["trees"] = read_checkpoint(pack, report, uuid, source, key)
    return described, sources


def contradictions(source):
    """What a source says of itself that does not go together."""
    if source["entries"] + source["duplicates"] != source["tree"]["size"]:
        yield "has another number of entries and duplicates than its tree has leaves"
    if (source["compression"] is None) != (source["stream"] is None):
        yield "tells what it decompresses to and is not compressed, or the other way round"
    # Custody tells of the name.
    if source["container"] and re.split(r"[\\/]", source["container"]["member"])[-1] != source["name"]:
        yield "has another name than its file in the container"


SCOPE_WORDS = {
    "caseId": lambda value: "claim " + value,
    "imageId": lambda value: "image " + value,
    "query": lambda value: "the query " + value,
    "selection": lambda value: "a selection of {:,} {}".format(value["entries"], "entry" if value["entries"] == 1 else "entries"),
}
# Control characters, line and paragraph separators, and what turns the direction of text.
UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
SPACES = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def one_line(value):
    return UNPRINTED.sub(" ", value).strip(SPACES)


def check_bag_text(pack, report, described):
    """All of bag-info.txt, which is read by people: date and sum are looked at elsewhere, and taken as they stand."""
    content = pack.small("bag-info.txt")
    if content is None:
        return
    found = {name: value for name, split, value in (line.partition(": ") for line in strict(content).split("\n")) if split}
    [(kind, value)] = described["pack"]["scope"].items()
    lines = [
        "Bag-Software-Agent: Casebound",
        "Bagging-Date: " + found.get("Bagging-Date", ""),
        "External-Description: " + one_line("Audit trail entries of " + SCOPE_WORDS[kind](value)),
        "External-Identifier: " + found.get("External-Identifier", ""),
        "Internal-Sender-Description: " + one_line(described["case"]["title"]),
        "Payload-Oxum: " + found.get("Payload-Oxum", ""),
        "",
    ]
    if whole_text("\n".join(lines)).encode() != content:
        message = "it says something else of the pack than data/sources.json"
        report.add("storage", "BAG_INVALID", message, member="bag-info.txt")


def whole_text(value):
    """Half a pair of surrogates has no UTF-8: it is written as a replacement character."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


KNOWN = {
    *REQUIRED,
    "VERIFY.md",
    "verify.html",
    "verify.py",
    "data/annotations-withheld.ndjson",
    "data/certification.md",
    "data/entries.csv",
    "data/entries.xlsx",
    "data/loadfile/pack.dat",
    "data/privilege-log.csv",
    "data/report.html",
    "data/report.pdf",
    "verification/chain-profile.json",
    "verification/report.json",
    "verification/report.txt",
}


def check_known(pack, report, described):
    """A pack has no files but those of its format. Files of entries are looked for where they are read."""
    mappings = {source["mapping"] for source in described["sources"] if "mapping" in source}
    known = KNOWN | mappings | {"verification/checkpoint-%d.txt" % source["id"] for source in described["sources"]}
    if "caseId" in described["pack"]["scope"] or "imageId" in described["pack"]["scope"]:
        known.add("verification/completeness.json")
    for path in pack.files:
        if path not in known and not path.startswith("seal/") and not ENTRY_FILE.fullmatch(path):
            report.add("storage", "MEMBER_EXTRA", "a pack of this kind has no such file", member=path)
    for path in mappings - set(pack.files):
        report.add("storage", "MEMBER_MISSING", "the pack lacks this file", member=path)


CHECKPOINT = re.compile(
    r"(casebound/[0-9a-f-]{36}/source/[1-9][0-9]{0,14})\n(.*)\n(.*)\nfile-sha256 ([0-9a-f]{64})\n"
    r"case_id-tree (.*) (.*)\nimage_id-tree (.*) (.*)\n"
)


def read_checkpoint(pack, report, uuid, source, key):
    """Size and root of the source's tree and of its two key trees, as its checkpoint has them."""
    member = "verification/checkpoint-%d.txt" % source["id"]
    text, signatures = read_note(strict(pack.small(member) or b""))
    match = CHECKPOINT.fullmatch(text)
    trees = [read_head(*match.group(at, at + 1)) for at in (2, 5, 7)] if match and signatures else [None]
    if None in trees:
        report.add(
            "signature", "CHECKPOINT_INVALID", "the checkpoint is missing, or is not one as sealing writes it", member=member
        )
        return None
    origin = match.group(1)
    if key is None or not note_holds(text, signatures, origin, key):
        report.add(
            "signature", "CHECKPOINT_UNSIGNED", "the sealing key's signature does not hold on the checkpoint", member=member
        )
    stated = [(source[name]["size"], bytes.fromhex(source[name]["root"])) for name in ("tree", "caseIdTree", "imageIdTree")]
    expected = ("casebound/%s/source/%d" % (uuid, source["id"]), source["sha256"], stated)
    if (origin, match.group(4), trees) != expected:
        report.add(
            "storage",
            "SOURCE_MISMATCH",
            "what data/sources.json says of source %d is not what its checkpoint says" % source["id"],
            member=member,
        )
    return trees


def read_head(size, root):
    """None for every spelling but one."""
    content = base64_of(root)
    if not re.fullmatch("0|[1-9][0-9]{0,15}", size) or not is_count(int(size)) or content is None or len(content) != 32:
        return None
    return int(size), content


def base64_of(text):
    """None for every spelling but one."""
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return content if base64.b64encode(content).decode() == text else None


def read_note(note):
    """The text that is signed and its signatures as names and bytes; none where it is no note."""
    text, split, behind = note.rpartition("\n\n")
    if not split or re.search("[\0-\x09\x0b-\x1f]", note) or not behind.endswith("\n"):
        return "", []
    signatures, lines = [], behind[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        return "", []
    for line in lines:
        match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)", line)
        content = base64_of(match.group(2)) if match else None
        if content is None or len(content) != 4 + 64:
            return "", []
        signatures.append((match.group(1), content))
    return text + "\n", signatures


def note_holds(text, signatures, name, key):
    """Some signature is of this key, and each that is holds."""
    key_id = sha256(name.encode() + b"\n\x01" + key)[:4]
    own = {content[4:] for named, content in signatures if named == name and content[:4] == key_id}
    return bool(own) and all(ed25519_holds(key, each, text.encode()) for each in own)


# --- Entries -----------------------------------------------------------------------------------------------------------------


ENTRY_FILE = re.compile(r"data/entries(\.ndjson|-from-.+)")


class EntryFile:
    """The exact bytes of entries, one behind the other. Bytes that stand there already may be pointed to again."""

    def __init__(self, pack, path, opening, line_end):
        self.lines = Lines(pack, path)
        self.opened = self.lines.take(len(opening)) == opening
        self.line_end = line_end
        self.offsets = array.array("Q")
        self.lengths = array.array("Q")
        self.numbers = array.array("Q")

    def number_at(self, offset, length):
        at = bisect.bisect_left(self.offsets, offset)
        same = at < len(self.offsets) and self.offsets[at] == offset and self.lengths[at] == length
        return self.numbers[at] if same else None


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
            heading = heading if mark else heading.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            opening = mark + heading.encode(codec, "surrogatepass")
            opened[path] = EntryFile(pack, path, opening, "\n".encode(codec))
        places[number] = path
    return places, opened


def quote(cell, delimiter):
    return '"%s"' % cell.replace('"', '""') if delimiter in cell or re.search('["\r\n]', cell) else cell


def check_entries(pack, report, described, sources):
    """The content hash of each index line, zero where it is kept back, and by source the tree over its leaves.

    A withheld record has a line and a leaf, and no bytes.
    """
    contents, subtrees, kept = bytearray(), {}, {"masked": 0, "withheld": 0}
    # Records, and lines that say where in the source they stand, by source; and of which something stays back.
    records, placed, redacted = {}, {}, set()
    # By reason: records, distinct entries in the files, and records of which no bytes are there.
    related = {}
    groups = described["pack"]["related"] or []
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
    bates, log = BatesNumbers(), PrivilegeLog(pack, report)
    # A byte a line: 1 where the content hash stays back, or the line does not read.
    hidden = bytearray()
    most = min(described["pack"]["records"], pack.lengths.get("data/entries.index.jsonl", 0) // SHORTEST_LINE)
    while len(hidden) < most:
        line = index.line()
        if line is None:
            break
        n = len(contents) // 32
        entry, proof = read_form(line, INDEX_LINE), read_proof(proofs.line() or b"")
        if not is_index_line(entry, n, places, groups):
            report.add(
                "storage",
                "INDEX_INVALID",
                "line %d does not read as the pack format describes it" % (n + 1),
                member="data/entries.index.jsonl",
            )
            contents += bytes(32)
            hidden.append(1)
            continue
        where = {"entryId": printable(entry.get("entryId", "")), "source": entry["source"], "ordinal": entry["ordinal"]}
        if (entry["source"], entry["ordinal"]) <= last:
            report.add("sequence", "ENTRY_ORDER", "this record stands twice or out of its place", **where)
        last = (entry["source"], entry["ordinal"])
        if not bates.allows(n, entry.get("bates")):
            message = "line %d has another Bates number than the one that follows those before it" % (n + 1)
            report.add("storage", "INDEX_INVALID", message, member="data/entries.index.jsonl")
        if "content" not in entry:
            log.next(entry, sources[entry["source"]]["name"])
        new = "file" in entry and check_bytes(opened[entry["file"]], entry, n, contents, hidden, report, where, sources)
        contents += bytes.fromhex(entry["content"]) if "content" in entry else bytes(32)
        hidden.append("content" not in entry)
        if "content" not in entry:
            kept["masked" if "masked" in entry else "withheld"] += 1
            redacted.add(entry["source"])
        if "sourceOffset" in entry:
            placed[entry["source"]] = placed.get(entry["source"], 0) + 1
        leaf = check_proof(entry, proof, sources[entry["source"]]["trees"], report, where)
        records[entry["source"]] = records.get(entry["source"], 0) + 1
        for reason in entry.get("related", []):
            counts = related.setdefault(reason, [0, 0, 0])
            counts[0] += 1
            counts[1] += new
            counts[2] += "withheld" in entry
        if leaf is not None and "related" not in entry:
            subtrees.setdefault(entry["source"], Tree()).append(leaf)
    check_ends(
        pack,
        report,
        {
            "data/entries.index.jsonl": index,
            "verification/proofs/proofs.jsonl": proofs,
            **{path: each.lines for path, each in opened.items() if each.numbers},
        },
    )
    log.finish()
    entries = sum(len(each.numbers) for each in opened.values())
    if entries != described["pack"]["entries"]:
        report.add(
            "storage",
            "ENTRIES_MISSING",
            "another number of entries is in the files than the pack was sealed with",
            expected=str(described["pack"]["entries"]),
            actual=str(entries),
        )
    counted = [("is related by " + group["reason"], group["records"], related.get(group["reason"], [0])[0]) for group in groups]
    counted += [("is " + kind, described["pack"][kind], found) for kind, found in kept.items()]
    for source in described["sources"]:
        counted.append(("is of source %d" % source["id"], source["records"], records.get(source["id"], 0)))
    for how, expected, found in counted:
        if found != expected:
            report.add(
                "storage",
                "INDEX_INVALID",
                "another number of records %s than the pack was sealed with" % how,
                member="data/entries.index.jsonl",
                expected=str(expected),
                actual=str(found),
            )
    for group in groups:
        _, found, withheld = related.get(group["reason"], (0, 0, 0))
        if group["included"] and not found + min(1, withheld) <= group["entries"] <= found + withheld:
            message = "another number of entries is related by %s than the pack was sealed with" % group["reason"]
            stated = {"expected": str(group["entries"]), "actual": str(found)}
            report.add("storage", "INDEX_INVALID", message, member="data/entries.index.jsonl", **stated)
    for id in sources:
        # Places in a source of which something stays back would tell how long that is.
        expected = 0 if id in redacted else records.get(id, 0)
        if placed.get(id, 0) != expected:
            message = "other records of source %d have their places in it than should" % id
            stated = {"expected": str(expected), "actual": str(placed.get(id, 0))}
            report.add("storage", "INDEX_INVALID", message, member="data/entries.index.jsonl", **stated)
    if len(contents) // 32 != described["pack"]["records"]:
        report.add(
            "storage",
            "ENTRIES_MISSING",
            "the index has another number of lines than the pack was sealed with",
            expected=str(described["pack"]["records"]),
            actual=str(len(contents) // 32),
        )
    return contents, hidden, subtrees, kept["masked"]


class BatesNumbers:
    """Whether lines are numbered without a gap, or not at all. A prefix may end in digits: the lines that follow tell."""

    def __init__(self):
        self.numberings = None

    def allows(self, n, bates):
        if self.numberings is None:
            self.numberings = "none" if bates is None else list(self.of(n, bates))
            return bool(self.numberings)
        if self.numberings == "none":
            return bates is None
        fitting = [(prefix, first) for prefix, first in self.numberings if self.is_text(bates, prefix, first + n)]
        self.numberings = fitting or self.numberings
        return bool(fitting)

    @staticmethod
    def of(n, bates):
        run = len(re.search("[0-9]*$", bates[-15:]).group()) if not bates.endswith("\n") else 0
        for length in range(6, run + 1):
            prefix, number = bates[:-length], int(bates[-length:])
            if BatesNumbers.is_text(bates, prefix, number) and number >= n:
                yield prefix, number - n

    @staticmethod
    def is_text(bates, prefix, number):
        """A forger's prefix may be long: it is not written out for every line."""
        digits = "%06d" % number
        return bates is not None and len(bates) == len(prefix) + len(digits) and bates.endswith(digits) and bates.startswith(prefix)


class PrivilegeLog:
    """Lists exactly what the index holds back: its first cells say what, the others by which rules and why."""

    PATH = "data/privilege-log.csv"
    HEADING = "n,bates,source,source_name,ordinal,withheld_or_masked,fields,rule,basis,reason\r"
    REASONS = 3
    LONGEST = 1 << 20

    def __init__(self, pack, report):
        self.report = report
        self.lines = Lines(pack, self.PATH) if self.PATH in pack.files else None
        self.begun = False

    def next(self, entry, source_name):
        if not self.begun:
            self.begun = True
            if self.lines is None:
                self.fault("MEMBER_MISSING", "the pack lacks this file")
            elif self.row() != self.HEADING:
                self.fault("MEMBER_INVALID", "it does not begin with its heading")
        if self.lines is None:
            return
        kept = ["masked", " ".join(entry["masked"])] if "masked" in entry else ["withheld", ""]
        place = [str(entry["n"]), entry.get("bates", ""), str(entry["source"]), source_name, str(entry["ordinal"])]
        begins = whole_text(",".join(quote(harmless(cell), ",") for cell in place + kept))
        row = self.row() or ""
        if not row.startswith(begins) or not ends_in_cells(row, len(begins), self.REASONS):
            self.fault("MEMBER_INVALID", "it does not say of line %d of the index what stays back of it" % (entry["n"] + 1))

    def finish(self):
        if self.lines is None:
            return
        if not self.begun:
            self.fault("MEMBER_EXTRA", "nothing stays back that it could list")
        elif self.lines.left():
            self.fault("MEMBER_INVALID", "it lists more than the index holds back")
        else:
            self.lines.close()

    def row(self):
        """Without its line feed, with line breaks in cells; None where none can be read."""
        row, length, quotes = [], 0, 0
        while True:
            line = self.lines.line(self.LONGEST)
            try:
                text = line.decode("utf-8")
            except (AttributeError, UnicodeDecodeError):
                return None
            row.append(text)
            length += len(text) + 1
            quotes += text.count('"')
            if quotes % 2 == 0 or length >= self.LONGEST:
                return "\n".join(row)

    def fault(self, code, message):
        """What follows cannot be told apart then."""
        self.report.add("storage", code, message, member=self.PATH)
        if self.lines is not None:
            self.lines.close()
        self.lines = None


def ends_in_cells(row, at, cells):
    """Each behind a comma, quoted or not, and then the end of the row."""
    for _ in range(cells):
        if row[at : at + 1] != ",":
            return False
        at = end_of_cell(row, at + 1)
    return row[at:] == "\r"


def end_of_cell(row, at):
    """Behind the row where a quote stays open."""
    if row[at : at + 1] != '"':
        return PLAIN_CELL.match(row, at).end()
    at = row.find('"', at + 1)
    while at != -1:
        if row[at + 1 : at + 2] != '"':
            return at + 1
        at = row.find('"', at + 2)
    return len(row)


PLAIN_CELL = re.compile('[^",\\r\\n]*')


def harmless(cell):
    """No spreadsheet takes it for a formula, nor what follows a semicolon, a tab or a line break in it."""
    cell = re.sub("([;\t\r\n])(\"*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])", "\\1'\\2", cell)
    return "'" + cell if re.match("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", cell) else cell


def read_proof(line):
    match = PROOF_LINE.fullmatch(strict(line))
    if not match:
        return None
    source, ordinal, leaf, size, siblings = match.groups()
    proof = {"source": int(source), "ordinal": int(ordinal), "leaf": leaf, "treeSize": int(size)}
    proof["proof"] = [each.strip('"') for each in siblings.split(",")] if siblings else []
    fits = len(proof["proof"]) <= 53 and all(is_count(proof[name]) for name in ("source", "ordinal", "treeSize"))
    return proof if fits else None


def is_index_line(entry, n, places, groups):
    if entry is None or entry["n"] != n or entry["source"] not in places:
        return False
    reasons = entry.get("related", [])
    included = {group["reason"] for group in groups if group["included"]}
    if len(set(reasons)) != len(reasons) or not included.issuperset(reasons):
        return False
    return "file" not in entry or (entry["file"] == places[entry["source"]] and entry["length"] <= LONGEST_ENTRY)


def check_bytes(file, entry, n, contents, hidden, report, where, sources):
    """Whether no earlier line has these bytes."""
    offset, length = entry["offset"], entry["length"]
    if offset < file.lines.at:
        standing = file.number_at(offset, length)
        same = standing is not None and ("content" in entry) != hidden[standing]
        if same and "content" in entry:
            same = contents[standing * 32 : standing * 32 + 32] == bytes.fromhex(entry["content"])
        if not same:
            report.add("storage", "ENTRY_ALTERED", "the bytes that the index points to are not this record", **where)
        return False
    if offset > file.lines.at:
        skipped = offset - file.lines.at
        report.add("storage", "ENTRIES_UNCLAIMED", "%d bytes before this entry belong to none" % skipped, **where)
        while file.lines.at < offset and file.lines.take(min(PIECE, offset - file.lines.at)):
            pass
    file.offsets.append(offset)
    file.lengths.append(length)
    file.numbers.append(n)
    raw = file.lines.take(length)
    found = sha256(raw)
    if "masked" in entry and masks_in(raw, sources[entry["source"]]) < len(entry["masked"]):
        report.add("storage", "ENTRY_ALTERED", "its copy is not masked in as many places as the index says", **where)
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
    return True


def masks_in(raw, source):
    return raw.decode(source["encoding"], "replace").count("[masked]" if source["table"] else '"[masked]"')


def check_proof(entry, proof, trees, report, where):
    """The entry's leaf: recomputed, or, where content and salt are kept back, as the proof states it."""
    if proof is None or (proof["source"], proof["ordinal"]) != (entry["source"], entry["ordinal"]):
        report.add("storage", "PROOF_INVALID", "no proof stands at its place for this entry", **where)
        if "content" in entry:
            return sha256(b"\x00", bytes.fromhex(entry["salt"]), bytes.fromhex(entry["content"]))
        # Whether the leaves are all of the value is another question than where each stands.
        return bytes.fromhex(proof["leaf"]) if proof else None
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
    if trees is None or proof["treeSize"] != trees[0][0] or root_of(leaf, entry["ordinal"], trees[0][0], hashes(proof["proof"])) != trees[0][1]:
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
        if ENTRY_FILE.fullmatch(path) and path not in read:
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
    document = read_document(pack.small("verification/completeness.json"), COMPLETENESS)
    if document is None or (document["key"], document["value"]) != (key, value):
        report.add(
            "completeness",
            "COMPLETENESS_INVALID",
            "the proof that no entry was left out is missing, or is of something else",
            member="verification/completeness.json",
        )
    else:
        check_completeness_proofs(report, document["sources"], value, sources, tree, subtrees)
    without = [str(number) for number in sources if number not in subtrees]
    noun = "source" if len(without) == 1 else "sources"
    more = "; that %s %s had none is stated, not proven" % (noun, ", ".join(without)) if without else ""
    report.judge(
        "completeness",
        "every entry that was imported under this %s is in the pack; what was never exported cannot be seen%s" % (key, more),
        len(subtrees),
    )


def check_completeness_proofs(report, proofs, value, sources, tree, subtrees):
    proven = set()
    for proof in proofs:
        source = proof["source"]
        trees = sources[source]["trees"] if source in sources else None
        fault = "two proofs are given" if source in proven else completeness_fault(proof, value, trees, tree, subtrees)
        proven.add(source)
        if fault:
            report.add("completeness", "COMPLETENESS_BROKEN", "source %d: %s" % (source, fault))
    for source in subtrees:
        if source not in proven:
            report.add("completeness", "COMPLETENESS_BROKEN", "source %d: no proof covers its entries" % source)


def completeness_fault(proof, value, trees, tree, subtrees):
    if trees is None or (proof["treeSize"], bytes.fromhex(proof["root"])) != trees[tree]:
        return "the proof is not against the checkpoint"
    size, root = trees[tree]
    subtree_root = bytes.fromhex(proof["subtreeRoot"])
    salted = bytes.fromhex(proof["salt"]) + sha256(whole_text(value).encode()) + struct.pack(">Q", proof["count"]) + subtree_root
    if root_of(sha256(b"\x00", salted), proof["leafIndex"], size, hashes(proof["proof"])) != root:
        return "the checkpoint does not commit to this many entries under this root"
    subtree = subtrees.get(proof["source"], Tree())
    if proof["source"] not in subtrees or subtree.size != proof["count"]:
        return "the source had %d entries of this value, and the pack holds %d" % (proof["count"], subtree.size)
    return None if subtree.root() == subtree_root else "the entries in the pack are not those that the source had of this value"


# --- Custody and annotations -----------------------------------------------------------------------------------------------


def check_events(pack, report, described, contents, hidden):
    """When the last event of custody says that it was."""
    custody = read_events(pack, report, "data/custody.ndjson")
    check_chain(report, "data/custody.ndjson", custody, False)
    if not custody:
        report.add("custody", "CUSTODY_MISSING", "the custody log is empty", member="data/custody.ndjson")
    elif described and (
        custody[0]["action"] != "create"
        or any(custody[0]["details"].get(name) != described["case"][name] for name in ("uuid", "title", "created"))
    ):
        report.add("custody", "CUSTODY_FOREIGN", "the custody log does not begin with the creation of this case")
    if custody and described:
        check_told_sources(report, described, custody)
    if custody:
        expect_bag_info(pack, report, "Bagging-Date", custody[-1]["time"][:10])
    annotations = read_events(pack, report, "data/annotations.ndjson")
    withheld = read_withheld(pack, report, described)
    numbers = [event["seq"] for event in annotations]
    ascending = all(before < after for before, after in zip(numbers, numbers[1:]))
    merged = sorted(annotations + withheld, key=lambda event: event["seq"])
    check_chain(report, "data/annotations.ndjson", merged if ascending else annotations, True)
    check_told(report, custody, merged)
    longest = LONGEST_TARGETS + pack.lengths.get("data/entries.index.jsonl", 0)
    targets = list(read_lines(pack, report, "data/annotation-targets.ndjson", TARGETS, longest))
    for at in range(max(len(annotations), len(targets))):
        fault = targets_fault(annotations[at : at + 1], targets[at : at + 1], contents, hidden)
        if fault:
            report.add("custody", "ANNOTATION_TARGETS", "annotation on line %d: %s" % (at + 1, fault))
    unsalted = sum("salt" not in line for line in targets)
    report.judge(
        "custody",
        "the custody log links without a gap from the creation of the case on, annotations next to each other link, and none is another "
        "than custody tells of%s%s; whether events after its last, or annotations, were left out cannot be seen; who could write the case "
        "file could have written both anew"
        % (
            "; what %d of them say is unverifiable (withheld)" % len(withheld) if withheld else "",
            "; which entries of the pack %d of them are about, the seal alone vouches for" % unsalted if unsalted else "",
        ),
        len(custody) + len(annotations),
    )
    return custody[-1]["time"] if custody else ""


TOLD_SOURCE = ("name", "bytes", "system", "format", "partial", "sha256", "entries", "duplicates", "conflicts", "quarantined")
TOLD_CONTAINER = ("name", "bytes", "format", "sha256")


def check_told_sources(report, described, custody):
    """Custody tells of the import of each source as data/sources.json describes it, and of no other."""

    def differ(message, id):
        report.add("custody", "CUSTODY_SOURCE", message % printable(id), member="data/custody.ndjson")

    imports = {}
    for details in (event["details"] for event in custody if event["action"] in ("import", "sync")):
        id = details.get("source")
        id = details.get("container") if id is None else id
        if details.get("unchanged") is True or id is None:
            continue
        id = id if is_count(id) else spell(id, False)
        if id in imports:
            differ("the custody log tells of two imports of source %s", id)
        imports.setdefault(id, details)
    stated = [(source, told_of_source(source)) for source in described["sources"]]
    stated += [(each, {name: each[name] for name in TOLD_CONTAINER}) for each in described["containers"]]
    for each, expected in stated:
        told = imports.pop(each["id"], None)
        if told is None:
            differ("the custody log does not know source %s", each["id"])
        elif any(not tells(told, name, value) for name, value in expected.items()):
            differ("the custody log says something else of source %s", each["id"])
        elif "tree" in each and ("requestsSha256" in told) != ("acquisition" in each):
            differ("the custody log tells of an acquisition of source %s where data/sources.json does not, or the other way round", each["id"])
    for id in imports:
        differ("the custody log tells of the import of source %s, of which data/sources.json does not", id)


def told_of_source(source):
    told = {name: source[name] for name in TOLD_SOURCE}
    told["merkleRoot"] = source["tree"]["root"]
    told["compression"] = source["compression"]
    told["container"] = source["container"] and source["container"]["id"]
    told["rereadOf"] = source["rereadOf"]
    acquisition = source.get("acquisition")
    if acquisition is not None:
        told.update({name: value for name, value in acquisition.items() if name != "listed"})
        if len(acquisition["listed"]) >= acquisition["requests"]:
            try:
                rows = "".join(canonical(request) + "\n" for request in acquisition["listed"])
            except ValueError:
                rows = "none"
            if sha256(rows.encode()).hex() != acquisition["requestsSha256"]:
                told["requestsSha256"] = "another list of requests"
    return told


def tells(told, name, value):
    """What custody says nothing of is not so, of what not every source has."""
    if name in ("compression", "container", "rereadOf"):
        return same_value(told.get(name), value)
    return name in told and same_value(told[name], value)


def same_value(one, another):
    try:
        return spell(one, True) == spell(another, True)
    except (ValueError, RecursionError):
        return False


def read_lines(pack, report, path, form, longest=LONGEST_EVENT):
    lines = Lines(pack, path)
    number = 0
    for line in iter(lambda: lines.line(longest), None):
        number += 1
        value = read_form(line, form)
        if value is None:
            report.add("custody", "MEMBER_INVALID", "line %d does not read as the pack format describes it" % number, member=path)
        else:
            yield value
    if lines.left():
        report.add("custody", "MEMBER_INVALID", "its last line has no end, or is too long", member=path)
    lines.close()


def read_events(pack, report, path):
    return list(read_lines(pack, report, path, EVENT))


def read_withheld(pack, report, described):
    """Links of annotations that stay back: as many of each kind as the pack was sealed with, ascending."""
    path = "data/annotations-withheld.ndjson"
    links = list(read_lines(pack, report, path, LINK))
    if not all(before["seq"] < after["seq"] for before, after in zip(links, links[1:])):
        report.add("custody", "MEMBER_INVALID", "the annotations that are withheld do not stand in their order", member=path)
    if described:
        stated = described["pack"].get("annotationsWithheld")
        counts = {kind: sum(link["kind"] == kind for link in links) for kind in ANNOTATION_KINDS}
        if (stated is not None) != (path in pack.files) or counts != (stated or dict.fromkeys(ANNOTATION_KINDS, 0)):
            report.add("custody", "MEMBER_INVALID", "other annotations are withheld than the pack was sealed with", member=path)
    return links


def check_chain(report, member, events, gaps):
    last = {"seq": 0, "hash": "0" * 64}
    for event in events:
        body = {name: event[name] for name in event if name != "hash"}
        try:
            # Of an event that is withheld its link alone is here.
            expected = event["hash"] if "kind" in event else sha256(canonical(body).encode()).hex()
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


def check_told(report, custody, links):
    """Custody has the hash of each annotation; of very many that came together the numbers of the first and the last, and the hash of the last."""
    told, together = {}, []

    def tell(seq, hash):
        told[seq] = hash if is_hash(hash) and told.get(seq, hash) == hash else None

    for details in (event["details"] for event in custody if event["action"] == "annotate"):
        last, first, hash = details.get("annotation"), details.get("first"), details.get("hash")
        if not is_number(last):
            continue
        tell(last, hash)
        if not is_number(first) or first >= last:
            continue
        if isinstance(details.get("hashes"), list):
            for n, each in enumerate(details["hashes"]):
                tell(first + n, each)
        else:
            together.append((first, last))
    together.sort()
    before, at, reached = 0, 0, 0
    for link in links:
        seq = link["seq"]
        while at < len(together) and together[at][0] <= seq:
            reached = max(reached, together[at][1])
            at += 1
        if told[seq] != link["hash"] if seq in told else seq > reached:
            report.add("custody", "ANNOTATION_CUSTODY", "annotation %d is not one that the custody log tells of" % seq)
        if before != seq - 1 and seq - 1 in told and told[seq - 1] != link["prev"]:
            message = "annotation %d does not link to the one before it that the custody log tells of" % seq
            report.add("custody", "ANNOTATION_CUSTODY", message)
        before = seq


def is_number(value):
    return is_count(value) and value > 0


def targets_fault(event, targets, contents, hidden):
    """`contents`: None where the entries could not be placed."""
    if not event or not targets or event[0]["seq"] != targets[0]["seq"]:
        return "events and what they are about do not go together"
    if contents is None:
        return None
    numbers, salt = targets[0]["entries"], targets[0].get("salt")
    if not numbers:
        return "it names no entry, and would not be in the pack"
    if not all(n < len(contents) // 32 for n in numbers):
        return "it names entries that the pack does not hold"
    stated = event[0]["details"].get("targets")
    count = stated.get("count") if isinstance(stated, dict) else None
    if isinstance(count, bool) or not isinstance(count, (int, float)) or len(numbers) > count:
        return "it names more entries than it was about"
    if salt is None:
        # What came from another copy, and an undo of that, may be about entries that came later: its salt stays back.
        local = not {"origin", "reverses"} & event[0]["details"].keys()
        if local and len(numbers) == count and not any(hidden[n] for n in numbers):
            return "it keeps back the salt, though every entry that it is about is there"
        return None
    if any(hidden[n] for n in numbers):
        return "it gives a salt to try guesses at masked entries with"
    named = sorted(bytes(contents[n * 32 : n * 32 + 32]) for n in numbers)
    committed = {"count": len(named), "digest": sha256(bytes.fromhex(salt), *named).hex()}
    same = isinstance(stated, dict) and all(stated.get(name) == committed[name] for name in committed)
    return None if same else "the entries named are not those that it was about"


# --- Other programs ----------------------------------------------------------------------------------------------------------


def ask_programs(pack, report, last_event):
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
            said.append(ask(report, folder, command, "signature", "the SSH signature", stdin="tagmanifest-sha256.txt"))
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
            said.append(ask(report, folder, command, "signature", "the CMS signature"))
        if {"tagmanifest.tsr", "tsa-chain.pem", "tagmanifest-sha256.txt"} <= there:
            said.append(ask_timestamp(report, folder, last_event))
    return [line for line in said if line]


def ask(report, folder, command, axis, what, stdin=None):
    if shutil.which(command[0]) is None:
        return "%s was not asked about %s: it is not installed" % (command[0], what)
    with open(os.path.join(folder, stdin) if stdin else os.devnull, "rb") as content:
        answer = subprocess.run(command, cwd=folder, stdin=content, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if answer.returncode == 0:
        return "%s: %s holds" % (command[0], what)
    words = printable(answer.stdout.decode("utf-8", "replace").strip().replace("\n", "; "))
    report.add(axis, "SEAL_BROKEN", "%s says that %s does not hold: %s" % (command[0], what, words))
    return "%s: %s does not hold" % (command[0], what)


TIME_STAMP = re.compile(r"^Time stamp: (\w{3} +\d+ [\d:]{8})(\.\d+)? (\d{4}) GMT$", re.MULTILINE)
# How far ahead an examiner's clock may be, in seconds.
CLOCK_TOLERANCE = 24 * 3600


def ask_timestamp(report, folder, last_event):
    if shutil.which("openssl") is None:
        return "openssl was not asked about the timestamp: it is not installed"
    # What is signed of the answer, and not what stands around it: the text of its status is anybody's.
    token = ["openssl", "ts", "-reply", "-in", "tagmanifest.tsr", "-token_out", "-out", "token"]
    text = ["openssl", "ts", "-reply", "-in", "token", "-token_in", "-token_out", "-text"]
    for command in (token, text):
        printed = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    stamps = TIME_STAMP.findall(printed.stdout.decode("utf-8", "replace"))
    if len(stamps) != 1:
        report.add("time", "TIMESTAMP_INVALID", "openssl cannot read the timestamp", member="seal/tagmanifest.tsr")
        return None
    date, fraction, year = stamps[0]
    stated = "%s %s" % (date, year)
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
    said = ask(report, folder, command, "time", "the timestamp of %s UTC" % stated)
    # As texts: a time of another form than custody writes is later than any, or earlier, to every checker.
    day_later = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds + CLOCK_TOLERANCE))
    if last_event > "%s.%sZ" % (day_later, fraction[1:4].ljust(3, "0")):
        message = "custody states an event that is later than the timestamp of its seal"
        report.add("time", "TIMESTAMP_CONTRADICTED", message, expected=stated, actual=printable(last_event))
    return "%s, as of -attime %d; who vouches for it, seal/tsa-chain.pem says, and nothing here whether to rely on that" % (said, seconds)


# --- All of it ---------------------------------------------------------------------------------------------------------------


def check(path):
    report = Report()
    pack = open_pack(path, report)
    check_bag(pack, report)
    key = check_seal(pack, report)
    described, sources = read_sources(pack, report, key)
    contents, hidden, masked = None, bytearray(), 0
    check_seal_files(pack, report, described)
    if described is not None:
        contents, hidden, subtrees, masked = check_entries(pack, report, described, sources)
        check_completeness(pack, report, described, sources, subtrees)
    last_event = check_events(pack, report, described, contents, hidden)
    said = ask_programs(pack, report, last_event)
    kept_back = (
        "; %d of them are masked, and what their maker wrote can be checked once it is disclosed" % masked if masked else ""
    )
    lines = len(contents or b"") // 32
    columns = ", and for the names of columns," if any(source["table"] and source["records"] for source in sources.values()) else ""
    report.judge(
        "storage",
        "every file is the one that was sealed, and every entry stands where the checkpoint of its source says%s; for what report, tables and load file say of the entries%s the seal alone vouches"
        % (kept_back, columns),
        lines,
    )
    report.judge("sequence", "each record stands once, in source order; a pack is a selection", lines)
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
    return report, said, described


def about(described):
    """What a pack says of itself: whoever is given several must see which this is."""
    pack = described["pack"]
    [(kind, value)] = pack["scope"].items()
    amount = "%d entries in %d records, %d of them withheld and %d masked" % tuple(
        pack[name] for name in ("entries", "records", "withheld", "masked")
    )
    return "%s, of the case %s: %s, %s" % (pack["name"], described["case"]["title"], SCOPE_WORDS[kind](value), amount)


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
    for stream in (sys.stdout, sys.stderr):
        # Where the terminal has no sign for a letter of a title, its number is printed.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        report, said, described = check(options.pack)
    except Unreadable as error:
        print("verify.py: %s" % printable(error), file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"ok": report.ok, "axes": report.axes, "findings": report.findings, "programs": said}))
        return 0 if report.ok else 1
    if described is not None:
        print(printable(about(described)))
    for axis in report.axes:
        print("%-13s %-13s %s" % (axis["axis"], axis["status"], axis["reason"]))
    for finding in report.findings[:1000]:
        values = dict(zip(("expected", "actual"), VALUES.get(finding["code"], ("expected", "found"))))
        where = ", ".join(
            "%s %s" % (values.get(name, name), printable(finding[name]))
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
