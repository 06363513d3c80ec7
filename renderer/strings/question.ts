/** How far a question is that takes long. */
export const question = {
  label: 'The question',
  /** What the engine does, by its own names. */
  phases: {
    'reading the index': 'Reading the index',
    'counting values': 'Counting values',
    searching: 'Searching',
    sorting: 'Sorting',
    'sorting values': 'Sorting values',
    'reading entries': 'Reading entries',
  } as Readonly<Record<string, string>>,
  other: 'Answering',
  stop: 'Stop',
  stopped: 'Stopped',
  stoppedHelp: 'The question was not answered. Nothing was changed.',
};
