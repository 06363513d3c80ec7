import type { Random } from '../random.ts';

const hexDigits = '0123456789abcdef';

/** Lower-case hex digits. */
export function hexToken(random: Random, length: number): string {
  let token = '';
  for (let i = 0; i < length; i++) token += hexDigits.charAt(random.between(0, 15));
  return token;
}

/** A UUID of version 4 (RFC 9562), from the seed. */
export function uuidToken(random: Random): string {
  const variant = '89ab'.charAt(random.between(0, 3));
  const [a, b, c, d] = [8, 4, 3, 3].map((length) => hexToken(random, length));
  return `${a}-${b}-4${c}-${variant}${d}-${hexToken(random, 12)}`;
}

/** ISO 8601 in UTC, to the second. */
export function toSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
