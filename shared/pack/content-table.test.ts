import { expect, test } from 'vitest';
import { ContentTable, SpanTable } from './content-table.ts';

/** More than two pages. */
const count = 70_000;

test('each line has its content, as long as it does not stay back', () => {
  const table = new ContentTable();
  const content = new Uint8Array(32);
  for (let line = 0; line < count; line++) {
    new DataView(content.buffer).setUint32(12, line);
    table.add(line % 7 === 3 ? null : content);
  }
  expect(table.size).toBe(count);
  for (const line of [0, 1, 32_767, 32_768, 65_535, 65_536, count - 1]) {
    const found = table.content(line);
    expect(table.isRedacted(line)).toBe(line % 7 === 3);
    if (line % 7 === 3) expect(found).toBeNull();
    else expect(new DataView((found as Uint8Array).slice().buffer).getUint32(12)).toBe(line);
  }
  expect(table.content(count)).toBeNull();
  expect(table.has(count - 1)).toBe(true);
  expect(table.has(count)).toBe(false);
});

test('each place has the line that brought its bytes, and no other place has one', () => {
  const table = new SpanTable();
  expect(table.lineAt(0, 1)).toBeNull();
  for (let n = 0; n < count; n++) table.add(n * 10, 9, n * 2);
  for (let n = 0; n < count; n += 311) {
    expect(table.lineAt(n * 10, 9)).toBe(n * 2);
    expect(table.lineAt(n * 10, 8)).toBeNull();
    expect(table.lineAt(n * 10 + 1, 9)).toBeNull();
  }
  expect(table.lineAt(count * 10, 9)).toBeNull();
});
