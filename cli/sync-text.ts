import type { ConnectionTest, Horizon, SyncedSource } from '../shared/domain/sync.ts';
import { aligned, printable } from './output.ts';

/** Findings printed one by one; `--json` has more. */
const printed = 20;

/** What an acquisition proves, what it does not, and what else to know about it. */
export function statementText(source: SyncedSource): string {
  const { complete, reason, requests, reported, acquisition, retention, overlaps, findings, findingsTotal } =
    source;
  const { origin, from, to, clockOffset, peer } = acquisition;
  const facts: string[][] = [
    ['complete', `${complete ? 'yes' : 'not proven'}: ${reason}`],
    ['asked', `${origin}, ${from ?? 'from the beginning'} to ${to}`],
    ['requests', String(requests)],
    ...(reported === null ? [] : [['reported', `${reported} entries`]]),
    ...(clockOffset === null || Math.abs(clockOffset) < 2000
      ? []
      : [
          [
            'clock',
            `the server's is ${Math.round(Math.abs(clockOffset) / 1000)} s ${clockOffset > 0 ? 'ahead of' : 'behind'} this machine's`,
          ],
        ]),
    ...(peer === null ? [] : [['certificate', `SHA-256 ${peer}`]]),
    ...retention.filter(({ days }) => days !== null).map((each) => ['', horizonText(each)]),
  ];
  const against = overlaps.map(
    ({ source: other, changed, vanished, late }) =>
      `Against source ${other}: ${changed} changed, ${vanished} vanished, ${late} late`,
  );
  const shown = findings
    .slice(0, printed)
    .map(({ code, entryId, message }) => `  ${code}  ${entryId ?? 'an entry without an id'}: ${message}`);
  const more = findingsTotal > shown.length ? [`  ... and ${findingsTotal - shown.length} more`] : [];
  return [
    aligned(facts.map((row) => row.map(printable))),
    ...[...against, ...shown, ...more].map(printable),
  ].join('\n');
}

function horizonText({ plan, days, horizon, oldestUntil }: Horizon): string {
  const next = oldestUntil === null ? '' : `; the oldest entry here is kept until ${oldestUntil}`;
  return `kept for ${days} days on plan ${plan}: nothing from before ${horizon}${next}`;
}

export function connectionText({
  origin,
  status,
  reported,
  clockOffset,
  peer,
  elapsedMs,
}: ConnectionTest): string {
  const facts = [
    ['connected', `${origin} answers ${status} after ${elapsedMs} ms, and accepts the key`],
    ...(reported === null ? [] : [['reported', `${reported} entries of the last day`]]),
    ...(clockOffset === null ? [] : [['clock', `${clockOffset} ms ahead of this machine's`]]),
    ...(peer === null ? [] : [['certificate', `SHA-256 ${peer}`]]),
  ];
  return aligned(facts.map((row) => row.map(printable)));
}
