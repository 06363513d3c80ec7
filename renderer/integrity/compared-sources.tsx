import { useState } from 'react';
import type {
  ComparedSource,
  SourceComparison,
  SourceDifference,
} from '../../shared/domain/source-comparison.ts';
import { LongList } from '../design/long-list.tsx';
import { MarkShape, StateMark, type Tone } from '../design/state-mark.tsx';
import '../design/table.css';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { DifferenceCard } from './difference-card.tsx';
import { differenceTones } from './difference-tones.ts';

const relationTones: Readonly<Record<SourceComparison['relation'], Tone>> = {
  same: 'good',
  grown: 'good',
  shortened: 'bad',
  different: 'warn',
};

/** The result of a comparison: the relation and the counts, then each difference with both of its versions. */
export function ComparedSources({ comparison }: { readonly comparison: SourceComparison }) {
  const { differences, differencesTotal } = comparison;
  const [active, setActive] = useState(0);
  const words = strings.integrity.compare;
  const chosen = differences[active];
  return (
    <div className="panes">
      <div className="panes-list compared-list">
        <Summary comparison={comparison} />
        <h3>
          {words.differences} {countText(differencesTotal)}
        </h3>
        {differencesTotal > differences.length && (
          <p className="quiet">{strings.integrity.listed(differences.length)}</p>
        )}
        {differences.length === 0 && <p className="quiet">{words.none}</p>}
        {differences.length > 0 && (
          <LongList
            label={words.differences}
            count={differences.length}
            rowHeight={44}
            active={active}
            onActive={setActive}
            row={(n) => <DifferenceLine difference={differences[n] as SourceDifference} />}
          />
        )}
      </div>
      <div className="panes-card">
        {chosen && <DifferenceCard key={active} difference={chosen} comparison={comparison} />}
        {!chosen && comparison.consistency && <Roots comparison={comparison} />}
      </div>
    </div>
  );
}

function Summary({ comparison }: { readonly comparison: SourceComparison }) {
  const { first, second, overlap, relation, reversed } = comparison;
  const words = strings.integrity.compare;
  const { zone } = useZone();
  return (
    <section className="compared-summary">
      <StateMark tone={relationTones[relation]}>{words.relations[relation]}</StateMark>
      <dl className="finding-facts">
        <SourceFacts name={words.first} source={first} />
        <SourceFacts name={words.second} source={second} />
      </dl>
      <p className="quiet">
        {overlap === null
          ? words.noOverlap
          : words.overlap(zonedTimeAlone(overlap.from, zone), zonedTimeAlone(overlap.to, zone))}
        {reversed && <span className="block">{words.reversed}</span>}
      </p>
      <table className="table">
        <tbody>
          {countsOf(comparison)
            .filter(([, count]) => count > 0)
            .map(([key, count]) => (
              <tr key={key}>
                <th scope="row">{words.counts[key]?.[0]}</th>
                <td className="number">{countText(count)}</td>
                <td className="quiet">{words.counts[key]?.[1]}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function SourceFacts({ name, source }: { readonly name: string; readonly source: ComparedSource }) {
  const words = strings.integrity.compare;
  const facts = [
    words.records(source.records),
    ...(source.repeated > 0 ? [words.repeated(source.repeated)] : []),
    ...(source.quarantined > 0 ? [words.quarantined(source.quarantined)] : []),
    ...(source.partial ? [words.partial] : []),
  ];
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <EvidenceText text={source.name} />
        <span className="block quiet">{facts.join(', ')}</span>
      </dd>
    </>
  );
}

function countsOf({ kept, changed, onlyFirst, onlySecond, moved }: SourceComparison): [string, number][] {
  return [
    ['kept', kept],
    ['changed', changed],
    ['vanished', onlyFirst.vanished],
    ['outside', onlyFirst.outside],
    ['onBoundFirst', onlyFirst.onBound],
    ['unselectedFirst', onlyFirst.unselected],
    ['undatedFirst', onlyFirst.undated],
    ['later', onlySecond.later],
    ['earlier', onlySecond.earlier],
    ['appeared', onlySecond.appeared],
    ['onBoundSecond', onlySecond.onBound],
    ['unselectedSecond', onlySecond.unselected],
    ['undatedSecond', onlySecond.undated],
    ['moved', moved],
  ];
}

/** Roots that anybody with the two files can derive. */
function Roots({ comparison }: { readonly comparison: SourceComparison }) {
  const words = strings.integrity.compare;
  const { consistency, first, second } = comparison;
  if (consistency === null) return null;
  return (
    <section className="finding-card">
      <h2>{words.roots}</h2>
      <dl className="finding-facts">
        <dt>
          <EvidenceText text={first.name} />
        </dt>
        <dd className="mono break-anywhere">
          {words.root(consistency.first.size)} · {consistency.first.root}
        </dd>
        <dt>
          <EvidenceText text={second.name} />
        </dt>
        <dd className="mono break-anywhere">
          {words.root(consistency.second.size)} · {consistency.second.root}
        </dd>
      </dl>
    </section>
  );
}

function DifferenceLine({ difference }: { readonly difference: SourceDifference }) {
  const { kind, first, second } = difference;
  const record = first ?? second;
  const { zone } = useZone();
  return (
    <>
      <MarkShape tone={differenceTones[kind]} />
      <span className="two-lines">
        <EvidenceLine text={record?.entryId ?? strings.review.noId} mono />
        <span className="quiet clip">
          {strings.integrity.compare.kinds[kind]}
          {record?.time ? ` · ${zonedTimeAlone(record.time, zone)}` : ''}
        </span>
      </span>
    </>
  );
}
