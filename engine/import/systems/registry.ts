import { AppError } from '../../../shared/errors.ts';
import { cadf } from './cadf.ts';
import { cloudtrail } from './cloudtrail.ts';
import { deepintshield } from './deepintshield.ts';
import { indigiarmor } from './indigiarmor.ts';
import { itsreal } from './itsreal.ts';
import { klyra } from './klyra.ts';
import { kubernetesAudit } from './kubernetes-audit.ts';
import type { System } from './system.ts';
import { verbitas } from './verbitas.ts';

/** The systems that entries are recognized from; a further one is a file beside this one and a name here. */
export const systems: readonly System[] = [itsreal, indigiarmor, verbitas, klyra, deepintshield];

/** Shapes of trails that many systems write: recognized like these, but what is made of them is a proposal. */
export const shapes: readonly System[] = [cloudtrail, kubernetesAudit, cadf];

/** Entries of no known system: an empty file, say. */
export const unknownSystem: System = {
  marks: { all: [], any: [], none: [] },
  mapping: { name: 'unknown', columns: {} },
};

const systemNames: readonly string[] = [...systems, ...shapes].map(({ mapping }) => mapping.name);

export function systemNamed(name: string): System {
  const system = [...systems, ...shapes, unknownSystem].find(({ mapping }) => mapping.name === name);
  if (system) return system;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `no system is named ${JSON.stringify(name)}`,
    safe: 'nothing was imported',
    next: `use one of: ${systemNames.join(', ')}`,
  });
}
