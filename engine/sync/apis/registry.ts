import type { SyncSystem } from '../../../shared/domain/sync.ts';
import type { Api } from './api.ts';
import { indigiarmor } from './indigiarmor.ts';
import { itsreal } from './itsreal.ts';
import { klyra } from './klyra.ts';
import { verbitas } from './verbitas.ts';

export const apis: Readonly<Record<SyncSystem, Api>> = { itsreal, indigiarmor, verbitas, klyra };
