import { expect, test } from 'vitest';
import { type FindRoom, noRoom } from '../bytes/paged-rows.ts';
import { ContentTable, SpanTable } from './content-table.ts';

/** Room that is memory after all, so that what is put aside can be counted. */
function countedRoom() {
  const bytes = new Uint8Array(8 << 20);
  const room = {
    length: 0,
    append(added: Uint8Array) {
      bytes.set(added, room.length);
      room.length += added.length;
    },
    readInto: (into: Uint8Array, at: number) => into.set(bytes.subarray(at, at + into.length)),
  };
  return room;
}

const rooms: [string, FindRoom][] = [
  ['in memory', noRoom],
  ['put aside', () => countedRoom()],
];

/** More than two pages. */
const count = 70_000;

test.each(rooms)('each line has its content %s, as long as it does not stay back', (_, findRoom) => {
  const table = new ContentTable(findRoom);
  const content = new Uint8Array(32);
  for (let line = 0; line < count; line++) {
    new DataView(content.buffer).setUint32(12, line);
    table.add(line % 7 === 3 ? null : content);
  }
  expect(table.size).toBe(count);
  for (const line of [0, 1, 8191, 8192, 32_767, 32_768, 65_535, 65_536, count - 1]) {
    const found = table.content(line);
    expect(table.isRedacted(line)).toBe(line % 7 === 3);
    if (line % 7 === 3) expect(found).toBeNull();
    else expect(new DataView((found as Uint8Array).slice().buffer).getUint32(12)).toBe(line);
  }
  expect(table.content(count)).toBeNull();
  expect(table.has(count - 1)).toBe(true);
  expect(table.has(count)).toBe(false);
});

test.each(rooms)(
  'each place %s has the line that brought its bytes, and no other place has one',
  (_, findRoom) => {
    const table = new SpanTable(findRoom);
    expect(table.lineAt(0, 1)).toBeNull();
    for (let n = 0; n < count; n++) table.add(n * 10, 9, n * 2);
    for (let n = 0; n < count; n += 31) {
      expect(table.lineAt(n * 10, 9)).toBe(n * 2);
      expect(table.lineAt(n * 10, 8)).toBeNull();
      expect(table.lineAt(n * 10 + 1, 9)).toBeNull();
    }
    expect(table.lineAt(count * 10, 9)).toBeNull();
  },
);

test('two tables share a room, and what is added goes on behind what was looked up', () => {
  const room = countedRoom();
  const tables = [new SpanTable(() => room), new SpanTable(() => room)];
  for (let n = 0; n < count; n++) {
    for (const [t, table] of tables.entries()) table.add(n * 10 + t, 9, n);
    if (n % 5000 === 0)
      for (const [t, table] of tables.entries()) expect(table.lineAt(t + n * 5, 9)).toBe(n / 2);
  }
  expect(room.length).toBeGreaterThan(count * 2 * 15);
  for (const [t, table] of tables.entries()) expect(table.lineAt(69_990 + t, 9)).toBe(6999);
});
