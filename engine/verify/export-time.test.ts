import { expect, it } from 'vitest';
import { detect } from '../import/detect/detect.ts';
import { exportTime } from './export-time.ts';
import {
  importFiles,
  ndjson,
  temporaryFolder,
  verified,
  verifiedExport,
  write,
} from './testing/chained-case.ts';

const records = [1, 2, 3].map((n) => ({
  log_id: `log_${n}`,
  product: 'frame_detect',
  timestamp: `2026-01-05T09:0${n}:00.000Z`,
  result: { verdict: 'authentic', confidence: 0.5 },
  // What a record says of itself is nothing that its file says.
  exported_at: '2001-01-01T00:00:00Z',
  tags: ['a'],
}));

function timeOf(text: string): string | null {
  const bytes = Buffer.from(text);
  const { layout } = detect(bytes, 'e.json', { anyProposal: true });
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const ms = exportTime(layout, { size: bytes.length, read });
  return ms === null ? null : new Date(ms).toISOString();
}

const stated = '2026-01-05T09:02:00.000Z';

it.each([
  ['before the records', JSON.stringify({ exported_at: stated, logs: records })],
  ['behind them', JSON.stringify({ logs: records, total: 3, exported_at: stated })],
  ['pretty-printed', JSON.stringify({ meta: { exportedAt: stated }, logs: records }, null, 2)],
  ['of an array deeper in', JSON.stringify({ data: { items: records, generated_at: stated } })],
  ['as seconds', JSON.stringify({ export_time: Date.parse(stated) / 1000, logs: records })],
])('is what the envelope says %s', (_, text) => {
  expect(timeOf(text)).toBe(stated);
});

it.each([
  ['an envelope that says nothing', JSON.stringify({ logs: records, total: 3 })],
  ['one that says no time', JSON.stringify({ exported_at: 'yesterday', logs: records })],
  ['records alone', JSON.stringify(records)],
  ['lines', ndjson(records)],
  ['one record in an envelope', JSON.stringify({ log: records[0] })],
  ['one that was cut off', JSON.stringify({ logs: records, exported_at: stated }).slice(0, -1)],
])('is not known of %s', (_, text) => {
  expect(timeOf(text)).toBeNull();
});

it('is what later entries are told of, in a case and bare, and nothing fails', async () => {
  const folder = temporaryFolder();
  const file = write(
    folder,
    'e.json',
    JSON.stringify({ logs: records, exported_at: '2026-01-05T09:01:30Z' }),
  );
  const path = `${folder}/c.casebound`;
  await importFiles(path, [file]);
  for (const report of [await verifiedExport(file), await verified(path)]) {
    expect(report.ok).toBe(true);
    expect(report.findings).toMatchObject([
      {
        code: 'TIME_AFTER_EXPORT',
        axis: 'time',
        ordinal: 2,
        expected: '2026-01-05T09:01:30.000Z',
        actual: '2026-01-05T09:03:00.000Z',
      },
    ]);
    expect(report.axes.find(({ axis }) => axis === 'time')?.reason).toMatch(
      /1 entry is dated after the time that the export gives for itself/,
    );
  }
});
