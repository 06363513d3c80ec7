import type { ClaimHistory, ImageHistory } from '../../shared/domain/history.ts';
import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';
import { DecisionCard } from './decision-card.tsx';
import { PrintHistory } from './print-history.tsx';
import type { Subject } from './subject.ts';
import { TimelineTable } from './timeline-table.tsx';

/** How many entries are in the document at once. */
const mostListed = 300;
/** How many images or claims the heading of the other kind names. */
const mostNamed = 40;

interface Props {
  readonly subject: Subject;
  readonly value: string;
  readonly onQuery: (query: string) => void;
  readonly onShow: (subject: Subject, value: string) => void;
  readonly onReport: (subject: Subject, value: string) => void;
}

/**
 * What the case holds about one image or claim: contradictions, changes, what is missing, and everything in order of
 * time.
 */
export function HistoryCard({ subject, value, onQuery, onShow, onReport }: Props) {
  const { version } = useCase();
  const part = { offset: 0, limit: mostListed };
  const image = useCall('history.image', subject === 'image' ? { image: value, ...part } : null, version);
  const claim = useCall('history.claim', subject === 'claim' ? { claim: value, ...part } : null, version);
  const answer = subject === 'image' ? image : claim;
  const words = strings.history;
  if (answer.error) {
    return <ErrorPanel error={answer.error} onAgain={answer.again} />;
  }
  const history: ImageHistory | ClaimHistory | null = answer.value;
  if (history === null) return <Skeleton rows={12} label={words[subject].loading} />;
  const { count, examined, entries, contradictions, missing } = history;
  return (
    <article className="subject-history" aria-label={visibleLine(value)}>
      <header className="history-head">
        <h2>{value === '' ? <EvidenceLine text="" /> : <EvidenceText text={value} mono />}</h2>
        <span>{words.entries(count)}</span>
        <div className="history-acts">
          <PrintHistory subject={subject} value={value} />
          {value !== '' && (
            <Button onPress={() => onReport(subject, value)}>{strings.reports.ofHistory}</Button>
          )}
          <Button onPress={() => onQuery(history.query)}>{words.review}</Button>
        </div>
      </header>
      <Others history={history} onShow={onShow} />
      {contradictions.length > 0 && (
        <section className="history-contradictions" aria-label={words.contradictions}>
          {contradictions.map((found) => (
            <p key={`${found.topic} ${found.image}`}>
              <StateMark tone="warn">{words.contradiction(found, visibleLine(found.image))}</StateMark>
            </p>
          ))}
        </section>
      )}
      {'claim' in history && <DecisionCard history={history} onQuery={onQuery} />}
      {missing.length > 0 && (
        <section aria-label={words.missing}>
          <h3>{words.missing}</h3>
          <ul className="history-missing">
            {missing.map(({ code, message, query }) => (
              <li key={code}>
                {message}{' '}
                {query !== null && (
                  <Button look="link" onPress={() => onQuery(query)}>
                    {words.showThese}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <p className="quiet">{words.missingHelp}</p>
        </section>
      )}
      <section aria-label={words.timeline}>
        <h3>
          {words.timeline}
          {history.changes.length > 0 && ` · ${words.changes(history.changes.length)}`}
        </h3>
        {examined < count && <p className="quiet">{words.examined(examined, count)}</p>}
        {entries.length < examined && <p className="quiet">{words.listed(entries.length, count)}</p>}
        {'claim' in history && history.administration && (
          <p className="quiet">
            {words.administration(history.administration.count, history.administration.entries.length)}
          </p>
        )}
        <TimelineTable subject={subject} history={history} onQuery={onQuery} />
      </section>
    </article>
  );
}

interface OthersProps {
  readonly history: ImageHistory | ClaimHistory;
  readonly onShow: (subject: Subject, value: string) => void;
}

/** The claims that an image belongs to, or the images of a claim. */
function Others({ history, onShow }: OthersProps) {
  const words = strings.history;
  const other: Subject = 'image' in history ? 'claim' : 'image';
  const names =
    'image' in history
      ? history.claims.map((name) => ({ name, count: null }))
      : history.images.map(({ image: name, entries: count }) => ({ name, count }));
  if (names.length === 0) return null;
  return (
    <section className="history-others" aria-label={other === 'claim' ? words.claims : words.images}>
      <h3>{other === 'claim' ? words.claims : words.images}</h3>
      <ul>
        {names.slice(0, mostNamed).map(({ name, count }) => (
          <li key={name}>
            <Button look="link" onPress={() => onShow(other, name)}>
              <EvidenceLine text={name} mono />
            </Button>
            {count !== null && <span className="quiet">{countText(count)}</span>}
          </li>
        ))}
        {names.length > mostNamed && <li className="quiet">{words.more(names.length - mostNamed)}</li>}
      </ul>
    </section>
  );
}
