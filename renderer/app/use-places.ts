import { useState } from 'react';
import { firstPlace, readPlace, type Subject, type SubjectPlace } from '../history/subject.ts';
import { askedAbout, firstReportPlace, type ReportPlace, readReportPlace } from '../reports/place.ts';
import { useCase } from '../session/case-context.tsx';
import { type CasePlace, caseTabs } from '../session/case-place.ts';
import { readOneOf, useStoredState } from '../session/stored-state.ts';
import { type Screen, screens } from './rail.tsx';

export type Places = ReturnType<typeof usePlaces>;

/** Where a person is in the open case: on which screen, and where on those that they may come back to. */
export function usePlaces() {
  const { info } = useCase();
  // A pack has the same identifier as its case, but does not continue from the case's stored state.
  const own = info.pack === null ? info.uuid : `${info.uuid}.pack`;
  const [screen, setScreen] = useStoredState<Screen>(`screen.${own}`, 'case', readOneOf(screens));
  const [casePlace, setCasePlace] = useState<CasePlace>({ tab: caseTabs[0], source: null });
  const [image, setImage] = useStoredState<SubjectPlace>(`images.${own}`, firstPlace, readPlace);
  const [claim, setClaim] = useStoredState<SubjectPlace>(`claims.${own}`, firstPlace, readPlace);
  const [report, setReport] = useStoredState<ReportPlace>(
    `reports.${own}`,
    firstReportPlace,
    readReportPlace,
  );
  const histories = {
    images: { subject: 'image', place: image, onPlace: setImage },
    claims: { subject: 'claim', place: claim, onPlace: setClaim },
  } as const;
  const showHistory = (subject: Subject, shown: string) => {
    const name = subject === 'image' ? 'images' : 'claims';
    histories[name].onPlace((before) => ({ ...before, shown }));
    setScreen(name);
  };
  const showReport = (subject: Subject, shown: string) => {
    setReport((before) => askedAbout(before, subject, shown));
    setScreen('reports');
  };
  const showInCase = (wanted: CasePlace) => {
    setCasePlace(wanted);
    setScreen('case');
  };
  return {
    screen,
    setScreen,
    casePlace,
    setCasePlace,
    showInCase,
    /** Of the screen that is shown; null if it shows no history. */
    history: screen === 'images' || screen === 'claims' ? histories[screen] : null,
    showHistory,
    report: { place: report, onPlace: setReport, scrollKey: `reportTop.${own}` },
    /** Leads to the report on what a history is of. */
    showReport,
  };
}
