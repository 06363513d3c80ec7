import { describe, expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { entriesOf, formsOf, systems as names, type System } from '../../../test/fixtures/forms.ts';
import { detectForm } from '../detect/detect-form.ts';
import type { Layout } from '../layout/layout.ts';
import { chooseMapping } from '../mapping/choose.ts';
import type { SampleRecord } from '../mapping/sample.ts';
import { readerFor, splitterFor } from '../reading/formats.ts';
import { EntryMapper } from '../record/map-entry.ts';
import { recognize } from './recognize.ts';
import { shapes, systemNamed, systems } from './registry.ts';

type Columns = Record<string, string | number>;

/** What the entries of the fixtures must become: every column that they state, and no other. */
const expected: Record<System, Columns[]> = {
  itsreal: [
    {
      entry_id: 'log_01k9ay2m7q',
      request_id: 'det_01k9ay2kcd',
      time: '2025-11-05T16:20:11.384Z',
      logged_at: '2025-11-05T16:20:11.441Z',
      product: 'frame_detect',
      model_version: 'origin-1.2 / edit-0.8',
      verdict: 'ai_generated',
      confidence: 0.91,
      action: 'escalated',
      case_id: 'CLM-2025-0901',
      image_id: 'img_7v2nc4k',
      actor: 'user_4t8rw',
      note: 'Größe passt nicht; "Schatten" fehlt,\nsiehe Seite 2 🔎',
    },
    {
      entry_id: 'log_01k9ay4h2t',
      request_id: 'rsk_01k9ay4g8n',
      time: '2025-11-05T16:21:11.890Z',
      logged_at: '2025-11-05T16:21:11.955Z',
      product: 'risk_score',
      model_version: 'risk-2.0',
      verdict: 'high',
      confidence: 0.78,
      action: 'escalated',
      case_id: 'CLM-2025-0901',
      image_id: 'img_7v2nc4k',
      actor: 'user_4t8rw',
    },
    {
      entry_id: 'log_01k9b0c5xz',
      request_id: 'crd_01k9b0c4mm',
      time: '2025-11-05T16:58:47.221Z',
      logged_at: '2025-11-05T16:58:47.290Z',
      product: 'credentials',
      model_version: 'c2pa-1.4',
      verdict: 'broken',
      action: 'flagged',
      case_id: 'CLM-2025-0902',
      image_id: 'img_q0s9d1x',
      actor: 'user_9k1ps',
    },
  ],
  indigiarmor: [
    {
      entry_id: '5f0f3d6e-8c0b-4f5c-9a54-6b1f5c1d2e01',
      time: '2026-01-20T14:30:00Z',
      verdict: 'red',
      risk_score: 85,
      action: 'block',
      actor: '0c7f2d1a-55f1-4c4e-8a39-90f1b7c2a001',
      ip: '203.0.113.17',
      note: 'Summarise the claim of Ms Ashdown, social security number 078-05-…',
    },
    {
      entry_id: '5f0f3d6e-8c0b-4f5c-9a54-6b1f5c1d2e02',
      time: '2026-01-20T14:31:12Z',
      verdict: 'yellow',
      risk_score: 45,
      action: 'warn',
      actor: '0c7f2d1a-55f1-4c4e-8a39-90f1b7c2a001',
      ip: '198.51.100.7',
    },
    {
      entry_id: '5f0f3d6e-8c0b-4f5c-9a54-6b1f5c1d2e03',
      time: '2026-01-20T14:33:40Z',
      verdict: 'green',
      risk_score: 3,
      action: 'allow',
      actor: '0c7f2d1a-55f1-4c4e-8a39-90f1b7c2a002',
      ip: '203.0.113.18',
      note: 'Écris une réponse à l\'assurée, "sans" promesse; merci 🙏',
    },
  ],
  verbitas: [
    {
      entry_id: 'audit_01jv2q8e4m',
      request_id: 'req_01jv2q8dzk',
      time: '2026-05-09T10:00:00Z',
      event_type: 'asset.signed',
      image_id: 'a_01jv2q8ds7',
      actor: 'key_01jnb5w8rd',
      tenant: 't_01jn77c2aq',
    },
    {
      entry_id: 'audit_01jv2qh6xn',
      request_id: 'req_01jv2qh6a0',
      time: '2026-05-09T10:05:00Z',
      event_type: 'asset.verified',
      verdict: 'verified_manifest_and_watermark_match',
      confidence: 0.97,
      image_id: 'a_01jv2q8ds7',
      actor: 'key_01jnb5w8rd',
      tenant: 't_01jn77c2aq',
    },
    {
      entry_id: 'audit_01jv2s0b3f',
      time: '2026-05-09T10:31:02Z',
      event_type: 'webhook.failed',
      tenant: 't_01jn77c2aq',
    },
  ],
  klyra: [
    {
      entry_id: 'log_7c1d9e3f5a2b',
      time: '2023-06-15T14:30:45Z',
      event_type: 'moderation.created',
      action: 'create',
      status: 'success',
      actor: 'key_2p8w5x1z9q4r',
      actor_name: 'Claims portal',
      ip: '198.51.100.123',
      resource: 'moderation/mod_3f6h8k1m4n7p',
    },
    {
      entry_id: 'log_7c1d9e3f5a2c',
      time: '2023-06-15T14:31:02Z',
      event_type: 'moderation.overridden',
      action: 'update',
      status: 'success',
      case_id: 'CLM-2025-0901',
      image_id: 'img_7v2nc4k',
      actor: 'user_88fj2k',
      actor_name: 'Größl, "Max"',
      ip: '203.0.113.5',
      resource: 'image/img_7v2nc4k',
    },
    {
      entry_id: 'log_7c1d9e3f5a2d',
      time: '2023-06-15T15:00:00Z',
      event_type: 'api_key.revoked',
      action: 'delete',
      status: 'failure',
      actor: 'user_88fj2k',
      actor_name: 'Größl, "Max"',
      ip: '203.0.113.5',
      resource: 'api_key/key_2p8w5x1z9q4r',
    },
  ],
  deepintshield: [
    {
      entry_id: 'evt_001',
      time: '2024-01-15T10:30:00.123Z',
      event_type: 'authentication',
      action: 'user_login',
      status: 'failed',
      severity: 'medium',
      actor: 'user-mara-014',
      actor_name: 'mara@meridian.example',
      ip: '203.0.113.42',
      note: 'invalid_password',
    },
    {
      entry_id: 'evt_002',
      time: '2024-01-15T10:31:15.480Z',
      event_type: 'data_access',
      action: 'data_export',
      status: 'success',
      severity: 'high',
      case_id: 'CLM-2025-0901',
      image_id: 'img_7v2nc4k',
      actor: 'user-mara-014',
      actor_name: 'mara@meridian.example',
      ip: '203.0.113.42',
    },
    {
      entry_id: 'evt_003',
      time: '2024-01-15T11:02:44.007Z',
      event_type: 'configuration_change',
      action: 'virtual_key_created',
      status: 'success',
      severity: 'low',
      actor: 'user-óscar-002',
      actor_name: 'oscar@meridian.example',
      ip: '198.51.100.9',
      resource: 'virtual_key/vk-77',
    },
  ],
};

/** As it is read from a file's bytes alone: its form and system found out. */
function imported(bytes: Buffer): { name: string; rows: Columns[]; evidence: readonly string[] } {
  const { layout } = detectForm(bytes, true);
  if (layout === null) throw new Error('no form that is known');
  const records = recordsOf(bytes, layout);
  const { mapping, evidence } = chooseMapping(records, layout, {});
  const mapper = new EntryMapper(mapping, layout);
  const rows = records.map((record) => mapped(mapper, record));
  return { name: mapping.name, rows, evidence };
}

function recordsOf(bytes: Buffer, layout: Layout): SampleRecord[] {
  const read = readerFor(layout);
  return [...splitterFor(layout)([bytes])].flatMap((located) => {
    const { value } = read(located);
    return value === null ? [] : [{ value, bytes: located.bytes }];
  });
}

function mapped(mapper: EntryMapper, { value, bytes }: SampleRecord): Columns {
  const row: Columns = {};
  const put = (column: number, each: string | number) => {
    row[columns[column]?.name ?? ''] = each;
  };
  mapper.map(value, bytes, { text: put, number: put });
  return row;
}

/** A table has no column for the reviewer's note: the documentation of itsreal names its columns. */
function inTable(system: System, rows: Columns[]): Columns[] {
  return rows.map(({ note, ...row }) =>
    system === 'itsreal' || note === undefined ? row : { ...row, note },
  );
}

describe.each(names)('entries of %s', (system) => {
  const forms = formsOf(system).filter(({ name }) => !/\.(gz|zst)$/.test(name));

  it.each(forms)('as $form: every column, and the system', ({ form, bytes }) => {
    const { name, rows } = imported(bytes);
    expect(name).toBe(system);
    expect(rows).toEqual(/CSV|TSV/.test(form) ? inTable(system, expected[system]) : expected[system]);
  });

  it('are recognized as of no other system', () => {
    const records = entriesOf(system);
    const counts = recognize([...systems, ...shapes], records, { form: 'ndjson', encoding: 'utf-8' });
    expect(counts.filter(({ count }) => count > 0).map(({ system: { mapping } }) => mapping.name)).toEqual([
      system,
    ]);
    expect(counts[0]?.count).toBe(records.length);
  });

  it('in a table are so whatever the order of its columns, and with others between them', () => {
    const csv = forms.find(({ form }) => form === 'CSV')?.bytes.toString() ?? '';
    const { layout } = detectForm(Buffer.from(csv), true);
    if (layout?.form !== 'table') throw new Error('no table');
    const header = ['extra', ...layout.header].reverse();
    const shuffled: Layout = { ...layout, header };
    for (const flatten of [(name: string) => name, (name: string) => name.replaceAll('.', '_')]) {
      const records = recordsOf(Buffer.from(csv), layout).map(({ value, bytes }) => ({
        value: Object.fromEntries(
          Object.entries({ extra: 'x', ...value }).map(([key, cell]) => [flatten(key), cell]),
        ),
        bytes,
      }));
      const flat: Layout = { ...shuffled, header: header.map(flatten) };
      const { mapping } = chooseMapping(records, flat, {});
      expect(mapping.name).toBe(system);
      const mapper = new EntryMapper(mapping, flat);
      expect(records.map((record) => mapped(mapper, record))).toEqual(inTable(system, expected[system]));
    }
  });

  it('are still recognized among broken ones and those of another system', () => {
    const other = names.find((name) => name !== system) ?? system;
    const lines = [...entriesOf(system), ...entriesOf(system), '{"torn":', ...entriesOf(other).slice(0, 2)];
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { name, evidence } = imported(Buffer.from(text));
    expect(name).toBe(system);
    expect(evidence.join('\n')).toContain(`6 of the first 8 records carry`);
    expect(evidence.join('\n')).toContain(`2 of the first 8 records look like those of ${other}`);
  });
});

describe('a single entry', () => {
  it('of itsreal may be flat, and in an envelope', () => {
    const flat = {
      log_id: 'l',
      verdict: 'high',
      confidence: 0.78,
      timestamp: '2025-11-04 14:22',
      case_id: 'C',
      submitted_by: 'u',
    };
    const { name, rows } = imported(Buffer.from(JSON.stringify({ log: flat })));
    expect(name).toBe('itsreal');
    expect(rows).toEqual([
      {
        entry_id: 'l',
        verdict: 'high',
        confidence: 0.78,
        time: '2025-11-04 14:22',
        case_id: 'C',
        actor: 'u',
      },
    ]);
  });

  it.each([
    [{ type: 'image', id: 'i' }, 'image/i', 'i'],
    [{ type: 'asset', id: 'i' }, 'asset/i', 'i'],
    [{ type: 'media', id: 7 }, 'media/7', '7'],
    [{ type: 'Image', id: 'i' }, 'Image/i', undefined],
    [{ type: 'webhook', id: 'w' }, 'webhook/w', undefined],
    [{ type: null, id: 'w' }, 'w', undefined],
    [{ type: 'settings', id: null }, 'settings', undefined],
    [{ type: ['image'], id: 'i' }, 'i', undefined],
    [null, undefined, undefined],
  ])('of klyra about %j', (resource, expectedResource, image) => {
    const mapper = new EntryMapper(systemNamed('klyra').mapping, { form: 'ndjson', encoding: 'utf-8' });
    const value = { id: 'x', resource };
    const row = mapped(mapper, { value, bytes: Buffer.from(JSON.stringify(value)) });
    expect([row['resource'], row['image_id']]).toEqual([expectedResource, image]);
  });

  it.each([
    [{ resource: { type: 't', id: 'i' } }, 't/i'],
    [{ resource_type: 't', resource_id: 'i' }, 't/i'],
    [{ resource: 'virtual_key', resource_id: 'i' }, 'virtual_key/i'],
    [{ resource: 'virtual_key' }, 'virtual_key'],
    [{ resource: { id: 'i' } }, 'i'],
    [{ resource_id: 'i' }, 'i'],
    [{}, undefined],
  ])('of deepintshield about %j', (details, resource) => {
    const mapper = new EntryMapper(systemNamed('deepintshield').mapping, {
      form: 'ndjson',
      encoding: 'utf-8',
    });
    const value = { event_id: 'x', details };
    expect(mapped(mapper, { value, bytes: Buffer.from(JSON.stringify(value)) })['resource']).toBe(resource);
  });
});
