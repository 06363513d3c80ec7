import { expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import type { ChainedEvent } from '../custody/events.ts';
import type { CheckContext } from './check-context.ts';
import { checkToldSources } from './check-told-sources.ts';
import { Findings } from './findings.ts';
import type { PackSources } from './lines.ts';

const told = {
  ...{ name: 'a.ndjson', bytes: 1, system: 'itsreal', format: 'ndjson', partial: false, sha256: 'aa' },
  ...{ entries: 1, duplicates: 0, conflicts: 0, quarantined: 0 },
};
const acquisition = { origin: 'https://api.example', requests: 2, requestsSha256: 'bb' };

/** What differs between what custody tells of source 1 and what a pack says of it. */
function differences(details: object, stated: object): string[] {
  const findings = new Findings();
  const source = { id: 1, ...told, tree: { size: 1, root: 'cc' }, compression: null, container: null };
  const sources = [{ ...source, rereadOf: null, ...stated }] as unknown as PackSources['sources'];
  const event = { action: 'sync', details: { source: 1, ...told, merkleRoot: 'cc', ...details } };
  const context = { findings, effects: { digest: nodeDigest } } as unknown as CheckContext;
  const described = { sources, containers: [] } as unknown as PackSources;
  checkToldSources(context, described, [event as unknown as ChainedEvent]);
  findings.judge({ axis: 'custody', subject: 'pack', reason: '', checked: 1 });
  return findings.report(null).findings.map(({ message }) => message);
}

const listed = { acquisition: { ...acquisition, listed: [] } };
const within = { container: 2, compression: 'gzip', rereadOf: 3 };

test('a source that came as custody tells', () => {
  expect(differences({}, {})).toEqual([]);
  expect(differences(acquisition, listed)).toEqual([]);
  expect(differences(within, { ...within, container: { id: 2, member: 'a' } })).toEqual([]);
});

test('one of which the pack does not say that it was acquired, compressed, contained or read anew', () => {
  const other = (what: string) => `the custody log has another ${what} of source 1`;
  expect(differences(acquisition, {})).toEqual([other('record of an acquisition')]);
  expect(differences({}, listed)).toContain(other('record of an acquisition'));
  expect(differences(within, {})).toEqual(
    ['compression', 'container', 'source that was read anew'].map(other),
  );
});
