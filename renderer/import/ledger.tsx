import { Fragment, useState } from 'react';
import type { ContainerInfo, SkippedFile, SourceInfo } from '../../shared/domain/case.ts';
import type { CheckedHash, UnappliedOption } from '../../shared/domain/import.ts';
import { Button } from '../design/button.tsx';
import { LongList } from '../design/long-list.tsx';
import { MarkShape, StateMark } from '../design/state-mark.tsx';
import type { CasePlace } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { noHash, SourceFacts } from './source-facts.tsx';
import { recordsOf, SourceTable } from './source-table.tsx';
import './ledger.css';

interface Props {
  readonly sources: readonly SourceInfo[];
  readonly containers: readonly ContainerInfo[];
  readonly skipped: readonly SkippedFile[];
  /** Expected hashes that could not be checked. */
  readonly unchecked: readonly SkippedFile[];
  /** Options that were given for files already in the case, and that were not applied. */
  readonly unapplied: readonly UnappliedOption[];
  /** Outcomes of expected hashes; null if they are not known here. */
  readonly hashes: readonly CheckedHash[] | null;
  /** Shows what is quarantined or in conflict. */
  readonly onShow: (place: CasePlace) => void;
}

/** What became of every record of each source, and of every given file. */
export function Ledger({ sources, containers, skipped, unchecked, unapplied, hashes, onShow }: Props) {
  const [active, setActive] = useState(0);
  const source = sources[Math.min(active, sources.length - 1)];
  const total = totalOf(sources);
  const words = strings.importing.ledger;
  return (
    <>
      <Figures of={total} />
      <div className="ledger-next">
        {total.quarantined > 0 ? (
          <Button onPress={() => onShow({ tab: 'quarantined', source: only(sources) })}>
            <MarkShape tone="warn" /> {words.showQuarantined(total.quarantined)}
          </Button>
        ) : (
          <StateMark tone="good">{total.entries === 0 ? words.nothingNew : words.allRead}</StateMark>
        )}
        {total.conflicts > 0 && (
          <Button onPress={() => onShow({ tab: 'conflicts', source: only(sources) })}>
            <MarkShape tone="warn" /> {words.showConflicts(total.conflicts)}
          </Button>
        )}
        {total.conflicts > 0 && <span className="quiet">{words.conflictHelp}</span>}
      </div>
      {unapplied.length > 0 && <Unapplied options={unapplied} />}
      {sources.length > 1 && <SourceTable sources={sources} active={active} onActive={setActive} />}
      {source && (
        <SourceFacts
          key={source.id}
          source={source}
          container={containers.find(({ id }) => id === source.container) ?? null}
          hash={hashes && (hashes.find(({ id }) => id === source.id || id === source.container) ?? noHash)}
          named={sources.length > 1}
          onShow={onShow}
        />
      )}
      {unchecked.length > 0 && <Skipped files={unchecked} title={words.unchecked(unchecked.length)} />}
      {skipped.length > 0 && <Skipped files={skipped} title={words.skipped(skipped.length)} />}
    </>
  );
}

type Figure = 'entries' | 'duplicates' | 'quarantined' | 'conflicts';
type Counts = Readonly<Record<Figure, number>>;

/** The equation that accounts for every record. */
function Figures({ of }: { readonly of: Counts }) {
  const words = strings.importing.ledger;
  const parts = ['entries', 'duplicates', 'quarantined'] as const;
  return (
    <dl
      className="ledger-figures"
      aria-label={words.balance(
        countText(recordsOf(of)),
        countText(of.entries),
        countText(of.duplicates),
        countText(of.quarantined),
      )}
    >
      <div>
        <dt>{words.records}</dt>
        <dd>{countText(recordsOf(of))}</dd>
      </div>
      {parts.map((figure, place) => (
        <Fragment key={figure}>
          <div>
            <dt>{words[figure]}</dt>
            <dd>
              <span className="ledger-sign">{place === 0 ? '=' : '+'}</span>
              {countText(of[figure])}
            </dd>
          </div>
        </Fragment>
      ))}
      <div className="ledger-among">
        <dt>{words.conflicts}</dt>
        <dd>{countText(of.conflicts)}</dd>
      </div>
    </dl>
  );
}

/** What was asked for but not done comes before what was done. */
function Unapplied({ options }: { readonly options: readonly UnappliedOption[] }) {
  const words = strings.importing.ledger.unapplied;
  const files = options.map(({ name, option, asked, holds }) => ({
    name,
    reason: words.reasons[option](asked, holds),
  }));
  return (
    <>
      <Skipped files={files} title={words.title(files.length)} />
      <p className="quiet">{words.instead}</p>
    </>
  );
}

function Skipped({ files, title }: { readonly files: readonly SkippedFile[]; readonly title: string }) {
  const [active, setActive] = useState(0);
  return (
    <section className="ledger-skipped">
      <h2>{title}</h2>
      <div className="ledger-box" style={{ height: 28 * Math.min(8, files.length) + 2 }}>
        <LongList
          label={title}
          count={files.length}
          rowHeight={28}
          active={active}
          onActive={setActive}
          row={(index) => (
            <>
              <EvidenceLine text={files[index]?.name ?? ''} />
              <span className="quiet ledger-reason">
                <EvidenceLine text={files[index]?.reason ?? ''} />
              </span>
            </>
          )}
        />
      </div>
    </section>
  );
}

function totalOf(sources: readonly SourceInfo[]): Counts {
  const total = { entries: 0, duplicates: 0, quarantined: 0, conflicts: 0 };
  for (const source of sources) for (const figure of figures) total[figure] += source[figure];
  return total;
}
const figures = ['entries', 'duplicates', 'quarantined', 'conflicts'] as const;

function only(sources: readonly SourceInfo[]): number | null {
  const [first] = sources;
  return sources.length === 1 && first ? first.id : null;
}
