import { useCallback } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { TextField } from '../design/fields.tsx';
import type { Subject } from '../history/subject.ts';
import { SubjectList, useFound } from '../history/subject-list.tsx';
import { useLagging } from '../session/use-lagging.ts';
import { strings } from '../strings.ts';
import type { ReportPlace } from './place.ts';

/** A pause between keystrokes, in milliseconds. */
const pauseMs = 120;

interface Props {
  readonly subject: Subject;
  readonly place: ReportPlace;
  readonly onPlace: (change: (before: ReportPlace) => ReportPlace) => void;
}

/** The claims or images of the case, to choose one of. */
export function SubjectChoice({ subject, place, onPlace }: Props) {
  const words = strings.history;
  const search = useLagging(place.searches[subject], pauseMs);
  const found = useFound(subject, search);
  const change = useCallback(
    (part: 'subjects' | 'searches', value: string) =>
      onPlace((before) => ({ ...before, [part]: { ...before[part], [subject]: value } })),
    [onPlace, subject],
  );
  const choose = useCallback((value: string) => change('subjects', value), [change]);
  if (found.value?.distinct === 0) {
    return <EmptyState title={words[subject].none}>{words.noneHelp}</EmptyState>;
  }
  return (
    <div className="report-subjects">
      <div className="report-find">
        <TextField
          label={words[subject].search}
          value={place.searches[subject]}
          onChange={(text) => change('searches', text)}
          mono
          maxLength={1000}
        />
        <p className="quiet" role="status">
          {found.value && words[subject].found(found.value.found)}
        </p>
      </div>
      <SubjectList
        key={`${subject} ${search}`}
        subject={subject}
        search={search}
        found={found}
        shown={place.subjects[subject]}
        onShow={choose}
      />
    </div>
  );
}
