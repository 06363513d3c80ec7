import { flatten, tableOf } from '../../shared/table/flatten.ts';
import { planted } from '../planted.ts';
import { seeded } from '../random.ts';
import type { ChainedEntry } from '../trail.ts';
import { personOf } from './people.ts';
import { hexToken, toSecond } from './tokens.ts';

const portal = { type: 'api_key', id: 'key_4m9c2x7v1b6n', name: 'Claims portal' };
const rooms = ['kitchen', 'hall', 'cellar', 'bedroom', 'roof'] as const;

/**
 * Moderation of the photos that customers uploaded, exported from the dashboard as CSV: a byte order mark, CRLF, dotted
 * columns. One file name, which customers choose, holds a comma, and the exporter did not quote it.
 */
export function moderationExport(trail: readonly ChainedEntry[], seed: number): string {
  const random = seeded(seed);
  const { from, to, appealed, unquoted } = planted.klyra;
  const seen = new Set<string>();
  const uploads = trail.filter(({ image_id, product, timestamp, context }) => {
    const isUpload = product === 'frame_detect' && timestamp >= from && timestamp < to && !seen.has(image_id);
    if (isUpload) seen.add(image_id);
    return isUpload && context.submitted_by !== 'svc_rescore';
  });
  const rows = uploads.flatMap((entry) => {
    const uploaded = Date.parse(entry.timestamp) - random.between(9_000, 30_000);
    const about = { entry, name: `${random.pick(rooms)}-${random.between(1, 6)}.jpg` };
    const ip = `198.51.100.${random.between(2, 250)}`;
    const checked = uploaded + random.between(1_000, 5_000);
    const isFlagged = random.chance(0.05);
    const said = [
      record({
        ...about,
        ip,
        at: uploaded,
        event: 'moderation.created',
        action: 'create',
        token: hexToken(random, 12),
      }),
      record({
        ...about,
        ip,
        at: checked,
        event: 'moderation.completed',
        action: 'update',
        token: hexToken(random, 12),
      }),
    ];
    if (isFlagged) {
      const flagged = { at: checked + 1000, event: 'moderation.flagged', action: 'update' };
      said.push(record({ ...about, ip, ...flagged, token: hexToken(random, 12), categories: ['graphic'] }));
    }
    return said;
  });
  const refused = trail.find(({ image_id }) => image_id === planted.rescored.image);
  if (refused !== undefined) {
    const appeal = { at: Date.parse(appealed), event: 'moderation.appealed', action: 'create' };
    rows.push(
      record({
        entry: refused,
        name: 'kitchen-1.jpg',
        ip: '198.51.100.77',
        ...appeal,
        token: hexToken(random, 12),
      }),
    );
  }
  rows.sort((a, b) => ((a.get('timestamp') ?? '') < (b.get('timestamp') ?? '') ? -1 : 1));
  const lines = tableOf(rows).split('\r\n');
  const name = /[a-z]+-\d\.jpg/;
  lines[unquoted.line - 1] = (lines[unquoted.line - 1] ?? '').replace(name, unquoted.name);
  return `\ufeff${lines.join('\r\n')}`;
}

interface Moderation {
  readonly entry: ChainedEntry;
  readonly name: string;
  readonly ip: string;
  readonly at: number;
  readonly event: string;
  readonly action: string;
  readonly token: string;
  readonly categories?: readonly string[];
}

function record({ entry, name, ip, at, event, action, token, categories = [] }: Moderation) {
  const { name: handler } = personOf(entry.context.submitted_by);
  return flatten({
    id: `log_${token}`,
    timestamp: toSecond(at),
    event_type: event,
    actor:
      event === 'moderation.flagged'
        ? { type: 'user', id: entry.context.submitted_by, name: handler }
        : portal,
    resource: { type: 'image', id: entry.image_id, name },
    action,
    status: 'success',
    metadata: {
      client_ip: ip,
      user_agent: 'meridian-portal/5.2 klyra-sdk/1.0.0',
      content_type: 'image',
      case_id: entry.context.case_id,
      categories,
    },
  });
}
