import { expect, it } from 'vitest';
import { collectGarbage } from './collect-garbage.ts';

it('collects what nothing refers to', () => {
  let kept: object | null = { of: new Uint8Array(1 << 20) };
  const reference = new WeakRef(kept);
  kept = null;
  // A reference that was asked for in this turn of the event loop is kept until its end.
  return new Promise<void>((resolve) => {
    setTimeout(() => {
      collectGarbage();
      expect(reference.deref()).toBeUndefined();
      resolve();
    });
  });
});
