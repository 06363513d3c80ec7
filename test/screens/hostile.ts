import { hash } from 'node:crypto';
import { timeId } from '../../samples/entry.ts';

const rtl = 'אבג دهوز';
const turned = 'invoice\u202egnp.exe';
const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';
const long = 'a very long value that goes on and on '.repeat(2700);
const emoji = '👩‍👩‍👧‍👦🏳️‍🌈💥';

/** Entries whose every field is what a screen could break on: markup, other directions, no end, nothing at all. */
export function hostileTrail(): string {
  const nasty = [
    script,
    rtl,
    turned,
    emoji,
    long,
    'nul\u0000esc\u001b[31m',
    'line\nbreak\ttab',
    '',
    'x'.repeat(300),
  ];
  return nasty
    .flatMap((text, n) => [entry(n * 2, text), nearlyEmpty(n * 2 + 1)])
    .map((each) => `${JSON.stringify(each)}\n`)
    .join('');
}

/** The same in a chain: one entry of it changed, another taken out. */
export function hostileChain(): string {
  let previous = '0'.repeat(64);
  const lines = [
    script,
    rtl,
    turned,
    emoji,
    long,
    'nul\u0000esc\u001b[31m',
    'x'.repeat(300),
    rtl,
    script,
  ].map((text, n) => {
    const linked = { ...entry(100 + n, text), prev_hash: previous };
    previous = hash('sha256', JSON.stringify(linked));
    return JSON.stringify({ ...linked, entry_hash: previous });
  });
  const changed = lines.map((line, n) =>
    n === 4 ? line.replace('"confidence":0.5', '"confidence":0.9') : line,
  );
  return changed
    .toSpliced(6, 1)
    .map((line) => `${line}\n`)
    .join('');
}

function entry(n: number, text: string) {
  const time = new Date(Date.UTC(2025, 10, 4, 14, n)).toISOString();
  return {
    log_id: `log_${timeId(1_762_265_000_000 + n)}${text.slice(0, 40)}`,
    timestamp: time,
    request_id: text.slice(0, 200),
    product: text.slice(0, 100),
    model_version: text.slice(0, 100),
    image_id: text.slice(0, 60),
    context: { case_id: text.slice(0, 60) },
    result: { verdict: text.slice(0, 60), confidence: 0.5, reviewer_note: text },
    action_recorded: text.slice(0, 60),
    logged_at: time,
  };
}

function nearlyEmpty(n: number) {
  return {
    log_id: `log_${timeId(1_762_265_000_000 + n)}`,
    timestamp: null,
    result: null,
    action_recorded: null,
    logged_at: null,
  };
}
