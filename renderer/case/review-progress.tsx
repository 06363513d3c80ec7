import type { AnnotationSummary } from '../../shared/annotation/answers.ts';
import { Button } from '../design/button.tsx';
import { ExchangeActions } from '../exchange/exchange-actions.tsx';
import { toggleValue } from '../query/term-edit.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { capital } from '../text/sentence.ts';

/** Tags that are listed. */
const mostListed = 8;

interface Props {
  readonly progress: AnnotationSummary;
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
}

/** The progress of the review. Every figure leads to its entries. */
export function ReviewProgress({ progress, onQuery }: Props) {
  const words = strings.case.overview;
  const { entries, reviewed, noted, privileged, codes, tags } = progress;
  const figure = (count: number, query: string) => (
    <Button look="link" onPress={() => onQuery(query)}>
      {countText(count)}
    </Button>
  );
  return (
    <section aria-label={words.progress}>
      <h2>{words.progress}</h2>
      <Button look="link" onPress={() => onQuery('is:reviewed')}>
        {words.reviewed(reviewed, entries)}
      </Button>
      <div className="progress-track" aria-hidden="true">
        <div
          className="progress-fill"
          style={{ transform: `scaleX(${entries === 0 ? 0 : reviewed / entries})` }}
        />
      </div>
      <dl className="overview-facts overview-tallies">
        <dt>{words.noted}</dt>
        <dd>{figure(noted, 'has:note')}</dd>
        <dt>{words.privileged}</dt>
        <dd>{figure(privileged, 'is:privileged')}</dd>
        {codes.flatMap(({ field, values }) =>
          values.map(({ value, entries: coded }) => [
            <dt key={`${field} ${value} name`}>
              <EvidenceText text={`${capital(field)}: ${value}`} />
            </dt>,
            <dd key={`${field} ${value}`}>
              {figure(coded, toggleValue('', `code.${JSON.stringify(field)}`, value))}
            </dd>,
          ]),
        )}
        {tags.slice(0, mostListed).map(({ tag, entries: tagged }) => [
          <dt key={`${tag} name`}>
            <EvidenceText text={words.tag(tag)} />
          </dt>,
          <dd key={tag}>{figure(tagged, toggleValue('', 'tag', tag))}</dd>,
        ])}
      </dl>
      {tags.length > mostListed && (
        <Button look="link" onPress={() => onQuery('has:tag')}>
          {words.moreTags(tags.length - mostListed)}
        </Button>
      )}
      <ExchangeActions />
    </section>
  );
}
