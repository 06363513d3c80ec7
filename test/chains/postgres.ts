import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Maker } from './makers.ts';

/** Where Debian puts it, the newest version first. */
const versions = '/usr/lib/postgresql';

/** The programs of PostgreSQL on this machine; null where there are none. */
export const programs = ((): string | null => {
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    found.map((version) => join(versions, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
})();

/** It refuses to run as root: then as nobody. */
const nobody = 65534;
const asWhom = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export const key = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex');
const otherKey = Buffer.alloc(32, 7);

/** A server of its own, in a folder of its own, that nobody reaches but by a socket in it. */
export class Postgres {
  private readonly bin: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'casebound-postgres-'));

  constructor(bin: string) {
    this.bin = bin;
    mkdirSync(join(this.folder, 'data'));
    for (const path of [this.folder, join(this.folder, 'data')])
      if (asWhom.uid !== undefined) chownSync(path, asWhom.uid, asWhom.gid);
    this.run('initdb', [
      '-D',
      this.data,
      '-U',
      'maker',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ]);
    const options = `-c listen_addresses='' -c fsync=off -c shared_buffers=1MB -k ${this.folder}`;
    this.run('pg_ctl', ['-D', this.data, '-o', options, '-l', join(this.folder, 'log'), '-w', 'start']);
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  /** @param variables of psql's */
  query(file: string, variables: Readonly<Record<string, string>>): string {
    const given = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
    return this.run('psql', [
      '-X',
      '-q',
      '-h',
      this.folder,
      '-U',
      'maker',
      '-d',
      'postgres',
      ...given,
      '-f',
      file,
    ]);
  }

  [Symbol.dispose](): void {
    this.run('pg_ctl', ['-D', this.data, '-m', 'immediate', 'stop']);
    rmSync(this.folder, { recursive: true });
  }

  private run(program: string, args: readonly string[]): string {
    // What it starts must not hold the pipes of what starts it.
    const stdio = program === 'pg_ctl' ? ('ignore' as const) : ('pipe' as const);
    const { stdout, stderr, status, error } = spawnSync(join(this.bin, program), args, {
      ...asWhom,
      cwd: this.folder,
      encoding: 'utf8',
      stdio,
      env: { PATH: process.env['PATH'] ?? '', PGCLIENTENCODING: 'UTF8' },
    });
    if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr ?? 'see its log'}`);
    return stdout ?? '';
  }
}

interface Form {
  readonly name: string;
  readonly found: RegExp;
  readonly joined: boolean;
  readonly key?: Buffer;
}

export const forms: readonly Form[] = [
  { name: 'jsonb::text', found: /^postgres-jsonb \(/, joined: false },
  { name: 'HMAC over jsonb::text', found: /^postgres-jsonb hmac-sha256 \(/, joined: false, key },
  { name: 'previous || jsonb::text', found: /^postgres-jsonb, previous first \(/, joined: true },
];

/** Each entry as the table returns it: as jsonb::text, with the two hashes. */
export function returned(
  server: Postgres,
  form: Form,
  entries: readonly string[],
  rekeyAt?: number,
): string[] {
  const text = server.query(join(import.meta.dirname, 'postgres.sql'), {
    lines: entries.join('\n'),
    genesis: '0'.repeat(64),
    joined: String(form.joined),
    key: form.key?.toString('hex') ?? '',
    other_key: otherKey.toString('hex'),
    rekey_at: String(rekeyAt ?? entries.length),
  });
  return text.trimEnd().split('\n');
}

/** Each entry as the application that logged it exports it: as it was given, with the two hashes of the table. */
export function asGiven(entries: readonly string[], rows: readonly string[]): string[] {
  return rows.map((row, n) => {
    const { prev_hash, entry_hash } = JSON.parse(row) as Record<string, string>;
    return `${entries[n]?.slice(0, -1)},"prev_hash":"${prev_hash}","entry_hash":"${entry_hash}"}`;
  });
}

/** `server`: asked for when something is made. */
export function madeBy(server: () => Postgres, form: Form): Maker {
  const { name, found } = form;
  const make: Maker['make'] = (entries, rekeyAt) =>
    asGiven(entries, returned(server(), form, entries, rekeyAt));
  return { name, found, make, ...(form.key === undefined ? {} : { key: form.key }) };
}
