/**
 * A message as it crosses a port: JSON text on every kind of port. So all ports carry the same values, and none lets
 * through what only one kind could (dates, maps, cycles, `undefined`).
 *
 * @throws TypeError if the message holds what JSON cannot, such as a cycle or a bigint.
 */
export function encodeMessage(message: unknown): string {
  return JSON.stringify(message);
}

/** Undefined, which is not a message of the protocol, if `data` is not JSON text. */
export function decodeMessage(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
