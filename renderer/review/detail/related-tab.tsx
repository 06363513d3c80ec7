import type { EntryRow } from '../../../shared/domain/case.ts';
import type { RelatedGroup } from '../../../shared/domain/related.ts';
import { Button } from '../../design/button.tsx';
import { Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { VerdictMark } from '../../marks/verdict-mark.tsx';
import { toggleValue } from '../../query/term-edit.ts';
import { useCase } from '../../session/case-context.tsx';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { useZone } from '../../time/zone.ts';
import { zonedTimeText } from '../../time/zoned-time.ts';

interface Props {
  /** The entry's number. */
  readonly entry: number;
  readonly onQuery: (query: string) => void;
}

/** What else belongs to the entry: by image, claim, request, actor and id. */
export function RelatedTab({ entry, onQuery }: Props) {
  const { version } = useCase();
  const answer = useCall('entry.related', { id: entry, first: 6 }, version);
  const words = strings.detail.related;
  if (answer.error) {
    return (
      <div className="detail-part">
        <ErrorPanel error={answer.error} onAgain={answer.again} />
      </div>
    );
  }
  if (answer.value === null) return <Skeleton rows={8} label={words.loading} />;
  const { groups, duplicates } = answer.value;
  const found = groups.filter(({ count }) => count > 0);
  return (
    <div className="detail-part">
      {found.length === 0 && duplicates.count === 0 && <p className="quiet">{words.none}</p>}
      {found.map((group) => (
        <Group key={group.kind} group={group} onQuery={onQuery} />
      ))}
      {duplicates.count > 0 && (
        <section className="related">
          <h2>{words.duplicates(duplicates.count)}</h2>
          <ul>
            {duplicates.first.map(({ source, sourceName, line }) => (
              <li key={`${source} ${line}`}>
                <EvidenceLine text={sourceName} />
                <span className="quiet">{strings.detail.line(line)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface GroupProps {
  readonly group: RelatedGroup;
  readonly onQuery: (query: string) => void;
}

function Group({ group, onQuery }: GroupProps) {
  const words = strings.detail.related;
  const { kind, value, count, query, entries } = group;
  return (
    <section className="related">
      <h2>
        {words.kinds[kind]} <EvidenceLine text={value} mono />
      </h2>
      <ul>
        {entries.map((row) => (
          <Line key={row.id} row={row} onQuery={onQuery} />
        ))}
      </ul>
      <Button look="link" onPress={() => onQuery(query)}>
        {words.all(countText(count + 1))}
      </Button>
    </section>
  );
}

function Line({ row, onQuery }: { readonly row: EntryRow; readonly onQuery: (query: string) => void }) {
  const { zone } = useZone();
  const { entry_id: id, time, verdict, action, product } = row.values;
  return (
    <li>
      {id === null ? (
        <span className="quiet">{strings.review.noId}</span>
      ) : (
        <Button look="link" onPress={() => onQuery(toggleValue('', 'entry_id', id))}>
          <EvidenceLine text={id} mono />
        </Button>
      )}
      {time !== null && <EvidenceLine text={zonedTimeText(time, zone)} mono />}
      <span className="related-what">
        {product !== null && <EvidenceLine text={product} />}
        {verdict !== null && <VerdictMark verdict={verdict} />}
        {action !== null && <EvidenceLine text={action} />}
      </span>
    </li>
  );
}
