import { AppError } from '../../../shared/errors.ts';
import { itsreal } from './itsreal.ts';
import type { System } from './system.ts';

/** The systems that entries are recognized from; a further one is a file beside this one and a name here. */
export const systems: readonly System[] = [itsreal];

/** Entries of no known system: an empty file, say. */
export const unknownSystem: System = {
  marks: { all: [], any: [] },
  mapping: { name: 'unknown', columns: {} },
};

export function systemNamed(name: string): System {
  const system = [...systems, unknownSystem].find(({ mapping }) => mapping.name === name);
  if (system) return system;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `no system is named ${JSON.stringify(name)}`,
    safe: 'nothing was imported',
    next: `use one of: ${systems.map(({ mapping }) => mapping.name).join(', ')}`,
  });
}
