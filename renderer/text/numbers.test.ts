import { describe, expect, test } from 'vitest';
import { bytesText, counted, durationText, utcTimeText } from './numbers.ts';

describe('numbers for people', () => {
  test('bytes are exact, the rounded figure stands beside them', () => {
    expect(bytesText(1)).toBe('1 byte');
    expect(bytesText(9_999)).toBe('9,999 bytes');
    expect(bytesText(536_855_780)).toBe('536,855,780 bytes (537 MB)');
    expect(bytesText(999_999)).toBe('999,999 bytes (1.0 MB)');
  });

  test('counts agree with their noun', () => {
    expect(counted(1, 'entry', 'entries')).toBe('1 entry');
    expect(counted(1_234, 'entry', 'entries')).toBe('1,234 entries');
    expect(counted(0, 'finding')).toBe('0 findings');
  });

  test('durations', () => {
    expect(durationText(400)).toBe('0 s');
    expect(durationText(125_000)).toBe('2 min 5 s');
    expect(durationText(4_200_000)).toBe('1 h 10 min');
    expect(durationText(756_000_000)).toBe('8 d 18 h');
  });

  test('a time with an offset is never passed off as UTC', () => {
    expect(utcTimeText('2025-11-04T14:10:31.847Z')).toBe('2025-11-04 14:10:31.847');
    expect(utcTimeText('2025-11-04T14:10:31.847+02:00')).toBe('2025-11-04T14:10:31.847+02:00');
    expect(utcTimeText('yesterday')).toBe('yesterday');
  });
});
