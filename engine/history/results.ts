import type { Change, Contradiction, HistoryEntry, Lane } from '../../shared/domain/history.ts';
import { leaningOf } from '../../shared/domain/verdicts.ts';

/** A score that moves by so much is a change of its own; the same of a risk score, which counts to 100. */
const confidenceStep = 0.1;
const riskStep = 10;
/** Entries that one contradiction lists on each side. */
const mostListed = 100;

/** The products that speak in a history, in the order in which they first do. */
export function lanesOf(entries: readonly HistoryEntry[]): Lane[] {
  const counts = new Map<string, Lane>();
  for (const entry of entries) {
    const key = laneOf(entry);
    const { system, row } = entry;
    counts.set(key, {
      system,
      product: row.values.product ?? '',
      entries: (counts.get(key)?.entries ?? 0) + 1,
    });
  }
  return [...counts.values()];
}

function laneOf({ system, row }: HistoryEntry): string {
  return JSON.stringify([system, row.values.product]);
}

/**
 * Results of one product on one image that differ from the one before them: in verdict or model version, or in a score by a
 * tenth of its range or more.
 */
export function changesIn(entries: readonly HistoryEntry[]): Change[] {
  const last = new Map<string, HistoryEntry>();
  return entries.flatMap((entry) => {
    const { image_id: image } = entry.row.values;
    if (entry.kind !== 'detection' || image === null) return [];
    const key = JSON.stringify([laneOf(entry), image]);
    const before = last.get(key);
    last.set(key, entry);
    if (before === undefined || !differ(before, entry)) return [];
    return [changeOf(image, before, entry)];
  });
}

function differ({ row: { values: a } }: HistoryEntry, { row: { values: b } }: HistoryEntry): boolean {
  return (
    a.verdict !== b.verdict ||
    a.model_version !== b.model_version ||
    moved(a.confidence, b.confidence, confidenceStep) ||
    moved(a.risk_score, b.risk_score, riskStep)
  );
}

/** Rounded, for 0.92 - 0.82 is a little less than a tenth to a computer. */
function moved(a: number | null, b: number | null, step: number): boolean {
  if (a === null || b === null) return a !== b;
  return Math.round(Math.abs(a - b) * 1e9) >= Math.round(step * 1e9);
}

function changeOf(image: string, before: HistoryEntry, after: HistoryEntry): Change {
  const [a, b] = [before.row.values, after.row.values];
  return {
    image,
    system: after.system,
    product: b.product ?? '',
    before: before.row.id,
    after: after.row.id,
    verdict: [a.verdict, b.verdict],
    confidence: [a.confidence, b.confidence],
    riskScore: [a.risk_score, b.risk_score],
    modelVersion: [a.model_version, b.model_version],
  };
}

/** Where results on one image speak for it and others against it, whoever they are of. */
export function contradictionsIn(entries: readonly HistoryEntry[]): Contradiction[] {
  const groups = new Map<
    string,
    { image: string; topic: Contradiction['topic']; for: Sided[]; against: Sided[] }
  >();
  for (const entry of entries) {
    const { image_id: image, verdict, model_version } = entry.row.values;
    const leaning = entry.kind === 'detection' && verdict !== null ? leaningOf(verdict) : null;
    if (image === null || leaning === null) continue;
    const key = JSON.stringify([image, leaning.topic]);
    const group = groups.get(key) ?? { image, topic: leaning.topic, for: [], against: [] };
    groups.set(key, group);
    group[leaning.side].push({ id: entry.row.id, model: JSON.stringify([laneOf(entry), model_version]) });
  }
  return [...groups.values()]
    .filter((group) => group.for.length > 0 && group.against.length > 0)
    .map((group) => {
      const models = new Set(group.for.map(({ model }) => model));
      return {
        image: group.image,
        topic: group.topic,
        for: group.for.slice(0, mostListed).map(({ id }) => id),
        against: group.against.slice(0, mostListed).map(({ id }) => id),
        sameModel: group.against.some(({ model }) => models.has(model)),
      };
    });
}

interface Sided {
  readonly id: number;
  readonly model: string;
}
