import { z } from 'zod';
import { type AccessMode, accessModes, type CaseInfo } from '../domain/case.ts';
import { call, stream } from './operation.ts';

const path = z.string().min(1).max(4096);
const nothing = z.object({});

/** The case file as a whole. */
export const caseOperations = {
  'case.create': call<CaseInfo>()(
    z.object({ path, title: z.string().min(1).max(500), examiner: z.string().min(1).max(200).optional() }),
  ),
  'case.open': call<CaseInfo>()(
    z.object({
      path,
      mode: z.enum(accessModes).default('full' satisfies AccessMode),
      examiner: z.string().max(200).optional(),
    }),
  ),
  /** Lets go of the file. */
  'case.close': call<null>()(nothing),
  'case.info': call<CaseInfo>()(nothing),
  /** A different number each time anybody has changed the open case's file, until the case is closed. */
  'case.changes': stream<number>()(nothing),
  /** Closes the case to imports and annotations, or reopens it; custody records both. Needs the case in full mode. */
  'case.setClosed': call<CaseInfo>()(
    z.object({ closed: z.boolean(), reason: z.string().trim().min(1).max(2000).optional() }),
  ),
} as const;
