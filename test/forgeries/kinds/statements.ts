/** What a pack says twice, said differently: the signer could seal it, and whoever reads the one would not see the other. */
import { paths } from '../../../shared/pack/layout.ts';
import type { Forging } from '../forging.ts';
import type { Kind } from '../kind.ts';

/** Changes what `data/sources.json` says. */
// biome-ignore lint/suspicious/noExplicitAny: a forger keeps to no schema
function restate(forging: Forging, change: (described: any) => void): void {
  const [described] = forging.json(paths.sources);
  change(described);
  forging.writeJson(paths.sources, [described]);
}

export const statementKinds: readonly Kind[] = [
  {
    name: 'another number of entries stated',
    of: 'files',
    forge(forging) {
      const more = forging.random.pick([1, -1]);
      restate(forging, ({ pack }) => {
        pack.entries += more;
      });
      return { what: `${more} more`, found: ['storage'] };
    },
  },
  {
    name: 'a source described as custody does not',
    of: 'files',
    forge(forging) {
      const [described] = forging.json(paths.sources);
      const at = forging.place(described.sources);
      const changes = {
        name: 'another.ndjson',
        system: 'klyra',
        format: 'json',
        bytes: 1,
        partial: !described.sources[at].partial,
        quarantined: described.sources[at].quarantined + 1,
        conflicts: described.sources[at].conflicts + 1,
        compression: described.sources[at].compression === null ? 'zstd' : null,
        container: { id: 1, member: 'a.ndjson' },
        rereadOf: 1,
      };
      const what = forging.random.pick(Object.keys(changes) as [keyof typeof changes]);
      restate(forging, ({ sources }) => Object.assign(sources[at], { [what]: changes[what] }));
      return { what: `its ${what}`, found: ['custody'] };
    },
  },
  {
    name: 'entries called duplicates',
    of: 'files',
    forge(forging) {
      restate(forging, ({ sources }) => {
        sources[0].entries--;
        sources[0].duplicates++;
      });
      return { what: 'one of source 1', found: ['custody'] };
    },
  },
  {
    name: 'a source more, without records',
    of: 'files',
    forge(forging) {
      restate(forging, ({ sources }) => {
        sources.push({ ...sources[0], id: 99, records: 0 });
      });
      return { what: 'source 99', found: ['custody', 'signature'] };
    },
  },
  {
    name: 'an annotation moved to another entry, its salt kept back',
    of: 'files',
    forge(forging) {
      const targets = forging.json(paths.annotationTargets);
      const salted = targets.flatMap(({ salt, entries }, n) =>
        salt !== undefined && entries.length === 1 ? [n] : [],
      );
      const at = salted[forging.place(salted)];
      const index = forging.json(paths.index);
      if (at === undefined) return null;
      const { seq, entries } = targets[at];
      const other = forging.place(index);
      if (other === entries[0] || !('content' in index[other])) return null;
      forging.writeJson(
        paths.annotationTargets,
        targets.with(at, { entries: forging.random.chance(0.2) ? [] : [other], seq }),
      );
      return { what: `annotation ${seq} to line ${other}`, found: ['custody'] };
    },
  },
  {
    name: 'another number of related entries',
    of: 'files',
    forge(forging) {
      const [{ pack }] = forging.json(paths.sources);
      const included = (pack.related ?? []).flatMap((group: { included: boolean }, n: number) =>
        group.included ? [n] : [],
      );
      const at = included[forging.place(included)];
      if (at === undefined) return null;
      restate(forging, ({ pack: { related } }) => {
        related[at].entries++;
      });
      return { what: pack.related[at].reason, found: ['storage'] };
    },
  },
  {
    name: 'a Bates number that another record has, or none',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = forging.place(index);
      const [line, other] = [index[at], index[(at + 1) % index.length]];
      if (line.bates === undefined || other === line) return null;
      if (forging.random.chance(0.5)) [line.bates, other.bates] = [other.bates, line.bates];
      else delete line.bates;
      forging.writeJson(paths.index, index);
      return { what: `line ${at}`, found: ['storage'] };
    },
  },
  {
    name: 'a privilege log that says otherwise',
    of: 'files',
    forge(forging) {
      const log = forging.text(paths.privilegeLog);
      if (log === '') return null;
      const rows = log.split('\r\n').slice(0, -1);
      const at = 1 + forging.random.between(0, rows.length - 2);
      const changes = {
        'a row less': rows.toSpliced(at, 1),
        'a row twice': rows.toSpliced(at, 0, rows[at] as string),
        'another kind': rows.map((row) =>
          row.replace(/,(withheld|masked),/, (_, kind) => (kind === 'masked' ? ',withheld,' : ',masked,')),
        ),
        'another line': rows.with(at, `1${rows[at]}`),
        'a cell more': rows.with(at, `${rows[at]},more`),
        nothing: [],
      };
      const what = forging.random.pick(Object.keys(changes) as [keyof typeof changes]);
      forging.write(paths.privilegeLog, changes[what].map((row) => `${row}\r\n`).join(''));
      return { what, found: ['storage'] };
    },
  },
  {
    name: 'a privilege log taken away, or put in',
    of: 'files',
    forge(forging) {
      if (!forging.files.delete(paths.privilegeLog)) forging.write(paths.privilegeLog, 'n,bates\r\n');
      return { what: paths.privilegeLog, found: ['storage'] };
    },
  },
  {
    name: 'a mapping put in, or taken away',
    of: 'files',
    forge(forging) {
      const there = forging.anyFile(/^data\/mappings\//);
      if (there === null) forging.write('data/mappings/7.json', '{"name":"x"}\n');
      else forging.files.delete(there);
      return { what: there ?? 'data/mappings/7.json', found: ['storage'] };
    },
  },
  {
    name: 'another scope, or title, on the bag',
    of: 'files',
    forge(forging) {
      const label = forging.random.pick(['External-Description', 'Internal-Sender-Description']);
      forging.write(
        paths.bagInfo,
        forging.text(paths.bagInfo).replace(new RegExp(`^${label}: .*$`, 'm'), `${label}: everything`),
      );
      return { what: label, found: ['storage'] };
    },
  },
  {
    name: 'a file that a compressed source unpacks to, or a place in its container, that is not its own',
    of: 'files',
    forge(forging) {
      const [{ sources }] = forging.json(paths.sources);
      const at = forging.place(sources);
      const { stream, container } = sources[at];
      const isPlace = container !== null && forging.random.chance(0.5);
      const other = { bytes: 1, sha256: 'ab'.repeat(32) };
      restate(forging, (described) => {
        if (isPlace) described.sources[at].container.member += '.other';
        else described.sources[at].stream = stream === null ? other : null;
      });
      return { what: `source ${at + 1}: ${isPlace ? 'its place' : 'its stream'}`, found: ['storage'] };
    },
  },
  {
    name: 'another title, or time, of the case',
    of: 'files',
    forge(forging) {
      const what = forging.random.pick(['title', 'created']);
      restate(forging, (described) => {
        described.case[what] = 'Another';
      });
      return { what, found: ['custody'] };
    },
  },
];
