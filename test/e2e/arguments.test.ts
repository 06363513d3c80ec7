import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { casebound, importInto } from './casebound.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const matter = workspace.path('matter.casebound');
const trail = workspace.trail('trail.ndjson', 20);
const letter = workspace.write('letter.txt', 'Dear Sir or Madam,\nplease find attached.\n');
const pipe = workspace.path('pipe');
const folder = workspace.path('folder');
const long = workspace.path('x'.repeat(250));
const huge = 'x'.repeat(100_000);
const acting = '\u001b[31m\u202eabc\u0007';
beforeAll(async () => {
  execFileSync('mkfifo', [pipe]);
  mkdirSync(folder);
  await importInto(matter, trail);
});

const annotate = ['annotate', matter, '--entry', 'x'];
const from = (path: string) => ['verify', matter, '--profile', path];

it.each<[what: string, args: readonly string[], message: RegExp]>([
  ['an empty title', ['new', long, '--title', ''], /INVALID_INPUT: the title is empty; /],
  ['an empty path', ['new', '', '--title', 't'], /INVALID_INPUT: the path is empty; /],
  ['a name that is too long', ['new', long, '--title', 't'], /FILE_UNREADABLE: .*: the name is too long; /],
  [
    'a name of a case that is too long',
    ['seal', long, '--query', 'product:*', '--key', 'k', '--out', 'p.zip', '--passphrase-file', trail],
    /CASE_NOT_FOUND: there is no case file at /,
  ],
  ['an empty path of a file', ['detect', ''], /INVALID_INPUT: the path is empty; /],
  [
    'none of the choices',
    ['custody', matter, '--out', long, '--format', 'x'],
    /: --format takes one of ndjson, csv, not 'x'; /,
  ],
  [
    'a folder that is not there',
    ['new', `${folder}/a/b`, '--title', 't'],
    /FILE_UNREADABLE: the folder .* cannot be used: it does not exist; /,
  ],
  ['a pipe as a case', ['info', pipe], /FILE_UNREADABLE: .*it is no regular file; /],
  ['a pipe as a trail', ['import', matter, pipe], /FILE_UNREADABLE: .*it is no regular file; /],
  ['a pipe as a profile', from(pipe), /INVALID_INPUT: .*is not JSON: it is empty; /],
  ['a folder as a profile', from(folder), /FILE_UNREADABLE: .*it is a folder; /],
  [
    'a huge author',
    [...annotate, '--tag', 't', '--author', huge],
    /INVALID_INPUT: the author's name is longer than 200 characters; /,
  ],
  ['an empty tag', [...annotate, '--tag', '', '--author', 'a'], /INVALID_INPUT: the tag is empty; /],
  [
    'a huge word',
    ['detect', trail, '--system', huge],
    /INVALID_INPUT: no system is named "x{100,600} … x+"; /,
  ],
  [
    'a dash for a file to write',
    ['query', matter, '--out', '-'],
    /INVALID_INPUT: --out - names no file, .*; leave it out to print instead/,
  ],
  [
    'a letter to verify',
    ['verify', letter],
    /FORMAT_UNKNOWN: .*letter\.txt is not an audit trail that Casebound reads: /,
  ],
  [
    'a trail as a case',
    ['info', trail],
    /CASE_CORRUPT: .* is not a Casebound case file: it is not a SQLite database; /,
  ],
  ['what a terminal acts on', ['extract', matter, acting, '--out', long], /INVALID_INPUT: .*; /],
  [
    'too many arguments',
    ['info', matter, 'a'],
    /INVALID_INPUT: too many arguments for 'info': expected 1 .*; /,
  ],
])('is told in one line, in plain words: %s', async (_, args, message) => {
  const { code, stderr, stdout } = await casebound(args);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^casebound: [^\n]{20,1500}\n$/);
  expect(stderr).not.toMatch(/[\p{Cc}\u202a-\u202e](?!$)/u);
  expect([code, stdout.length]).toEqual([2, 0]);
});
