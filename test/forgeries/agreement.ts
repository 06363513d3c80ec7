import type { Said } from './checkers/said.ts';
import type { Duty, Forgery } from './forgery.ts';

export interface Answers {
  readonly application: Said;
  readonly page: Said;
  readonly program: Said;
}

type Expected = Pick<Forgery, 'duty' | 'stamped' | 'asked'>;

const container = 'storage container';

/**
 * What is wrong with the answers, in words; empty where the three agree on all that each looks at, and find what has to be found.
 * The page is the application's own code, and says word for word the same. The program looks at the zip as far as it must to read it, and
 * not at the hashes of the entries' maker.
 */
export function faultsOf(
  { application, page, program }: Answers,
  { duty, stamped, asked }: Expected,
): string[] {
  const faults: string[] = [];
  if (JSON.stringify(page) !== JSON.stringify(application)) faults.push('the page says otherwise');
  if (!isAlike(application, program, stamped, duty === 'container'))
    faults.push('the program says otherwise');
  const missing = missed(application, duty).map((each) => `${each} is not found`);
  if (asked && program !== 'unreadable' && program.length === 0)
    missing.push('what openssl was asked is not found');
  return [...faults, ...missing];
}

/** Axis by axis, but for what only the application looks at: bytes of the zip, and of seals that the program asks `openssl` about. */
function isAlike(application: Said, program: Said, stamped: boolean, damaged: boolean): boolean {
  // What is no zip to one may be one that is damaged to the other: nobody takes it for a pack.
  if (application === 'unreadable') return program === 'unreadable' || program.includes('storage');
  if (program === 'unreadable') return application.includes(container);
  // A damage of the zip that the program comes across while it reads is one of storage to it, whatever it keeps from being read.
  if ((damaged || application.includes(container)) && program.includes('storage'))
    return axesOf(application).has('storage');
  const seen = axesOf(application.filter((each) => !/^(content|linkage) | container$/.test(each)));
  const optional = new Set([
    ...(application.includes('signature pack') ? [] : ['signature']),
    ...(stamped ? ['time'] : []),
  ]);
  const covered = (axes: Iterable<string>) =>
    JSON.stringify([...axes].filter((axis) => !optional.has(axis)).sort());
  const said = axesOf(program);
  return covered(said) === covered(seen) && [...said].every((axis) => seen.has(axis));
}

function axesOf(said: readonly string[]): Set<string> {
  return new Set(said.map((each) => each.split(' ')[0] as string));
}

function missed(application: Said, duty: Duty): string[] {
  if (duty === 'sound')
    return application === 'unreadable' || application.length > 0 ? ['that nothing was changed'] : [];
  if (application === 'unreadable') return [];
  // A file that is not what its own headers say of it is one of the pack's that does not read.
  if (duty === 'container') return axesOf(application).has('storage') ? [] : [container];
  const axes = axesOf(application.filter((each) => each !== container));
  return duty.axes.filter((axis) => !axes.has(axis));
}
