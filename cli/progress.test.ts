import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../shared/domain/progress.ts';
import { clearProgress, ProgressBar } from './progress.ts';

const progress: Progress = {
  phase: 'importing trail.ndjson',
  done: 1e6,
  total: 2e6,
  unit: 'bytes',
  entries: 60_000,
};

class Terminal {
  readonly isTTY = true;
  readonly columns: number;
  text = '';

  constructor(columns: number) {
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }

  /** What remains on the line after everything was erased that should be. */
  get line(): string {
    return this.text.split('\r\x1b[K').at(-1) ?? '';
  }
}

function shown(columns: number, more: Partial<Progress> = {}): Terminal {
  const terminal = new Terminal(columns);
  new ProgressBar(terminal).show({ ...progress, ...more });
  return terminal;
}

describe('progress on a terminal', () => {
  beforeEach(() => vi.stubEnv('TERM', 'xterm'));
  afterEach(() => {
    clearProgress();
    vi.unstubAllEnvs();
  });

  it('tells phase, part, amount and entries', () => {
    expect(shown(200).line).toMatch(
      /^importing trail\.ndjson {2}\[={12} {12}\] 50 % {2}1\.0 MB {2}60000 entries {2}\d+ s left$/,
    );
  });

  it('is never longer than a row, whatever the file is called', () => {
    for (const phase of [
      'importing trail.ndjson',
      `importing ${'long '.repeat(60)}`,
      `importing ${'長い名'.repeat(40)}`,
    ]) {
      for (const columns of [10, 20, 40, 60, 79, 80, 120]) {
        const { line } = shown(columns, { phase });
        const wide = [...line].reduce((sum, character) => sum + (character > '~' ? 2 : 1), 0);
        expect(wide).toBeLessThanOrEqual(columns);
        if (columns >= 60) expect(line).toContain('50 %');
      }
    }
  });

  it('goes before something is printed, and only then', () => {
    const terminal = shown(80);
    const { text } = terminal;
    clearProgress();
    expect(terminal.text).toBe(`${text}\r\x1b[K`);
    clearProgress();
    expect(terminal.text).toBe(`${text}\r\x1b[K`);
  });

  it('is not drawn where a line cannot be taken back', () => {
    vi.stubEnv('TERM', 'dumb');
    expect(shown(80).text).toBe('');
  });
});
