type Sha256 = (bytes: Uint8Array) => Uint8Array;
type List = readonly Uint8Array[];

/** The definitions of RFC 6962 section 2.1, as they are written there: the oracle of trees and proofs. */
export function rfc6962(sha256: Sha256) {
  /** MTH(D[n]), section 2.1. */
  function hashOf(list: List): Uint8Array {
    if (list.length === 0) return sha256(new Uint8Array());
    if (list.length === 1) return sha256(joined(Uint8Array.of(0), list[0] as Uint8Array));
    const k = splitOf(list.length);
    return sha256(joined(Uint8Array.of(1), hashOf(list.slice(0, k)), hashOf(list.slice(k))));
  }

  /** PATH(m, D[n]), section 2.1.1. */
  function pathOf(m: number, list: List): Uint8Array[] {
    if (list.length <= 1) return [];
    const k = splitOf(list.length);
    return m < k
      ? [...pathOf(m, list.slice(0, k)), hashOf(list.slice(k))]
      : [...pathOf(m - k, list.slice(k)), hashOf(list.slice(0, k))];
  }

  /** SUBPROOF(m, D[n], b), section 2.1.2. */
  function subproof(m: number, list: List, complete: boolean): Uint8Array[] {
    if (m === list.length) return complete ? [] : [hashOf(list)];
    const k = splitOf(list.length);
    return m <= k
      ? [...subproof(m, list.slice(0, k), complete), hashOf(list.slice(k))]
      : [...subproof(m - k, list.slice(k), false), hashOf(list.slice(0, k))];
  }

  return { hashOf, pathOf, subproof };
}

/** The largest power of two smaller than n. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
