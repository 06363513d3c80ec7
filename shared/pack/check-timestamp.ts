/** Whether a timestamp authority vouches for the time of the seal, and whether what was asked of one is as sealing asks. */
import { concat, equalBytes, fromUtf8 } from '../bytes/encoding.ts';
import type { SealSigner } from '../domain/verification.ts';
import { knownWords, type SignerBook } from '../seal/known-signer.ts';
import type { Timestamp } from '../timestamp/check.ts';
import { timestampRequest } from '../timestamp/request.ts';
import type { CheckContext } from './check-context.ts';
import { recognizeChain } from './judge-signers.ts';
import { paths } from './layout.ts';

const time = { axis: 'time', subject: 'pack' } as const;
/** How far ahead an examiner's clock may be before the seal is said to contradict its timestamp. */
const clockTolerance = 24 * 3600 * 1000;

/** The timestamp, where there is one that holds. Findings bear on `time` of `pack`, which `judgeTime` judges. */
export async function checkTimestampOf(context: CheckContext): Promise<Timestamp | null> {
  const { small, findings, pack, effects } = context;
  const [tagmanifest, signature, request, response, certificates] = await Promise.all([
    small(paths.tagmanifest),
    small(paths.signature),
    small(paths.timestampRequest),
    small(paths.timestamp),
    small(paths.timestampCertificates),
  ]);
  // Told of where the seal is checked.
  if (tagmanifest === null || signature === null) return null;
  if (request === null || !equalBytes(request, timestampRequest(effects.digest, tagmanifest, signature))) {
    findings.add({
      ...time,
      code: 'TIMESTAMP_REQUEST_ALTERED',
      message: 'what is to be asked of a timestamp authority is missing, or is not about this seal',
      member: paths.timestampRequest,
    });
  }
  if (!pack.files.has(paths.timestamp) && !pack.files.has(paths.timestampCertificates)) return null;
  const outcome =
    response === null || certificates === null
      ? { fault: 'of the timestamp and the certificates of its authority, only one can be read' }
      : await effects.checkTimestamp(
          effects.digest,
          tagmanifest,
          signature,
          concat(response),
          fromUtf8(certificates) ?? '',
        );
  if (outcome.fault === null) return outcome.timestamp;
  findings.add({ ...time, code: 'TIMESTAMP_BROKEN', message: outcome.fault, member: paths.timestamp });
  return null;
}

/**
 * Judges `time` of the pack.
 *
 * @param lastEvent when custody says that its last event was: the seal is later
 */
export function judgeTime(
  { findings, effects }: CheckContext,
  timestamp: Timestamp | null,
  lastEvent: string | null,
  book: SignerBook,
): SealSigner | null {
  if (timestamp === null) {
    findings.judge({
      ...time,
      status: 'unverifiable',
      reason:
        'times are those that the entries and the case state; no timestamp authority vouches for them in this pack',
      checked: 0,
    });
    return null;
  }
  const proven = timestamp.time.toISOString();
  // As texts, which every checker compares alike: a time of another form than custody writes is later than any, or earlier, for all of them.
  const latest = new Date(timestamp.time.getTime() + clockTolerance).toISOString();
  if (lastEvent !== null && lastEvent > latest) {
    findings.add({
      ...time,
      code: 'TIMESTAMP_CONTRADICTED',
      message: 'custody states an event that is later than the timestamp of its seal',
      member: paths.custody,
      expected: proven,
      actual: lastEvent,
    });
  }
  const { path } = timestamp.chain;
  const recognized = recognizeChain(effects.digest, 'timestamp', path, book);
  const known = recognized?.signer.known ?? null;
  const authority = `${path.at(-1)?.subject}, an authority ${known === null ? 'not known to you' : `that you know: ${knownWords(known)}`}`;
  findings.judge({
    ...time,
    reason: `sealed before ${proven}: ${path[0]?.subject} vouches for that, under ${authority}; to check: ${timestampCommand(timestamp)}`,
    checked: path.length,
  });
  return recognized?.signer ?? null;
}

/** What anybody checks the timestamp with, in the folder of the unpacked pack: as of its own time, whenever that is done. */
export function timestampCommand({ time: proven }: Timestamp): string {
  const seconds = Math.floor(proven.getTime() / 1000);
  return `openssl ts -verify -in ${paths.timestamp} -data ${paths.tagmanifest} -CAfile ${paths.timestampCertificates} -untrusted ${paths.timestampCertificates} -attime ${seconds}`;
}
