import { apiFacts, type Horizon, type SyncSystem } from '../../shared/domain/sync.ts';

const dayMs = 86_400_000;

/**
 * What the system deletes by age, for each of its plans: which one the account is on, the API does not say. `oldest`: time
 * of the oldest entry that was acquired, in milliseconds since 1970.
 */
export function horizonsOf(system: SyncSystem, now: number, oldest: number | null): Horizon[] {
  return apiFacts[system].retention.map(({ plan, days }) => ({
    plan,
    days,
    horizon: days === null ? null : iso(now - days * dayMs),
    oldestUntil: days === null || oldest === null ? null : iso(oldest + days * dayMs),
  }));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
