import { hash } from 'node:crypto';
import { canonicalize } from '../shared/json/canonical.ts';
import { ashdownDecisions, neighbourDecisions } from './ashdown.ts';
import { claimDecisions } from './claims.ts';
import { type AuditEntry, type Decision, toEntry } from './entry.ts';
import { planted } from './planted.ts';
import { type Random, seeded } from './random.ts';

/** An entry as the product keeps it: linked to the one before and hashed itself. */
export interface ChainedEntry extends AuditEntry {
  readonly prev_hash: string;
  readonly entry_hash: string;
}

const begin = Date.UTC(2025, 10, 1, 5);
/** Nothing was logged from here on for `planted.silence.hours`. */
const silenceFrom = Date.parse(planted.silence.from);
const silenceTo = silenceFrom + planted.silence.hours * 3_600_000;
const driftFrom = Date.parse(planted.drift.from);
const driftTo = Date.parse(planted.drift.to);
const claims = 205;
const firstClaim = 411;

/** The vendor's whole trail until `end`, in the order in which it was logged, true and unbroken. */
export function makeTrail(seed: number, end: number): ChainedEntry[] {
  const random = seeded(seed);
  const days = Math.ceil((end - begin) / 86_400_000);
  const decisions = [...ashdownDecisions(), ...neighbourDecisions()].filter(({ at }) => at < end);
  for (let n = 0; n < claims; n++) {
    const claim = `CLM-2025-0${firstClaim + n}`;
    const day = begin + Math.floor((n * days) / claims) * 86_400_000;
    if (claim !== planted.claim && claim !== planted.neighbour) {
      decisions.push(...claimDecisions(random, claim, day + officeTime(random), end));
    }
  }
  return chain(logged(random, inTime(random, decisions)));
}

/** Milliseconds from the start of a day's work at which a claim comes in: rarely by night. */
function officeTime(random: Random): number {
  const hour = random.weighted([
    [random.between(0, 13), 9],
    [random.between(14, 23), 1],
  ]);
  return hour * 3_600_000 + random.between(0, 3_599_999);
}

/** Decisions in order of time, none at the same moment, none within the silence but at its two ends. */
function inTime(random: Random, decisions: readonly Decision[]): Decision[] {
  const kept = decisions.filter(({ at }) => at < silenceFrom || at > silenceTo).sort((a, b) => a.at - b.at);
  let last = 0;
  const spaced = kept.map((decision) => {
    last = Math.max(decision.at, last + random.between(250, 900));
    return { ...decision, at: last };
  });
  const after = spaced.findIndex(({ at }) => at > silenceTo);
  return spaced.map((decision, i) => {
    if (i === after - 1) return { ...decision, at: silenceFrom };
    return i === after ? { ...decision, at: silenceTo } : decision;
  });
}

function logged(random: Random, decisions: readonly Decision[]): AuditEntry[] {
  return decisions.map((decision) => {
    const { at } = decision;
    const drift = at >= driftFrom && at < driftTo ? -planted.drift.seconds * 1000 : 0;
    return toEntry(decision, at - random.between(1200, 9000), at + random.between(30, 120) + drift);
  });
}

/** The product's own chain: SHA-256 over the RFC 8785 form of the entry without its hash; 64 zeros come first. */
function chain(entries: readonly AuditEntry[]): ChainedEntry[] {
  let previous = '0'.repeat(64);
  return entries.map((entry) => {
    const linked = { ...entry, prev_hash: previous };
    previous = hash('sha256', canonicalize(linked));
    return { ...linked, entry_hash: previous };
  });
}
