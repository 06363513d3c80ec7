import { z } from 'zod';
import { fromUtf8 } from '../bytes/encoding.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';

/** Ordinals of entries, by the numbers of their sources. */
export type ChangedEntries = ReadonlyMap<number, ReadonlySet<number>>;

const brokenEntrySchema = z.object({
  axis: z.literal('content'),
  code: z.literal('CHAIN_BREAK'),
  subject: z.templateLiteral(['source ', z.int()]),
  ordinal: z.int().nonnegative(),
});
const reportSchema = z.object({ findings: z.array(z.unknown()) });

/**
 * Entries that the verification calls changed which is sealed in the pack: it had the whole source, and so the entries around each. Nothing
 * of it is taken for true but that, and that only of entries whose hash does not recompute here either.
 */
export async function changedAsSealed({ small }: Pick<CheckContext, 'small'>): Promise<ChangedEntries> {
  const changed = new Map<number, Set<number>>();
  for (const each of findingsIn(await small(paths.report))) {
    const { success, data } = brokenEntrySchema.safeParse(each);
    if (!success) continue;
    const source = Number(data.subject.slice('source '.length));
    const ordinals = changed.get(source) ?? new Set();
    changed.set(source, ordinals.add(data.ordinal));
  }
  return changed;
}

function findingsIn(report: Uint8Array | null): readonly unknown[] {
  const text = report === null ? null : fromUtf8(report);
  if (text === null) return [];
  try {
    return reportSchema.safeParse(JSON.parse(text)).data?.findings ?? [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return [];
    throw error;
  }
}
