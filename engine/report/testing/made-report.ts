import { createHash } from 'node:crypto';
import type {
  Breakdown,
  Coverage,
  EntryList,
  Figure,
  FigureUnit,
  GuidedReport,
  ReportEntry,
  ReportSection,
} from '../../../shared/domain/guided-report.ts';

interface Made {
  /** Entries in the longest list. */
  readonly listed?: number;
  /** Stands in every text that an entry or a person states. */
  readonly said?: string;
}

const hash = (of: string) => createHash('sha256').update(of).digest('hex');

/** A report as one of a real case would be, of figures that are made up. `said` makes it one of a hostile case. */
export function madeReport({ listed = 40, said = '' }: Made = {}): GuidedReport {
  const entries = Array.from({ length: listed }, (_, n) => madeEntry(n, said));
  return {
    format: 'casebound-report/1',
    version: '0.1.0',
    case: { uuid: '1d3b7c4e-2a0f-4c7e-9a55-0c1de2f30001', title: `Northbridge Mutual / claims 2025${said}` },
    state: { seq: 41, hash: hash('custody'), time: '2026-03-14T09:26:53.589Z' },
    wish: { question: 'ai-act-50', subject: null, query: '' },
    title: 'EU AI Act, Article 50',
    question: 'How is it documented that AI-generated content was identified and labelled?',
    scope: 'has:verdict',
    sections: [identified(entries, said), labelled(said), changed(entries.slice(0, 3), said)],
    coverage: coverage(said),
  };
}

function figure(id: string, label: string, query: string, value: number, more: Partial<Figure> = {}): Figure {
  return { id, label, value, unit: 'entries', query, entries: value, digest: hash(id + query), ...more };
}

function identified(entries: readonly ReportEntry[], said: string): ReportSection {
  const query = 'verdict:(ai_generated OR synthetic OR fake)';
  const images = { unit: 'images' as FigureUnit, entries: 12_704 };
  return {
    id: 'identified',
    title: 'Identified as AI-generated',
    rule: 'Entries whose verdict is ai_generated, synthetic or fake. A verdict is taken as the entry writes it; nothing is inferred from scores.',
    figures: [
      figure('identified.entries', 'Checks that found AI-generated content', query, 12_704),
      figure('identified.images', 'Images that such a check names', query, 9_318, images),
      figure('identified.unnamed', 'Such checks that name no image', `${query} -has:image_id`, 0),
    ],
    breakdowns: [
      breakdown('verdict', 'By verdict', 'Verdict', said, [
        ['ai_generated', 11_022],
        ['synthetic', 1_402],
        ['fake', 280],
      ]),
      breakdown('model', 'By product and model', 'Model', said, [
        ['itsreal vision-4.2.1', 6_210],
        ['itsreal vision-4.1.0', 4_030],
        ['Verbitas deep-scan 2025-10-rc3 (staging, europe-west)', 2_461],
        ['DeepIntShield', 3],
      ]),
      breakdown('month', 'By month (UTC)', 'Month', '', [
        ['2025-10', 3_988],
        ['2025-11', 0],
        ['2025-12', 8_716],
      ]),
    ],
    statements: [
      {
        code: 'CONTRADICTION',
        text: `For 14 images one product states ai_generated and another authentic, of the same bytes.${said}`,
        query: `${query} id:contradicted`,
      },
      { code: 'NO_THRESHOLD', text: 'No entry states from which score on a verdict was given.', query: null },
    ],
    lists: [
      {
        id: 'identified.list',
        title: 'Checks that found AI-generated content',
        ...{ query, total: 12_704, entries },
      },
    ],
  };
}

function breakdown(
  id: string,
  title: string,
  heading: string,
  said: string,
  values: readonly [string, number][],
): Breakdown {
  const figures = values.map(([label, value]) =>
    figure(`${id}.${label}`, `${label}${said}`, `${id}:"${label}"`, value),
  );
  return { id, title, heading, figures, more: id === 'model' ? 7 : 0 };
}

function labelled(said: string): ReportSection {
  return {
    id: 'labelled',
    title: 'Labelled',
    rule: 'Entries with the action labelled, on an image that was identified before it.',
    figures: [
      figure('labelled.images', 'Images identified and then labelled', 'action:labelled', 8_877, {
        unit: 'images',
        entries: 8_912,
      }),
      figure('labelled.actors', 'People and systems that labelled', 'action:labelled has:actor', 6, {
        unit: 'actors',
        entries: 8_912,
      }),
    ],
    breakdowns: [],
    statements: [
      {
        code: 'NOT_LABELLED',
        text: `Of 9,318 images that were identified, 441 have no entry that labels them.${said}`,
        query: 'verdict:ai_generated -action:labelled',
      },
    ],
    lists: [],
  };
}

