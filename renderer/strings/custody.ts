import { counted, countText } from '../text/numbers.ts';

export const custody = {
  title: 'Custody',
  help: 'Every change to this case and every disclosure from it, each bound to the one before by its hash.',
  holds: (events: number) => `${counted(events, 'event')}, the chain holds`,
  broken: (seq: number) => `The chain breaks at event ${countText(seq)}`,
  columns: ['Event', 'Time (UTC)', 'Who', 'What', 'Details', 'Hash'],
  actions: {
    create: 'created',
    open: 'opened',
    import: 'imported',
    sync: 'synced',
    verify: 'verified',
    annotate: 'annotated',
    export: 'exported',
    seal: 'sealed',
    close: 'closed',
    reopen: 'reopened',
  } as Readonly<Record<string, string>>,
  earlier: 'Earlier',
  later: 'Later',
};
