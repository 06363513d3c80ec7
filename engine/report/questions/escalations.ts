import type { Figure, ReportSection, Statement } from '../../../shared/domain/guided-report.ts';
import { counted as countedText } from '../../../shared/report/counted.ts';
import { any, is, nameable } from '../conditions.ts';
import type { Figures } from '../figures.ts';
import type { LookedAt, Part } from '../looked-at.ts';
import { decision, escalated, review } from '../words.ts';

/** Escalations, and those after which no entry of the claim says that somebody acted or decided. */
export function escalations(figures: Figures): ReportSection {
  const { at } = figures;
  const raised = at.part(escalated);
  const unanswered = unansweredClaims(at, raised);
  const told = nameable(unanswered);
  const shown = at.part(is('case_id', ...told), raised);
  const isWhole = told.length === unanswered.length;
  const counted: Figure[] = isWhole
    ? [
        figures.figure(
          'escalations.unanswered',
          'Claims of which nothing is said to be done after their last escalation',
          shown,
          'claims',
        ),
      ]
    : [];
  return {
    id: 'escalations',
    title: 'Escalations, and who acted on them',
    rule: 'Entries whose action, event or status ends in escalate or escalated. A claim counts as unanswered if behind its last escalation, in the order of times with those without one last, no entry of the claim says that somebody acted, as under human oversight, and none is a decision of another kind, as under what was done.',
    figures: [
      figures.figure('escalations.entries', 'Escalations', raised),
      figures.figure('escalations.claims', 'Claims named by escalations', raised, 'claims'),
      ...counted,
      figures.figure(
        'escalations.without-claim',
        'Escalations that name no claim',
        at.part('-case_id:*', raised),
      ),
    ],
    breakdowns: [],
    statements: statements(figures, unanswered.length, isWhole, shown, at.part('-case_id:*', raised)),
    lists: [
      figures.list(
        'escalations.list',
        'Escalations of claims of which nothing is said to be done after the last',
        shown,
      ),
    ],
  };
}

function statements(
  figures: Figures,
  unanswered: number,
  isWhole: boolean,
  shown: Part,
  unnamed: Part,
): Statement[] {
  const statements: Statement[] = [];
  if (unanswered > 0)
    statements.push(
      figures.statement(
        'ESCALATION_UNANSWERED',
        `Of ${countedText(unanswered, 'escalated claim')} no later entry says that somebody acted or decided${isWhole ? '' : ': too many for one query, which shows the first of them'}. What no entry states may still have happened.`,
        shown,
      ),
    );
  if (unnamed.set.size > 0)
    statements.push(
      figures.statement(
        'ESCALATION_WITHOUT_CLAIM',
        'Of escalations that name no claim it cannot be said whether somebody acted or decided.',
        unnamed,
      ),
    );
  return statements;
}

function unansweredClaims(at: LookedAt, raised: Part): string[] {
  const bearing = at.part('case_id:*', at.part(any(escalated, review, decision)));
  const claims = at.claims();
  const isOpen = new Uint8Array(claims.length);
  for (const id of at.inOrder(bearing)) isOpen[claims.of(id)] = Number(raised.set.has(id));
  const open: string[] = [];
  isOpen.forEach((is, claim) => {
    if (is === 1 && claim > 0) open.push(claims.text(claim));
  });
  return open.sort();
}
