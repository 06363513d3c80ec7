import { planted } from '../planted.ts';
import { type Random, seeded } from '../random.ts';
import type { ChainedEntry } from '../trail.ts';
import { personOf } from './people.ts';
import { toSecond, uuidToken } from './tokens.ts';

/** One entry of an IndigiArmor audit log. */
interface ScanEntry {
  readonly id: string;
  readonly tier: 'green' | 'yellow' | 'red';
  readonly action: 'allow' | 'warn' | 'block';
  readonly risk_score: number;
  readonly signals: readonly object[];
  readonly active_domains: readonly string[];
  readonly latency_ms: number;
  readonly api_key_id: string;
  readonly requesting_ip: string;
  readonly prompt_preview: string | null;
  readonly created_at: string;
}

const pageLength = 100;
const assistantKey = '6d1f0a52-9a3e-4a7b-8c11-2f7e5b90c4d3';
const questions = [
  'Summarise the photos of claim {claim} for the file note.',
  'Which checks did image {image} of {claim} go through, and what did each say?',
  'Fasse die Unterlagen zu {claim} in drei Sätzen zusammen.',
  'Rédige une réponse à l’assurée pour le sinistre {claim}.',
  'Does {claim} fit the pattern of earlier water damage claims at this address?',
] as const;
const personal =
  'Draft a letter on {claim} to the policyholder, account DE02 1203 0000 0000 2020 51, and explain';

/**
 * Prompts that claims handlers gave their assistant, as pages of the API, newest first, pretty-printed by whoever saved
 * them. New entries came in between two requests, so that a page begins with entries of the one before; one of these was
 * judged anew in between. The last page was cut off while it was saved.
 */
export function promptPages(trail: readonly ChainedEntry[], seed: number): string[] {
  const entries = scans(trail, seeded(seed)).reverse();
  const { pages, overlap, cut } = planted.indigiarmor;
  return Array.from({ length: pages }, (_, n) => {
    const start = Math.max(0, n * (pageLength - overlap));
    const logs = entries.slice(start, start + pageLength);
    const last = logs.at(-1);
    if (n === 0 && last !== undefined) logs[logs.length - 1] = judgedAnew(last);
    const total = entries.length + overlap * n;
    const text = `${JSON.stringify({ logs, total, limit: pageLength, offset: n * pageLength }, null, 2)}\n`;
    return n === pages - 1 ? text.slice(0, text.lastIndexOf('"latency_ms"') - cut) : text;
  });
}

/** What stood in the log when the first page was read. */
function judgedAnew(entry: ScanEntry): ScanEntry {
  return { ...entry, tier: 'yellow', action: 'warn', risk_score: 41 };
}

function scans(trail: readonly ChainedEntry[], random: Random): ScanEntry[] {
  const { from, to } = planted.indigiarmor;
  const about = trail.filter(
    ({ timestamp, context }) => timestamp >= from && timestamp < to && context.submitted_by !== 'svc_rescore',
  );
  return about.flatMap((entry) =>
    random.chance(0.38) || entry.image_id === planted.rescored.image ? [scan(entry, random)] : [],
  );
}

function scan(entry: ChainedEntry, random: Random): ScanEntry {
  const tier = random.weighted([
    ['green', 88],
    ['yellow', 9],
    ['red', 3],
  ] as const);
  const [low, high, action] = { green: [0, 24, 'allow'], yellow: [30, 62, 'warn'], red: [70, 97, 'block'] }[
    tier
  ] as [number, number, ScanEntry['action']];
  const prompt = tier === 'red' ? personal : random.pick(questions);
  const filled = prompt.replace('{claim}', entry.context.case_id).replace('{image}', entry.image_id);
  const signal = {
    domain: 'pii',
    type: tier === 'red' ? 'bank_account' : 'person_name',
    confidence: 0.9,
    weight: 40,
  };
  return {
    id: uuidToken(random),
    tier,
    action,
    risk_score: random.between(low, high),
    signals: tier === 'green' ? [] : [signal],
    active_domains: ['pii', 'injection', 'reidentification'],
    latency_ms: random.between(4, 19),
    api_key_id: assistantKey,
    requesting_ip: personOf(entry.context.submitted_by).ip,
    prompt_preview: random.chance(0.05) ? null : filled.slice(0, 120),
    created_at: toSecond(Date.parse(entry.timestamp) + random.between(20_000, 400_000)),
  };
}
