import type { FigureUnit, ReportFormat, ReportQuestion } from '../../shared/domain/guided-report.ts';
import { counted, countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const units: Record<FigureUnit, readonly [one: string, many: string]> = {
  entries: ['entry', 'entries'],
  images: ['image', 'images'],
  claims: ['claim', 'claims'],
  actors: ['actor', 'actors'],
  models: ['model version', 'model versions'],
  products: ['product', 'products'],
};

export const reports = {
  title: 'Reports',
  help: 'Every figure leads to its entries. A report states what entries state, and concludes nothing.',
  tabs: { make: 'Make a report', check: 'Check a report' },
  /** On a history. */
  ofHistory: 'Report…',
  making: 'Making the report',
  made: 'The report is made',
  show: 'Show the report',

  steps: {
    label: 'Steps',
    question: 'Question',
    scope: 'Scope',
    answer: 'Answer',
    coverage: 'Coverage',
    export: 'Export',
  },
  stepOf: (step: number, steps: number) => `Step ${step} of ${steps}`,
  back: 'Back',
  next: (step: string) => `Next: ${step.toLowerCase()}`,
  make: 'Make the report',
  makeAgain: 'Make again',
  notMade: 'This report has not been made yet',
  notMadeHelp:
    'It is made from the entries of the case as they are now, and the whole case is verified for it.',
  notMadeShort: 'not made yet',
  stopped: 'The report was cancelled',

  question: {
    heading: 'What is to be answered?',
    help: 'Choose the question that was put to you. The next step says which entries are looked at.',
    answers: 'It answers',
    leaves: 'It does not answer',
    choose: (name: string) => `Choose: ${name}`,
  },
  questions: {
    'ai-act-50': {
      name: 'AI-generated content',
      basis: 'EU AI Act, Article 50',
      asks: 'How is it documented that AI-generated content was identified and labelled?',
      answers:
        'What was identified as AI-generated or edited, by which product and model version, and what entries state was done with it then.',
      leaves: 'Whether a result is right, whether anybody saw a label, or whether a duty was met.',
    },
    'dsa-34-35': {
      name: 'Systemic risks',
      basis: 'DSA, Articles 34 and 35',
      asks: 'Which systemic risks were identified, and what was done about them?',
      answers:
        'Which results state a risk, how often and how high, which of them were acted on and by whom, and where two contradict each other.',
      leaves: 'Whether a risk is systemic in law, or whether what was done about it was enough.',
    },
    claim: {
      name: 'One claim',
      basis: 'Claim audit',
      asks: 'What evidence supports this decision?',
      answers:
        'What was submitted, every result for it, who decided what and when, what stood before the decision, and what no entry states.',
      leaves: 'Whether the decision was right. What came before it is not shown to be its cause.',
    },
    image: {
      name: 'One image',
      basis: 'Internal compliance',
      asks: 'Which decisions were made on this image?',
      answers:
        'Every result and every action for it in the order of their times, by which model or person, and how results changed.',
      leaves: 'What the image shows, or what was decided elsewhere than in the sources of this case.',
    },
  } satisfies Record<ReportQuestion, Record<'name' | 'basis' | 'asks' | 'answers' | 'leaves', string>>,

  scope: {
    heading: 'Which entries are looked at?',
    help: {
      case: 'All entries of the case, or those that a query finds: a period, a product, a source. What is left out is counted in the report.',
      claim:
        'Choose the claim. Every entry that names it is looked at, from every system and source; the others are counted in the report.',
      image:
        'Choose the image. Every entry that names it is looked at, from every system and source; the others are counted in the report.',
    },
    narrow: 'Only entries that match (optional)',
    period: 'For example a period:',
    addTerm: (term: string) => `Add ${term} to the query`,
    chosen: { claim: 'Claim', image: 'Image' },
    noneChosen: { claim: 'No claim is chosen yet', image: 'No image is chosen yet' },
    unnamed: 'A name that is an empty text cannot be reported on. Review finds its entries.',
    counting: 'Counting entries',
    found: (matched: number, total: number) =>
      matched === total
        ? `All ${counted(total, 'entry', 'entries')} of the case`
        : `${countText(matched)} of ${counted(total, 'entry', 'entries')} of the case`,
    named: { claim: 'name this claim', image: 'name this image' },
    nothing: 'No entry is left. The report would say so, and nothing else.',
    whole: 'the whole case',
  },

  answer: {
    at: 'State of the case',
    event: (seq: number, time: string) => `Custody event ${countText(seq)}, ${time}`,
    atEvent: (seq: number) => `as of custody event ${countText(seq)}`,
    looked: 'Looked at',
    everything: 'every entry of the case',
    contents: 'Sections',
    rule: 'Rule',
    from: (entries: number) => `counted from ${counted(entries, 'entry', 'entries')}`,
    unit: (value: number, unit: FigureUnit) => units[unit][value === 1 ? 0 : 1],
    query: 'Query',
    openQuery: (label: string, value: number) => `${label}: ${countText(value)}. Show in Review`,
    copyQuery: (label: string) => `Copy the query of ${label}`,
    showEntries: 'Show in Review',
    figures: 'Figures',
    count: 'Count',
    more: (count: number) => `${counted(count, 'further value')}, not listed`,
    moreListed: (count: number) => `Show ${countText(count)} more`,
    listed: (listed: number, total: number) =>
      listed === total
        ? counted(total, 'entry', 'entries')
        : `The first ${countText(listed)} of ${counted(total, 'entry', 'entries')}. Review shows all of them.`,
    noEntries: 'No entry.',
    noValues: 'No value.',
    statements: 'What entries show, and what they do not',
    columns: (time: string) => [time, 'Entry, product, model', 'States', 'Image, claim'],
    place: (source: number, line: number | null, ordinal: number) =>
      line === null
        ? `source ${countText(source)}, record ${countText(ordinal + 1)}`
        : `source ${countText(source)}, line ${countText(line)}`,
    nothing: 'Nothing in the scope answers this question.',
  },

  coverage: {
    heading: 'What this answer rests on',
    help: 'What was looked at, what was left out, and what could not be proven. It belongs to the answer, and goes with every export.',
    period: 'Period',
    noPeriod: 'No entry in scope has a time that is understood',
    periodOf: (from: string, to: string) => `${from} to ${to}`,
    figures: 'In scope and out of it',
    sources: 'Sources',
    sourceColumns: ['Source', 'Entries', 'In scope', 'Duplicates', 'Quarantined', 'Conflicts'],
    hash: (sha256: string) => `SHA-256 ${sha256}`,
    gaps: 'Days without an entry',
    noGaps: 'There is no day without an entry between the first and the last.',
    gapsHelp: 'Days in UTC, both ends included. The scope may leave out what happened on them.',
    gapColumns: ['From', 'To', 'Days'],
    moreGaps: (count: number) => `${counted(count, 'shorter gap')}, not listed`,
    unproven: 'What could not be proven',
    unprovenHelp:
      'The whole case was verified for this report, without any key, checkpoint or known signer. Integrity can verify it with them.',
    everyPasses: 'every check passes',
    allProven: 'Every check of the case passes.',
    unprovenColumns: ['Of', 'Question', 'Answer', 'Why'],
    passed: (passed: number) => `${counted(passed, 'check')} ${passed === 1 ? 'passes' : 'pass'}.`,
    findings: (count: number) => `${counted(count, 'finding')} in Integrity`,
    subject: (subject: string) => (subject === 'case' ? 'The case' : visibleLine(subject)),
  },

  stale: (events: number, actions: string) =>
    `The case has changed since this report was made: ${counted(events, 'custody event')} (${actions}).`,
  staleExport: 'Make the report again first, so that the file states what you have read.',

  export: {
    heading: 'Hand it over',
    help: 'Each form carries all of it: sections, figures with queries, entries and the coverage statement. Whoever has the case can check any of them against it.',
    open: (format: ReportFormat) => `Export as ${format.toUpperCase()}…`,
    formats: {
      html: 'HTML: one page, to read in any browser',
      pdf: 'PDF: for paper and for filing',
      xlsx: 'XLSX: tables of figures and entries',
      json: 'JSON: for programs',
    } satisfies Record<ReportFormat, string>,
    uses: {
      html: 'One page for any browser, without scripts and without a connection. Also prints well.',
      pdf: 'For paper and for filing, with page numbers.',
      xlsx: 'Every figure and every listed entry in tables, safe against spreadsheet formulas.',
      json: 'The same report for programs, field by field.',
    } satisfies Record<ReportFormat, string>,
    title: 'Export the report',
    dialogHelp:
      'The report is made again from the case and written. The custody log records the export, unless the case is open read-only.',
    format: 'Format',
    file: 'File',
    fileName: (question: ReportQuestion) => `report-${question}`,
    start: 'Export',
    running: 'Exporting the report',
    done: (size: string) => `The report is written: ${size}`,
    hash: 'SHA-256',
  },

  check: {
    heading: 'Does a report still say what this case says?',
    help: 'Choose an HTML, PDF, XLSX or JSON report that Casebound wrote. Every figure in it is computed again from this case, and the file is compared with what Casebound writes.',
    file: 'Report',
    files: 'Reports',
    drop: 'Or drop the file on this window.',
    dropHere: 'Drop to check the report',
    dropUnknown: (name: string) =>
      `${visibleLine(name)} was dropped, but a browser does not reveal where it is stored`,
    dropUnknownSafe: 'Nothing was changed',
    dropUnknownNext: 'Choose the file from the list instead',
    start: 'Check',
    running: 'Checking the report',
    stopped: 'The check was cancelled',
    outcome: 'Outcome',
    differences: 'What differs',
    same: 'The same: every figure, list and statement is what this case gives, and the file is what Casebound writes for it.',
    differ: (count: number) =>
      `${countText(count)} ${count === 1 ? 'point of the report differs' : 'points of the report differ'} from what this case gives`,
    edited:
      'The figures are what this case gives, but the file is not what Casebound writes for them: it was changed after it was exported.',
    otherBytes:
      'The figures are what this case gives. Whether the file is as it was exported cannot be told: another version wrote it.',
    editedToo:
      'The file is not what Casebound writes for its own figures either: it was changed after it was exported.',
    otherVersion: (theirs: string, ours: string) =>
      `It states that version ${visibleLine(theirs)} wrote it. This is ${ours}, which may write the same figures in other bytes.`,
    notCompared: 'The bytes of the file were not compared, since what it says differs.',
    since: (events: number) =>
      `The case has changed since the report was made: ${counted(events, 'custody event')}.`,
    notSince: 'The case has not changed since the report was made.',
    columns: ['What', 'In the file', 'In the case', 'Entries'],
    absent: 'not there',
    more: (count: number) => `${counted(count, 'further difference')}, not listed`,
    facts: { report: 'Report', of: 'Of the case', state: 'Made at', version: 'Written by', file: 'File' },
    program: (version: string) => `Casebound ${visibleLine(version)}`,
    fileFacts: (format: ReportFormat, size: string) => `${format.toUpperCase()}, ${size}`,
  },

  printed: { foot: (seq: number) => `custody event ${countText(seq)}` },
} as const;
