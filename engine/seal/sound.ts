import type { Axis, VerifyReport } from '../../shared/domain/verification.ts';

/** What the vendor's own hashes say is evidence, not a fault of the pack; everything else must hold. Null where it does. */
export function brokenAxis({ axes }: VerifyReport): Axis | null {
  return (
    axes.find(({ axis, status }) => status === 'fail' && axis !== 'content' && axis !== 'linkage') ?? null
  );
}
