import type { SourceInfo } from '../../shared/domain/case.ts';
import { LongList } from '../design/long-list.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';

interface Props {
  readonly sources: readonly SourceInfo[];
  readonly active: number;
  readonly onActive: (index: number) => void;
}

const rowHeight = 28;
const mostRows = 10;
const figures = ['entries', 'duplicates', 'quarantined', 'conflicts', 'bytes'] as const;

/** The records of a source, every one accounted for. */
export function recordsOf({
  entries,
  duplicates,
  quarantined,
}: Pick<SourceInfo, 'entries' | 'duplicates' | 'quarantined'>): number {
  return entries + duplicates + quarantined;
}

/** A line for each source. */
export function SourceTable({ sources, active, onActive }: Props) {
  const words = strings.importing.ledger;
  return (
    <section className="ledger-box source-table">
      <div className="source-row source-head label" aria-hidden="true">
        <span>{words.source}</span>
        <span>{words.system}</span>
        <span className="number">{words.records}</span>
        {figures.map((figure) => (
          <span key={figure} className="number">
            {words[figure === 'entries' ? 'added' : figure]}
          </span>
        ))}
      </div>
      <div className="source-rows" style={{ height: rowHeight * Math.min(mostRows, sources.length) }}>
        <LongList
          label={words.total(sources.length)}
          count={sources.length}
          rowHeight={rowHeight}
          active={active}
          onActive={onActive}
          row={(index) => {
            const source = sources[index];
            return (
              source && (
                <span className="source-row">
                  <span className="clip">
                    <span className="quiet">{source.id}</span> <EvidenceLine text={source.name} />
                  </span>
                  <EvidenceLine text={strings.importing.detected(source.system, source.format)} />
                  <Figure name={words.records} value={recordsOf(source)} />
                  {figures.map((figure) => (
                    <Figure key={figure} name={words[figure]} value={source[figure]} />
                  ))}
                </span>
              )
            );
          }}
        />
      </div>
    </section>
  );
}

/** A number under its heading, which a screen reader reads with it. */
function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <span className={value === 0 ? 'number quiet' : 'number'}>
      <span className="hidden-text">{name} </span>
      {countText(value)}
    </span>
  );
}
