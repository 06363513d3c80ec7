import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwatched } from '../../engine/task.ts';
import { StopFlag } from '../../engine/threads/signal.ts';
import { chainWish } from '../../engine/verify/chain/chain-wish.ts';
import { verifyExport } from '../../engine/verify/export/verify-export.ts';
import type { AxisName, AxisStatus, Finding, VerifyReport } from '../../shared/domain/verification.ts';

/** Verifies lines as a bare export, with the bytes of a key file where there is one. */
export async function verified(
  text: string | readonly string[],
  key?: Buffer,
  partial = false,
): Promise<VerifyReport> {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-chains-'));
  try {
    const path = join(folder, 'trail.ndjson');
    writeFileSync(path, typeof text === 'string' ? text : text.map((line) => `${line}\n`).join(''));
    const chain = chainWish(key === undefined ? undefined : { hmacKey: key.toString('base64') });
    return await verifyExport(path, { partial, chain }, unwatched, new StopFlag());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function statusOf({ axes }: VerifyReport, axis: AxisName): AxisStatus | undefined {
  return axes.find((each) => each.axis === axis)?.status;
}

export function reasonOf({ axes }: VerifyReport, axis: AxisName): string {
  return axes.find((each) => each.axis === axis)?.reason ?? '';
}

export function failing({ axes }: VerifyReport): AxisName[] {
  return axes.filter(({ status }) => status === 'fail').map(({ axis }) => axis);
}

/** Findings of the chain and its order; what is merely odd, such as times, is told beside. */
export function chainFindings({ findings }: VerifyReport): Finding[] {
  return findings.filter(({ code }) => code.startsWith('CHAIN_') || code === 'RECORD_REPEATED');
}

export function codes(report: VerifyReport): string[] {
  return chainFindings(report).map(({ code }) => code);
}
