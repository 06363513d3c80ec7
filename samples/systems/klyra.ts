import { flatten, tableOf } from '../../shared/table/flatten.ts';
import { planted } from '../planted.ts';
import { type Random, seeded } from '../random.ts';
import type { ChainedEntry } from '../trail.ts';
import { personOf } from './people.ts';
import { hexToken, toSecond } from './tokens.ts';

const portal = { type: 'api_key', id: 'key_4m9c2x7v1b6n', name: 'Claims portal' };
const rooms = ['cellar', 'hall', 'bedroom', 'roof'] as const;

/** A photo as a customer uploaded it. */
interface Upload {
  readonly entry: ChainedEntry;
  readonly name: string;
  readonly ip: string;
}

/**
 * Moderation of the photos that customers uploaded, exported from the dashboard as CSV: a byte order mark, CRLF, dotted
 * columns. One file name, which customers choose, holds a comma, and the exporter did not quote it.
 */
export function moderationExport(trail: readonly ChainedEntry[], seed: number): string {
  const random = seeded(seed);
  const photos = uploads(trail);
  const rows = photos.flatMap((upload) => moderated(upload, random));
  const refused = photos.find(({ entry }) => entry.image_id === planted.rescored.image);
  const { appealed, unquoted } = planted.klyra;
  if (refused !== undefined) rows.push(event(random, refused, 'appealed', Date.parse(appealed)));
  rows.sort((a, b) => ((a.get('timestamp') ?? '') < (b.get('timestamp') ?? '') ? -1 : 1));
  const lines = tableOf(rows).split('\r\n');
  lines[unquoted.line - 1] = (lines[unquoted.line - 1] ?? '').replace(/[a-z]+-\d\.jpg/, unquoted.name);
  return `\ufeff${lines.join('\r\n')}`;
}

/** The first check of an image follows its upload. A customer sends all photos from one place. */
function uploads(trail: readonly ChainedEntry[]): Upload[] {
  const { from, to } = planted.klyra;
  const seen = new Set<string>();
  const sent = new Map<string, number>();
  return trail.flatMap((entry) => {
    const { image_id, product, timestamp, context } = entry;
    if (product !== 'frame_detect' || timestamp < from || timestamp >= to || seen.has(image_id)) return [];
    seen.add(image_id);
    const claim = context.case_id;
    const number = (sent.get(claim) ?? 0) + 1;
    sent.set(claim, number);
    const count = Number(claim.slice(-4));
    const room = claim === planted.claim ? 'kitchen' : (rooms[count % rooms.length] ?? 'hall');
    return [{ entry, name: `${room}-${number}.jpg`, ip: `198.51.100.${2 + ((count * 37) % 250)}` }];
  });
}

function moderated(upload: Upload, random: Random) {
  const uploaded = Date.parse(upload.entry.timestamp) - random.between(9_000, 30_000);
  const checked = uploaded + random.between(1_000, 5_000);
  const events = [event(random, upload, 'created', uploaded), event(random, upload, 'completed', checked)];
  if (random.chance(0.05)) events.push(event(random, upload, 'flagged', checked + 1000));
  return events;
}

type Kind = 'created' | 'completed' | 'flagged' | 'appealed';

function event(random: Random, { entry, name, ip }: Upload, kind: Kind, at: number) {
  const handler = entry.context.submitted_by;
  return flatten({
    id: `log_${hexToken(random, 12)}`,
    timestamp: toSecond(at),
    event_type: `moderation.${kind}`,
    actor: kind === 'flagged' ? { type: 'user', id: handler, name: personOf(handler).name } : portal,
    resource: { type: 'image', id: entry.image_id, name },
    action: kind === 'created' || kind === 'appealed' ? 'create' : 'update',
    status: 'success',
    metadata: {
      client_ip: ip,
      user_agent: 'meridian-portal/5.2 klyra-sdk/1.0.0',
      content_type: 'image',
      case_id: entry.context.case_id,
      categories: kind === 'flagged' ? ['graphic'] : [],
    },
  });
}
