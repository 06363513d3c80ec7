import { describe, expect, it } from 'vitest';
import { chordOf, isCharacterKey } from './chord.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('a chord', () => {
  it.each([
    [{ key: 'j' }, 'j'],
    [{ key: 'J', shiftKey: true }, 'Shift+J'],
    // Caps lock alone gives a capital: it is the same key.
    [{ key: 'J' }, 'j'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: '[' }, '['],
    [{ key: 'k', ctrlKey: true }, 'Ctrl+K'],
    [{ key: 'k', metaKey: true }, 'Ctrl+K'],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+Z'],
    [{ key: 'ArrowLeft', altKey: true }, 'Alt+ArrowLeft'],
    [{ key: 'Enter', shiftKey: true }, 'Shift+Enter'],
    [{ key: ' ' }, 'Space'],
    [{ key: 'Shift', shiftKey: true }, null],
    [{ key: 'Dead' }, null],
  ])('%j is %s', (press, chord) => {
    expect(chordOf({ ...plain, ...press })).toBe(chord);
  });
});

describe('what can be turned off', () => {
  it.each(['j', 'Shift+J', '?', '1', 'g i', 'Space'])('%s is a character', (sequence) => {
    expect(isCharacterKey(sequence)).toBe(true);
  });
  it.each(['Ctrl+K', 'Alt+1', 'Enter', 'Shift+Enter', 'F2', 'Ctrl+Shift+Z'])('%s is none', (sequence) => {
    expect(isCharacterKey(sequence)).toBe(false);
  });
});