function changed(entries: readonly ReportEntry[], said: string): ReportSection {
  const list: EntryList = {
    id: 'changed.list',
    title: `Verdicts that changed${said}`,
    ...{ query: 'id:changed', total: entries.length, entries },
  };
  const none: EntryList = {
    id: 'changed.none',
    title: 'Labels taken back',
    ...{ query: 'action:unlabelled', total: 0, entries: [] },
  };
  return {
    id: 'changed',
    title: 'Changed afterwards',
    rule: 'Entries of one image and one product whose verdict differs from the entry before.',
    figures: [figure('changed.entries', 'Verdicts that changed', 'id:changed', entries.length)],
    breakdowns: [],
    statements: [],
    lists: [list, none],
  };
}

function madeEntry(n: number, said: string): ReportEntry {
  const minute = String(n % 60).padStart(2, '0');
  const hour = String(Math.floor(n / 60) % 24).padStart(2, '0');
  return {
    source: 1 + (n % 2),
    ordinal: 3 * n,
    line: n % 2 === 0 ? 3 * n + 1 : null,
    id: n % 11 === 10 ? null : `log_${hash(`id ${n}`).slice(0, 20)}${said}`,
    time: n % 13 === 12 ? null : `2025-12-0${1 + (n % 9)}T${hour}:${minute}:07.250Z`,
    product: ['itsreal', 'Verbitas', null][n % 3] ?? null,
    modelVersion: n % 3 === 0 ? 'vision-4.2.1' : null,
    verdict: ['ai_generated', 'authentic', 'needs_review', null][n % 4] ?? null,
    confidence: n % 5 === 4 ? null : Math.round(9_137 - n) / 10_000,
    riskScore: n % 5 === 4 ? 87 : null,
    event: n % 2 === 0 ? 'image.checked' : 'image.reviewed',
    action: n % 2 === 0 ? null : 'labelled',
    actor: n % 2 === 0 ? 'svc-detector' : `Zo\u00eb \u00d6lander <zoe@northbridge.example>${said}`,
    image: `img_${hash(`image ${n % 17}`).slice(0, 12)}`,
    claim: n % 7 === 0 ? null : `CLM-2025-${String(482 + (n % 5)).padStart(4, '0')}`,
    content: hash(`content ${n}`),
  };
}

function coverage(said: string): Coverage {
  const source = { system: 'itsreal', format: 'ndjson', conflicts: 0 };
  return {
    sources: [
      {
        ...{ id: 1, name: `itsreal-export-2025-q4.ndjson${said}`, ...source, sha256: hash('source 1') },
        ...{ bytes: 48_211_904, entries: 61_220, inScope: 60_107, duplicates: 12, quarantined: 0 },
      },
      {
        ...{ id: 2, name: 'verbitas/api-pages.json.gz', ...source, system: 'verbitas', format: 'json pages' },
        ...{ sha256: hash('source 2'), bytes: 6_102_118, entries: 9_004, inScope: 9_004 },
        ...{ duplicates: 0, quarantined: 3, conflicts: 1 },
      },
    ],
    period: { from: '2025-10-01T00:00:02.114Z', to: '2025-12-31T23:59:48.007Z' },
    figures: [
      figure('coverage.case', 'Entries of the case', '', 70_224),
      figure('coverage.scope', 'In scope', 'has:verdict', 69_111),
      figure('coverage.outside', 'Out of scope', '-has:verdict', 1_113),
      figure('coverage.untimed', 'In scope, without a time that is understood', 'has:verdict -has:time', 31),
    ],
    gaps: [
      { from: '2025-11-04', to: '2025-11-29', days: 26 },
      { from: '2025-10-18', to: '2025-10-18', days: 1 },
    ],
    moreGaps: 2,
    unproven: [
      {
        ...{ axis: 'linkage', subject: 'source 2', status: 'absent' },
        reason: 'no entry names the entry before it',
      },
      {
        ...{ axis: 'tail', subject: 'source 1', status: 'unverifiable' },
        reason: `nothing states where the trail ends${said}`,
      },
      {
        ...{ axis: 'content', subject: 'source 1', status: 'fail' },
        reason: '3 entries do not have the hash that they state',
      },
    ],
    passed: 11,
    findings: 3,
  };
}
