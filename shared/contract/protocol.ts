import { z } from 'zod';
import { type ErrorText, errorCodes } from '../errors.ts';

/**
 * What crosses a port. The client numbers its requests upwards from 1; everything said of a request carries its
 * number. A stream's answers are sent only against credits, so that a slow reader holds the producer back.
 * Both sides take what arrives as hostile: it is parsed here before anything looks at it.
 */

const id = z.int().min(1);
const creditCount = z.int().min(1).max(1024);

const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), id, name: z.string().min(1).max(100), input: z.unknown() }),
  /** Credits: the sender can take `count` more answers of the stream. */
  z.strictObject({ type: z.literal('pull'), id, count: creditCount }),
  z.strictObject({ type: z.literal('cancel'), id }),
]);
export type ClientMessage = z.output<typeof clientMessage>;

const progress = z.strictObject({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['bytes', 'entries', 'members']),
  entries: z.number().optional(),
  part: z.number().optional(),
  reported: z.number().optional(),
  arrivals: z.number().optional(),
});

const errorText = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  safe: z.string().optional(),
  next: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
}) satisfies z.ZodType<ErrorText>;

const serverMessage = z.discriminatedUnion('type', [
  /** The answer of a call or a job. */
  z.strictObject({ type: z.literal('result'), id, value: z.unknown() }),
  z.strictObject({ type: z.literal('progress'), id, progress }),
  /** One answer of a stream, and its end. */
  z.strictObject({ type: z.literal('item'), id, value: z.unknown() }),
  z.strictObject({ type: z.literal('end'), id }),
  /** How a request failed. Without a number, the failure belongs to no request, and the session is over. */
  z.strictObject({ type: z.literal('error'), id: id.nullable(), error: errorText }),
]);
export type ServerMessage = z.output<typeof serverMessage>;

/** Null where `raw` is not a message that a client may send. */
export function parseClientMessage(raw: unknown): ClientMessage | null {
  return clientMessage.safeParse(raw).data ?? null;
}

/** Null where `raw` is not a message that a server may send. */
export function parseServerMessage(raw: unknown): ServerMessage | null {
  return serverMessage.safeParse(raw).data ?? null;
}

/** The request that an unreadable message seems to be about, so that whoever waits for it learns of the failure. */
export function numberOfUnreadable(raw: unknown): number | null {
  return z.object({ id }).safeParse(raw).data?.id ?? null;
}
