import type { ReportSection } from '../../shared/domain/guided-report.ts';
import { strings } from '../strings.ts';
import { BreakdownTable } from './breakdown-table.tsx';
import { EntryTable } from './entry-table.tsx';
import { FigureList } from './figure-list.tsx';
import { StatementList } from './statement-list.tsx';

interface Props {
  readonly section: ReportSection;
  /** Null on paper. */
  readonly onQuery: ((query: string) => void) | null;
}

/** Where a section is found from the list of sections. */
export const sectionAnchor = (id: string) => `report-section-${id}`;

/** A part of the answer: the rule by which its entries were chosen, its figures, statements and lists. */
export function SectionView({ section, onQuery }: Props) {
  const { id, title, rule, figures, breakdowns, statements, lists } = section;
  const anchor = onQuery === null ? undefined : sectionAnchor(id);
  return (
    <section className="report-section" aria-label={title}>
      <h3 id={anchor} tabIndex={-1}>
        {title}
      </h3>
      <p className="quiet report-words">{rule}</p>
      <FigureList label={strings.reports.answer.figures} figures={figures} onQuery={onQuery} />
      <StatementList statements={statements} onQuery={onQuery} />
      {breakdowns.map((breakdown) => (
        <BreakdownTable key={breakdown.id} breakdown={breakdown} onQuery={onQuery} />
      ))}
      {lists.map((list) => (
        <EntryTable key={list.id} list={list} onQuery={onQuery} />
      ))}
    </section>
  );
}
