import type { Axis, Finding, PackStatement, VerifyReport } from '../../shared/domain/verification.ts';
import { valueNames } from '../../shared/report/finding-values.ts';
import { packAmount } from '../../shared/report/pack-words.ts';
import { packVerdict } from '../integrity/pack-verdict.ts';
import { countText } from '../text/numbers.ts';
import { capital, sentence } from '../text/sentence.ts';
import { element, evidence } from './element.ts';
import { words } from './words.ts';

/** How many findings are shown on the page; all are counted. */
const mostListed = 500;

/** Everything that a check found. `heading`: for the file that was checked, by its id. */
export function reportView(report: VerifyReport, heading: HTMLElement): HTMLElement {
  const print = element('button', { type: 'button', class: 'print' }, words.print);
  print.addEventListener('click', () => window.print());
  const verdict = element('p', {});
  showVerdict(verdict, report, false);
  return element(
    'section',
    { 'aria-labelledby': heading.id },
    heading,
    report.pack === undefined ? element('p', {}, words.pack.none) : packView(report.pack),
    verdict,
    signerView(report, (compared) => showVerdict(verdict, report, compared)),
    element('h3', {}, words.axes),
    axisTable(report),
    report.findingsTotal > 0 ? findingList(report) : null,
    print,
  );
}

/** Which pack it is comes first: a reader may have several. */
function packView(pack: PackStatement): HTMLElement {
  const facts: readonly (readonly [string, string])[] = [
    [words.pack.name, pack.name],
    [words.pack.title, pack.title],
    [words.pack.about, pack.about],
    [words.pack.holds, packAmount(pack)],
  ];
  return element(
    'dl',
    { class: 'pack' },
    ...facts.flatMap(([fact, value]) => [element('dt', {}, fact), element('dd', {}, evidence(value))]),
  );
}

export function verdictText(report: VerifyReport): string {
  return packVerdict(report).words;
}

/** Replaces `view`: depends on whether the signer's key has been compared. */
function showVerdict(view: HTMLElement, report: VerifyReport, compared: boolean): void {
  const { outcome, tone, mark, words: said } = packVerdict(report, compared);
  view.className = `verdict verdict-${outcome} verdict-${tone}`;
  view.replaceChildren(element('span', { 'aria-hidden': 'true' }, words.verdictMarks[mark]), ` ${said}`);
}

function axisTable({ axes, names = {} }: VerifyReport): HTMLElement {
  const rows = axes.map(({ axis, subject, status, reason, checked }, place) =>
    element(
      'tr',
      { 'data-axis': axis, 'data-subject': subject },
      element(
        'th',
        { scope: 'row' },
        words.axis[axis],
        // Shared by everything that asks for it.
        axes[place - 1]?.axis === axis ? null : element('span', { class: 'question' }, words.questions[axis]),
      ),
      element('td', { class: 'about' }, nameOf(subject, names)),
      element(
        'td',
        { class: `status status-${status}` },
        element('span', { 'aria-hidden': 'true' }, words.marks[status]),
        ` ${words.status[status]}`,
      ),
      element('td', { class: 'why' }, evidence(sentence(reason))),
      element('td', { class: 'number', 'data-name': words.axisColumns[4] ?? '' }, countText(checked)),
    ),
  );
  const heads = words.axisColumns.map((column) => element('th', { scope: 'col' }, column));
  return element(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': words.axes },
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)),
  );
}

function findingList({ findings, findingsTotal, names = {} }: VerifyReport): HTMLElement {
  const shown = findings.slice(0, mostListed);
  return element(
    'div',
    {},
    element('h3', {}, words.findings(findingsTotal)),
    shown.length < findingsTotal ? element('p', { class: 'quiet' }, words.findingsShown(shown.length)) : null,
    element('ol', { class: 'findings' }, ...shown.map((finding) => findingItem(finding, names))),
  );
}

function findingItem(finding: Finding, names: Readonly<Record<string, string>>): HTMLElement {
  const values = valueNames(finding);
  const facts = (Object.keys(words.where) as (keyof typeof words.where)[]).flatMap((name) => {
    const value = finding[name];
    if (value === undefined || value === '') return [];
    const called = name === 'expected' || name === 'actual' ? capital(values[name]) : words.where[name];
    return [element('dt', {}, called), element('dd', {}, evidence(String(value)))];
  });
  return element(
    'li',
    {},
    element(
      'p',
      {},
      element('code', {}, finding.code),
      ' ',
      ...[nameOf(finding.subject, names), ': ', evidence(sentence(finding.message))],
    ),
    facts.length > 0 ? element('dl', {}, ...facts) : null,
  );
}

/** The seal over the whole pack, where it holds. */
function sealOf({ axes }: Pick<VerifyReport, 'axes'>): Axis | undefined {
  return axes.find(
    ({ axis, subject, status }) => axis === 'signature' && subject === 'pack' && status === 'pass',
  );
}

/**
 * The fingerprint that the check found, to compare with one from another channel. `onCompared`: whether they are the
 * same.
 */
function signerView({ axes }: VerifyReport, onCompared: (same: boolean) => void): HTMLElement {
  const found = /SHA256:[A-Za-z0-9+/]{43}/.exec(sealOf({ axes })?.reason ?? '')?.[0];
  const title = element('h3', { id: 'signer' }, words.signer.title);
  if (found === undefined) return element('div', {}, title, element('p', {}, words.signer.none));
  const input = element('input', { id: 'known', type: 'text', spellcheck: 'false', autocomplete: 'off' });
  const answer = element('p', { role: 'status', class: 'answer' }, words.signer.empty);
  input.addEventListener('input', () => {
    const given =
      input.value
        .trim()
        .replace(/^(?:256 )?(?=SHA256:)/, '')
        .split(/\s/)[0] ?? '';
    const same = given === found || `SHA256:${given}` === found;
    answer.textContent = given === '' ? words.signer.empty : same ? words.signer.same : words.signer.other;
    answer.className = `answer ${given === '' ? '' : same ? 'same' : 'other'}`;
    onCompared(same);
  });
  return element(
    'div',
    { class: 'signer' },
    title,
    element('p', {}, `${words.signer.found} `, element('code', {}, found)),
    element('label', { for: 'known' }, words.signer.label),
    input,
    answer,
  );
}

/** As the pack names it, if it is a source. */
function nameOf(subject: string, names: Readonly<Record<string, string>>): Node | string {
  if (Object.hasOwn(names, subject)) return evidence(names[subject] ?? subject);
  return Object.hasOwn(words.subjects, subject) ? (words.subjects[subject] ?? subject) : subject;
}
