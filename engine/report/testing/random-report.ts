import fc from 'fast-check';
import { type GuidedReport, reportQuestions } from '../../../shared/domain/guided-report.ts';

/** Any UTF-16 at all, lone surrogates among it, and what has a meaning somewhere. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '</script>',
    '<!--',
    ']]>',
    "=cmd|'/c calc'!A1",
    '_x0041_',
    ' ',
    '\u202e',
    '\0',
    '&amp;',
    '\ufffe',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '{"format":"casebound-report/1"}',
    'endstream\nendobj',
    '\r\n',
    '\u2028',
  ),
);
const maybe = fc.option(text);
const count = fc.oneof(fc.nat(), fc.maxSafeNat());
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
/** As JSON has them: it does not tell -0 from 0. */
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value));
const few = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 });

const figure = fc.record({
  ...{ id: text, label: text, value: count, query: text, entries: count, digest: hash },
  unit: fc.constantFrom('entries', 'images', 'claims', 'actors', 'models', 'products'),
});

const entry = fc.record({
  ...{ source: count, ordinal: count, line: fc.option(count), id: maybe, time: maybe, product: maybe },
  ...{ modelVersion: maybe, verdict: maybe, confidence: fc.option(number), riskScore: fc.option(number) },
  ...{ event: maybe, action: maybe, actor: maybe, image: maybe, claim: maybe, content: hash },
});

const section = fc.record({
  ...{ id: text, title: text, rule: text, figures: few(figure) },
  breakdowns: few(fc.record({ id: text, title: text, heading: text, figures: few(figure), more: count })),
  statements: few(fc.record({ code: text, text, query: maybe })),
  lists: few(fc.record({ id: text, title: text, query: text, total: count, entries: few(entry) })),
});

const source = fc.record({
  ...{ id: count, name: text, system: text, format: text, sha256: hash, bytes: count, entries: count },
  ...{ inScope: count, duplicates: count, quarantined: count, conflicts: count },
});

const coverage = fc.record({
  sources: few(source),
  period: fc.option(fc.record({ from: text, to: text })),
  figures: few(figure),
  gaps: few(fc.record({ from: text, to: text, days: count })),
  moreGaps: count,
  unproven: few(
    fc.record({
      ...{ axis: text, subject: text, reason: text },
      status: fc.constantFrom('fail', 'unverifiable', 'absent'),
    }),
  ),
  passed: count,
  findings: count,
});

/** Reports of whatever a case could hold, and more. */
export const randomReport: fc.Arbitrary<GuidedReport> = fc
  .record({
    format: fc.constant('casebound-report/1'),
    version: text,
    case: fc.record({ uuid: text, title: text }),
    state: fc.record({ seq: count, hash, time: text }),
    wish: fc.record({ question: fc.constantFrom(...reportQuestions), subject: maybe, query: text }),
    ...{ title: text, question: text, scope: text, sections: few(section), coverage },
  })
  // Objects as JSON makes them: records have no prototype.
  .map((report) => JSON.parse(JSON.stringify(report)));
