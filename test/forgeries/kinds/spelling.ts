/** JSON that reads alike to careless readers, and is not spelled as packs spell it; values of no such field. */
import { dutyOfSpelling } from '../duties.ts';
import type { Forging } from '../forging.ts';
import type { Done, Kind } from '../kind.ts';

const documents =
  /^(data\/(sources\.json|entries\.index\.jsonl|custody\.ndjson|annotations\.ndjson|annotation-targets\.ndjson)|verification\/(completeness\.json|proofs\/proofs\.jsonl))$/;

/** One line of one document, spelled anew; `edit` gives null where it does not apply. */
function respelled(forging: Forging, edit: (line: string) => string | null): Done | null {
  const path = forging.anyFile(documents) ?? '';
  const lines = forging.lines(path);
  const at = forging.place(lines);
  const line = lines[at];
  const after = line === undefined ? null : edit(line);
  if (after === null || after === line) return null;
  forging.writeLines(path, lines.with(at, after));
  return { what: `line ${at + 1} of ${path}`, found: dutyOfSpelling(forging, path) };
}

/** A whole file, written in another way. */
function rewritten(forging: Forging, edit: (text: string) => string): Done | null {
  const path = forging.anyFile(documents) ?? '';
  const text = forging.text(path);
  if (edit(text) === text) return null;
  forging.write(path, edit(text));
  return { what: path, found: dutyOfSpelling(forging, path) };
}

/** The first, or another, of the places that fit. */
function replaceAny(
  forging: Forging,
  line: string,
  pattern: RegExp,
  by: (found: string) => string,
): string | null {
  const places = [...line.matchAll(pattern)];
  const place = places[forging.place(places)];
  if (place === undefined) return null;
  return line.slice(0, place.index) + by(place[0]) + line.slice(place.index + place[0].length);
}

const number = /(?<=[:[,])\d+(?=[,\]}])/g;
const member = /"[A-Za-z0-9]+":(?:\d+|"[^"\\]*")(?=[,}])/g;

function changedNumber(name: string, by: (digits: string) => string): Kind {
  return {
    name,
    of: 'files',
    forge: (forging) => respelled(forging, (line) => replaceAny(forging, line, number, by)),
  };
}

function changedMember(name: string, by: (found: string) => string): Kind {
  return {
    name,
    of: 'files',
    forge: (forging) => respelled(forging, (line) => replaceAny(forging, line, member, by)),
  };
}

export const spellingKinds: readonly Kind[] = [
  changedNumber('a number as 1.0', (digits) => `${digits}.0`),
  changedNumber('a number as 1e0', (digits) => `${digits}e0`),
  changedNumber('a number as 0x', (digits) => `0x${digits}`),
  changedNumber('a number with a zero before it', (digits) => `0${digits}`),
  changedNumber('a number below zero', (digits) => `-${digits}`),
  changedNumber('a number as a text', (digits) => `"${digits}"`),
  changedNumber('a number beyond all places', (digits) => `${digits}00000000000000000`),
  changedNumber('a number that no double holds', (digits) => `${digits}${'1'.repeat(400)}`),
  changedNumber('a number as NaN', () => 'NaN'),
  changedNumber('a number as true', () => 'true'),
  changedMember('a name twice', (found) => `${found},${found}`),
  changedMember('a name that is not known', (found) => `${found},"more":1`),
  changedMember('a value that is null', (found) => `${found.slice(0, found.indexOf(':'))}:null`),
  changedMember('a space behind a colon', (found) => found.replace(':', ': ')),
  changedMember('a letter as an escape', (found) =>
    found.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  ),
  {
    name: 'a member less',
    of: 'files',
    forge: (forging) => {
      const done = respelled(forging, (line) =>
        replaceAny(forging, line, /"[A-Za-z0-9]+":(?:\d+|"[^"\\]*"),/g, () => ''),
      );
      // Of the index, some are there for people alone.
      return done === null || !/index|targets/.test(done.what) ? done : { ...done, found: [] };
    },
  },
  {
    name: 'members in another order',
    of: 'files',
    forge: (forging) => {
      const done = respelled(forging, (line) =>
        JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).toReversed())),
      );
      // Only lines of proofs are read as one text: elsewhere the order says nothing.
      return done === null || done.what.includes('proofs') ? done : { ...done, found: [] };
    },
  },
  {
    name: 'half of a pair of surrogates',
    of: 'files',
    forge: (forging) => {
      const done = respelled(forging, (line) =>
        replaceAny(forging, line, /(?<=:")[^"\\]*(?=")/g, (text) => `${text}\\ud83d`),
      );
      // A text may hold one, but what is hashed may not.
      return done === null
        ? null
        : { ...done, found: /custody|annotations/.test(done.what) ? ['custody'] : [] };
    },
  },
  {
    name: 'a name of an object that scripts inherit',
    of: 'files',
    forge: (forging) =>
      respelled(forging, (line) =>
        replaceAny(forging, line, member, (found) => `${found},"__proto__":{"n":0}`),
      ),
  },
  {
    name: 'brackets without end',
    of: 'files',
    forge: (forging) =>
      respelled(forging, (line) =>
        replaceAny(forging, line, number, () => '['.repeat(9000) + ']'.repeat(9000)),
      ),
  },
  {
    name: 'carriage returns',
    of: 'files',
    forge: (forging) => rewritten(forging, (text) => text.replaceAll('\n', '\r\n')),
  },
  {
    name: 'a byte order mark',
    of: 'files',
    forge: (forging) => rewritten(forging, (text) => `\ufeff${text}`),
  },
  {
    name: 'no line feed at the end',
    of: 'files',
    forge: (forging) => rewritten(forging, (text) => text.replace(/\n$/, '')),
  },
  {
    name: 'UTF-16',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile(documents) ?? '';
      if (forging.bytes(path).length === 0) return null;
      forging.write(path, Buffer.from(`\ufeff${forging.text(path)}`, 'utf16le'));
      return { what: path, found: dutyOfSpelling(forging, path) };
    },
  },
  {
    name: 'a byte that is no UTF-8',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile(documents) ?? '';
      const bytes = Buffer.from(forging.bytes(path));
      const at = bytes.indexOf(forging.random.pick([':"', '":', 'e']));
      if (at < 0) return null;
      bytes[at + 1] = 0xff;
      forging.write(path, bytes);
      return { what: `byte ${at + 1} of ${path}`, found: dutyOfSpelling(forging, path) };
    },
  },
];
