/**
 * A message as it crosses a port: JSON text, on every kind of port, so that all of them carry the same values and
 * none lets through what only one could (dates, maps, cycles, `undefined`).
 *
 * @throws TypeError where the message holds what JSON cannot, such as a cycle or a bigint.
 */
export function encodeMessage(message: unknown): string {
  return JSON.stringify(message);
}

/** Undefined, which is no message of the protocol, where `data` is not JSON text. */
export function decodeMessage(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
