/**
 * A value of somebody else's JSON as text. What JavaScript makes of an object by itself asks its members `toString` and `valueOf`, which
 * may be anything there.
 */
export function toldValue(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
