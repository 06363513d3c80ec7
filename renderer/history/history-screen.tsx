import { useCallback } from 'react';
import { EmptyCase } from '../case/empty-case.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { TextField } from '../design/fields.tsx';
import { useCase } from '../session/case-context.tsx';
import { useLagging } from '../session/use-lagging.ts';
import { strings } from '../strings.ts';
import { HistoryCard } from './history-card.tsx';
import type { Subject, SubjectPlace } from './subject.ts';
import { SubjectList, useFound } from './subject-list.tsx';
import './history.css';

/** A pause between keystrokes, in milliseconds. */
const pauseMs = 120;

interface Props {
  readonly subject: Subject;
  readonly place: SubjectPlace;
  readonly onPlace: (change: (before: SubjectPlace) => SubjectPlace) => void;
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
  /** Shows another image or claim, on its screen. */
  readonly onShow: (subject: Subject, value: string) => void;
  /** Leads to the report on it. */
  readonly onReport: (subject: Subject, value: string) => void;
  readonly onImport: () => void;
}

/** Images or claims, and beside them the history of the selected one. */
export function HistoryScreen({ subject, place, onPlace, onQuery, onShow, onReport, onImport }: Props) {
  const words = strings.history;
  const isEmpty = useCase().info.counts.entries === 0;
  const search = useLagging(place.search, pauseMs);
  const found = useFound(subject, search);
  const show = useCallback((shown: string) => onPlace((before) => ({ ...before, shown })), [onPlace]);
  return (
    <div className="history-screen">
      <header className="panes-head">
        <div className="history-title">
          <h1>{words[subject].title}</h1>
          <p className="quiet">{words[subject].help}</p>
        </div>
      </header>
      {isEmpty ? (
        <EmptyCase onImport={onImport} />
      ) : found.value?.distinct === 0 ? (
        <EmptyState title={words[subject].none}>{words.noneHelp}</EmptyState>
      ) : (
        <div className="panes">
          <div className="panes-list">
            <div className="history-find">
              <TextField
                label={words[subject].search}
                value={place.search}
                onChange={(text) => onPlace((before) => ({ ...before, search: text }))}
                mono
                maxLength={1000}
              />
              <p className="quiet" role="status">
                {found.value && (
                  <>
                    <span>{words[subject].found(found.value.found)}</span>
                    {found.value.missing > 0 && <span>{words.unlisted(found.value.missing)}</span>}
                  </>
                )}
              </p>
            </div>
            <SubjectList
              key={`${subject} ${search}`}
              subject={subject}
              search={search}
              found={found}
              shown={place.shown}
              onShow={show}
            />
          </div>
          <div className="panes-card">
            {place.shown !== null && (
              <HistoryCard
                key={place.shown}
                subject={subject}
                value={place.shown}
                onQuery={onQuery}
                onShow={onShow}
                onReport={onReport}
              />
            )}
          </div>
        </div>
      )}
    </div>
  );
}
