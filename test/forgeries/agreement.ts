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
 * What is wrong with the answers, in words; empty if the three checkers agree on everything that they all look at, and find
 * what has to be found. The page runs the application's own code, so it has to answer word for word the same. The program
 * looks at the zip only as far as it needs to read it, and not at the hashes that the exporting system put into entries.
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

/**
 * Compares axis by axis, leaving out what only the application looks at: the bytes of the zip, and those of seals that the
 * program leaves to `openssl`.
 */
function isAlike(application: Said, program: Said, stamped: boolean, damaged: boolean): boolean {
  // A file that one calls no zip, the other may call a damaged one: neither takes it for a sound pack.
  if (application === 'unreadable') return program === 'unreadable' || program.includes('storage');
  if (program === 'unreadable') return application.includes(container);
  // If the program comes across damage of the zip while it reads, it calls all of it damage of storage, whatever it could not read.
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
  // A file that differs from what its own zip headers say counts as a file of the pack that cannot be read.
  if (duty === 'container') return axesOf(application).has('storage') ? [] : [container];
  const axes = axesOf(application.filter((each) => each !== container));
  return duty.axes.filter((axis) => !axes.has(axis));
}
