import { useRef } from 'react';
import type { ReportQuestion, ReportWish } from '../../shared/domain/guided-report.ts';
import { useCommand } from '../commands/commands-context.tsx';
import { Button } from '../design/button.tsx';
import { withTerms } from '../query/term-edit.ts';
import { QueryBar } from '../review/query/query-bar.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { type ReportPlace, subjectOf, wishOf } from './place.ts';
import { ReportPage } from './report-page.tsx';
import { ScopeCount } from './scope-count.tsx';
import { SubjectChoice } from './subject-choice.tsx';

interface Props {
  readonly question: ReportQuestion;
  readonly place: ReportPlace;
  readonly onPlace: (change: (before: ReportPlace) => ReportPlace) => void;
  readonly isMade: boolean;
  readonly isMaking: boolean;
  readonly onMake: (wish: ReportWish) => void;
  readonly onAnswer: () => void;
  readonly onBack: () => void;
  readonly scrollKey: string;
}

/** Which entries a report looks at: those of a claim or an image, or of a query, or all. */
export function ScopeStep(props: Props) {
  const { question, place, onPlace, isMade, isMaking, onMake, onAnswer, onBack, scrollKey } = props;
  const words = strings.reports;
  const of = subjectOf(question);
  const wish = wishOf(place);
  const chosen = of === null ? null : place.subjects[of];
  const setQuery = (query: string) => onPlace((before) => ({ ...before, query }));
  return (
    <ReportPage
      step="scope"
      heading={words.scope.heading}
      help={words.scope.help[of ?? 'case']}
      scrollKey={scrollKey}
      foot={
        <>
          <Button onPress={onBack}>{words.back}</Button>
          {isMade ? (
            <Button look="primary" onPress={onAnswer}>
              {words.next(words.steps.answer)}
            </Button>
          ) : (
            <Button
              look="primary"
              onPress={() => wish && onMake(wish)}
              isDisabled={wish === null || isMaking}
            >
              {words.make}
            </Button>
          )}
        </>
      }
    >
      <div className={of === null ? 'report-scope' : 'report-scope report-scope-parts'}>
        {of !== null && <SubjectChoice subject={of} place={place} onPlace={onPlace} />}
        <div className="report-narrow">
          {of !== null && (
            <div>
              <p className="label">{words.scope.chosen[of]}</p>
              {chosen ? (
                <p className="report-chosen">
                  <EvidenceText text={chosen} mono />
                </p>
              ) : (
                <p className="quiet">{chosen === '' ? words.scope.unnamed : words.scope.noneChosen[of]}</p>
              )}
            </div>
          )}
          {of === null && <Narrowing query={place.query} onQuery={setQuery} />}
          {wish !== null && <ScopeCount wish={wish} />}
        </div>
      </div>
    </ReportPage>
  );
}

interface NarrowingProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** The query, and the period of the case as an example of one. */
function Narrowing({ query, onQuery }: NarrowingProps) {
  const { info } = useCase();
  const input = useRef<HTMLInputElement>(null);
  const words = strings.reports.scope;
  useCommand('query.edit', () => {
    input.current?.focus();
    input.current?.select();
  });
  const term = info.period && `time:${info.period.from.slice(0, 10)}..${info.period.to.slice(0, 10)}`;
  return (
    <div className="report-query">
      <p className="label">{words.narrow}</p>
      <QueryBar
        query={query}
        matched={null}
        onQuery={onQuery}
        inputRef={input}
        onLeave={() => input.current?.blur()}
      />
      {term && !/(^|[\s(-])time:/.test(query) && (
        <p className="quiet">
          {words.period}{' '}
          <Button
            look="link"
            aria-label={words.addTerm(term)}
            onPress={() => onQuery(withTerms(query, [term]))}
          >
            <span className="mono">{term}</span>
          </Button>
        </p>
      )}
    </div>
  );
}
