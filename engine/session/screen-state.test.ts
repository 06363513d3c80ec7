import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../verify/testing/chained-case.ts';
import { ScreenState } from './screen-state.ts';

const file = () => join(temporaryFolder(), 'deeper', 'screens.json');

describe('where a person was', () => {
  it('is there for whoever asks next, until it is forgotten', () => {
    const path = file();
    new ScreenState(path).write('review', '{"query":"x"}', 10);
    expect(new ScreenState(path).read()).toEqual({ review: { text: '{"query":"x"}', time: 10 } });
    new ScreenState(path).write('review', null, 11);
    expect(new ScreenState(path).read()).toEqual({});
  });

  it('is what was said last, whoever writes last', () => {
    const state = new ScreenState(file());
    state.write('zone', 'new', 20);
    state.write('zone', 'late', 10);
    expect(state.read()).toEqual({ zone: { text: 'new', time: 20 } });
  });

  it('is bounded: what was kept longest ago goes', () => {
    const state = new ScreenState(file());
    for (let n = 0; n < 12; n++) state.write(`draft ${n}`, 'x'.repeat(199_999), n);
    expect(Object.keys(state.read())).toEqual(Array.from({ length: 10 }, (_, n) => `draft ${11 - n}`));
  });

  it('is begun anew where the file is damaged or cannot be written', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'screens.json');
    writeFileSync(path, '{"review": 7');
    const state = new ScreenState(path);
    expect(state.read()).toEqual({});
    state.write('review', 'x', 1);
    expect(state.read()).toEqual({ review: { text: 'x', time: 1 } });
    expect(() => new ScreenState(join(path, 'below', 'a file')).write('a', 'b', 1)).not.toThrow();
  });
});
