import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reportPdf } from './report-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([false, true])(
  'a row that is taller than a page goes on on the next, and none is lost (plain: %s)',
  async (isPlain) => {
    const [few, many] = ['W'.repeat(9), 'W'.repeat(2000)];
    const rows = [few, many, few, `${few} `.repeat(300), many, few];
    const cells = rows.map((text) => `<tr><td>${text}</td><td>${few}</td><td>${few}</td></tr>`).join('');
    const markup = `<main><table data-widths="12 44 44"><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>${cells}</tbody></table></main>`;
    const path = join(folder, 'tall.pdf');
    const about = { title: 'Tall', footer: 'foot', asOf: '2026-01-02T03:04:05Z', isPlain };
    writeFileSync(path, await reportPdf(markup, about));
    const text = execFileSync('pdftotext', ['-raw', path, '-']).toString();
    expect(text.match(/W/g)).toHaveLength((markup.match(/W/g) ?? []).length);
  },
);
