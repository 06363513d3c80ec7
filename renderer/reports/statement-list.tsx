import type { Statement } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { QueryLine } from './query-line.tsx';

interface Props {
  readonly statements: readonly Statement[];
  readonly onQuery: ((query: string) => void) | null;
}

/** Sentences, each with its code and the entries that it is about. */
export function StatementList({ statements, onQuery }: Props) {
  if (statements.length === 0) return null;
  const words = strings.reports.answer;
  return (
    <ul className="report-statements" aria-label={words.statements}>
      {statements.map(({ code, text, query }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one code may be stated of several things
        <li key={n}>
          <code className="report-code">{code}</code>
          <div>
            <EvidenceText text={text} />
            {query !== null && (
              <span className="report-ways">
                {onQuery && (
                  <Button look="link" onPress={() => onQuery(query)}>
                    {words.showEntries}
                  </Button>
                )}
                <QueryLine of={code} query={query} onPaper={onQuery === null} />
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
