import type { AxisStatus } from '../../shared/domain/verification.ts';
import { type Html, html } from './html.ts';

/** State has a shape and a word; colour comes third, and black and white lose nothing. */
const statusMarks: Readonly<Record<AxisStatus, { readonly mark: string; readonly word: string }>> = {
  pass: { mark: '\u2713', word: 'pass' },
  fail: { mark: '\u2715', word: 'fail' },
  unverifiable: { mark: '?', word: 'cannot be verified' },
  absent: { mark: '\u2013', word: 'absent' },
};

export function statusMark(status: AxisStatus): Html {
  const { mark, word } = statusMarks[status];
  return html`<span class="status ${status}"><b aria-hidden="true">${mark}</b> ${word}</span>`;
}

const shapes = [
  {
    words: ['ai_generated', 'fake', 'synthetic', 'manipulated', 'broken', 'high', 'critical', 'blocked'],
    shape: '\u25c6',
    name: 'alert',
  },
  {
    words: ['authentic', 'real', 'genuine', 'clean', 'low', 'valid', 'approved'],
    shape: '\u25a0',
    name: 'clear',
  },
] as const;

export function verdictMark(verdict: string | null): Html {
  if (verdict === null) return html`<span class="none">no verdict</span>`;
  const known = shapes.find(({ words }) => (words as readonly string[]).includes(verdict.toLowerCase()));
  const { shape, name } = known ?? { shape: '\u25cf', name: 'other' };
  return html`<span class="verdict ${name}"><b aria-hidden="true">${shape}</b> ${verdict}</span>`;
}

/** To the millisecond, as stated; `Z` stands in the heading of the column. */
export function shortTime(time: string | null): string {
  return time === null ? '' : time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/, '$1 $2');
}
