import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ledTo } from '../files/place-file.ts';

/** A file in the user's own configuration folder (XDG Base Directory, APPDATA on Windows). */
export function configurationFile(name: string): string {
  const folder = process.env['XDG_CONFIG_HOME'] ?? process.env['APPDATA'] ?? join(homedir(), '.config');
  return join(folder, 'casebound', name);
}

/** What the file holds, or null where it is missing or no JSON: what is kept for convenience is begun anew rather than mourned. */
export function readConfiguration(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Replaces the file at once. That it cannot be kept, as in a read-only home, is no reason to refuse anything. */
export function writeConfiguration(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const place = ledTo(file);
    const draft = `${place}.${process.pid}`;
    writeFileSync(draft, `${text}\n`, { mode: 0o600 });
    renameSync(draft, place);
  } catch {
    // Lost is where a person was, never what they did: that is in the case file.
  }
}
