import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { AppInfo } from '../../shared/contract/operations.ts';

type RecentCase = AppInfo['recentCases'][number];

const schema = z.array(z.object({ path: z.string(), title: z.string(), opened: z.string() }));
const kept = 10;

/** The cases opened last, the newest first, in the user's own configuration folder (XDG Base Directory, APPDATA on Windows). */
export class RecentCases {
  private readonly file: string;

  constructor(file = join(configurationFolder(), 'casebound', 'recent.json')) {
    this.file = file;
  }

  list(): readonly RecentCase[] {
    try {
      return schema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // Missing or damaged: a list for convenience is begun anew rather than mourned.
      return [];
    }
  }

  /** Puts a case first. That the list cannot be kept is no reason to refuse a case. */
  add(path: string, title: string): void {
    const opened = new Date().toISOString();
    const list = [{ path, title, opened }, ...this.list().filter((recent) => recent.path !== path)].slice(
      0,
      kept,
    );
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      const draft = `${this.file}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(list, null, 2)}\n`);
      renameSync(draft, this.file);
    } catch {
      // Read-only home: the case opens all the same.
    }
  }
}

function configurationFolder(): string {
  return process.env['XDG_CONFIG_HOME'] ?? process.env['APPDATA'] ?? join(homedir(), '.config');
}
