import { z } from 'zod';
import { axisNames, type Finding, type VerifyReport } from '../../shared/domain/verification.ts';
import { statedJson } from '../case/stated-json.ts';

const statuses = ['pass', 'fail', 'unverifiable', 'absent'] as const;
const axis = z.enum(axisNames);
const subject = z.string();

/** As far as a recorded report is read again; the rest is shown as it stands. */
const findingSchema = z.looseObject({ code: z.string(), subject, axis, message: z.string() });
const reportSchema = z.looseObject({
  ok: z.boolean(),
  axes: z.array(z.looseObject({ axis, subject, status: z.enum(statuses), reason: z.string() })),
  findings: z.array(findingSchema),
  findingsTotal: z.number(),
});

/** @throws AppError CASE_CORRUPT where the case file has recorded what is no report */
export function recordedReport(what: string, text: string): VerifyReport {
  return statedJson(what, text, checked<VerifyReport>(reportSchema));
}

/** @throws AppError CASE_CORRUPT where the case file has recorded what is no finding */
export function recordedFinding(text: string): Finding {
  return statedJson('a finding of the last verification', text, checked<Finding>(findingSchema));
}

/** The value itself: rows are compared with what it says, name by name in its order. */
function checked<T>(schema: z.ZodType): (value: unknown) => T {
  return (value) => {
    schema.parse(value);
    return value as T;
  };
}
