import { type ChainedEvent, eventHash } from '../../shared/custody/events.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { Origin } from './events.ts';

/** The hash of an event that came from another copy of the case, put together as it stood there. */
export function hashAtOrigin({ time, actor, action, details }: ChainedEvent): string {
  const { origin, ...rest } = details;
  const { seq, prev, reverses } = (origin ?? {}) as Partial<Origin>;
  const there = reverses === undefined ? rest : { ...rest, reverses };
  try {
    const event = { seq: seq as number, time, actor, action, details: there, prev: prev as string };
    return eventHash(nodeDigest, event);
  } catch {
    return 'none: it has no canonical form';
  }
}
