import { describe, expect, it } from 'vitest';
import { commandIds, defaultKeys } from './catalogue.ts';
import { KeySequence } from './key-sequence.ts';
import { commandInTheWay, keymapOf, readKeyChanges, unchangedKeys } from './keymap.ts';

describe('the keys as they come', () => {
  it.each(commandIds)('%s stands in the way of no other', (id) => {
    const clashes = defaultKeys[id].map((sequence) => commandInTheWay(unchangedKeys, id, sequence));
    expect(clashes.filter((clash) => clash !== null)).toEqual([]);
  });
});

describe('changed keys', () => {
  it('take the place of a command’s own', () => {
    const keymap = keymapOf({ keys: { 'row.next': ['ArrowDown'] }, characterKeys: true });
    expect([keymap.get('ArrowDown'), keymap.get('j'), keymap.get('k')]).toEqual([
      'row.next',
      undefined,
      'row.previous',
    ]);
  });

  it('without character keys keep those with Ctrl and Alt', () => {
    const keymap = keymapOf({ keys: {}, characterKeys: false });
    expect([...keymap.keys()].sort()).toEqual(
      ['Alt+1', 'Alt+2', 'Alt+3', 'Ctrl+A', 'Ctrl+C', 'Ctrl+K', 'Ctrl+Z', 'Enter'].sort(),
    );
  });

  it('are told when they are taken, wholly or by their beginning', () => {
    expect(commandInTheWay(unchangedKeys, 'row.next', 'k')).toBe('row.previous');
    expect(commandInTheWay(unchangedKeys, 'row.next', 'g')).toBe('screen.case');
    expect(commandInTheWay(unchangedKeys, 'row.next', 'j k')).toBeNull();
  });

  it('that were stored by another version are read as far as they are known', () => {
    expect(readKeyChanges({ keys: { 'row.next': ['x'], gone: ['y'], 'row.all': 7 } })).toEqual({
      keys: { 'row.next': ['x'] },
      characterKeys: true,
    });
    expect(readKeyChanges('j')).toBeNull();
  });
});

describe('a sequence of keys', () => {
  const keymap = keymapOf(unchangedKeys);
  it('waits for its second key, and no longer than a moment', () => {
    const keys = new KeySequence();
    expect([keys.press('g', keymap, 0), keys.press('i', keymap, 400)]).toEqual(['wait', 'image.show']);
    expect([keys.press('g', keymap, 1000), keys.press('i', keymap, 9000)]).toEqual(['wait', null]);
  });
  it('that leads nowhere gives its last key its own meaning', () => {
    const keys = new KeySequence();
    expect([keys.press('g', keymap, 0), keys.press('j', keymap, 10)]).toEqual(['wait', 'row.next']);
  });
});
