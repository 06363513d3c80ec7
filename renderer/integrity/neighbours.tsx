import { useState } from 'react';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import type { NearbyRecord } from '../../shared/domain/nearby-record.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { RecordBytes } from './record-bytes.tsx';

interface Props {
  readonly source: number;
  readonly ordinal: number;
  /** How the chain of the source was made; null if it has none. */
  readonly definition: ChainProfile | null;
}

/** The records before and after one, what each states about the chain, and the bytes of the selected record. */
export function Neighbours({ source, ordinal, definition }: Props) {
  const [chosen, setChosen] = useState(ordinal);
  const paths =
    definition === null
      ? {}
      : {
          hash: definition.hash,
          ...(definition.previous === null ? {} : { previous: definition.previous }),
        };
  const records = useCall('record.around', { source, ordinal, before: 2, after: 2, ...paths });
  const words = strings.integrity;
  if (records.error) {
    return <ErrorPanel error={records.error} onAgain={records.again} />;
  }
  if (records.value === null) return <Skeleton rows={5} label={words.neighboursLoading} />;
  const shown = records.value.find((record) => record.ordinal === chosen);
  return (
    <section className="neighbours">
      <h3>{words.neighbours}</h3>
      <Table
        label={words.neighbours}
        columns={words.neighbourColumns.slice(0, definition === null ? 3 : 4)}
        numbers={[1]}
        className="neighbours-table"
      >
        {records.value.map((record, n) => (
          <NeighbourRow
            key={record.ordinal}
            record={record}
            beside={[records.value?.[n - 1] ?? null, records.value?.[n + 1] ?? null]}
            where={whereOf(record.ordinal, ordinal)}
            isChosen={record.ordinal === chosen}
            definition={definition}
            onChoose={() => setChosen(record.ordinal)}
          />
        ))}
      </Table>
      {shown && <RecordBytes key={shown.ordinal} record={shown} />}
    </section>
  );
}

type Where = keyof typeof strings.integrity.where;

function whereOf(ordinal: number, of: number): Where {
  if (ordinal === of) return 'here';
  return ordinal < of ? 'before' : 'after';
}

interface RowProps {
  readonly record: NearbyRecord;
  /** The records before and after it in the source; null if none is shown. */
  readonly beside: Beside;
  readonly where: Where;
  readonly isChosen: boolean;
  readonly definition: ChainProfile | null;
  readonly onChoose: () => void;
}

function NeighbourRow({ record, beside, where, isChosen, definition, onChoose }: RowProps) {
  const words = strings.integrity;
  const { zone } = useZone();
  return (
    <tr data-where={where} aria-current={isChosen}>
      <th scope="row">
        <Button look="link" onPress={onChoose}>
          {words.where[where]}
        </Button>
      </th>
      <td className="number">{countText(record.line)}</td>
      <td>
        {record.entryId === null ? (
          <span className="quiet">{strings.review.noId}</span>
        ) : (
          <EvidenceText text={record.entryId} mono />
        )}
        {record.time !== null && (
          <span className="block mono quiet">
            <EvidenceText text={zonedTimeAlone(record.time, zone)} />
          </span>
        )}
        {record.duplicate && <span className="block quiet">{words.repeats}</span>}
      </td>
      {definition !== null && (
        <td>
          <dl className="stated">
            {definition.previous !== null && (
              <>
                <dt>{words.states.previous}</dt>
                <dd>
                  <Stated text={record.previous} />
                  <Naming naming={namingOf(record, beside, definition)} />
                </dd>
              </>
            )}
            <dt>{words.states.own}</dt>
            <dd>
              <Stated text={record.hash} />
            </dd>
          </dl>
        </td>
      )}
    </tr>
  );
}

type Beside = readonly [before: NearbyRecord | null, after: NearbyRecord | null];
type Named = 'before' | 'after' | 'neither' | null;

/**
 * Which neighbour a record names as its predecessor in the chain: in a source sorted newest first, the one after it.
 */
function namingOf({ previous }: NearbyRecord, [before, after]: Beside, { output }: ChainProfile): Named {
  if (previous === null) return null;
  const bare = (text: string) => {
    const rest = text.startsWith(output.prefix) ? text.slice(output.prefix.length) : text;
    return output.encoding.startsWith('hex') ? rest.toLowerCase() : rest;
  };
  const names = (record: NearbyRecord | null) =>
    record !== null && record.hash !== null && bare(record.hash) === bare(previous);
  if (names(before)) return 'before';
  if (names(after)) return 'after';
  return before === null || after === null ? null : 'neither';
}

function Naming({ naming }: { readonly naming: Named }) {
  if (naming === null) return null;
  return (
    <StateMark tone={naming === 'neither' ? 'warn' : 'good'}>{strings.integrity.names[naming]}</StateMark>
  );
}

function Stated({ text }: { readonly text: string | null }) {
  if (text === null) return <span className="quiet">{strings.integrity.statesNothing}</span>;
  return <EvidenceText text={text} mono />;
}
