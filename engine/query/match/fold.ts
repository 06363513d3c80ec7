/**
 * The form in which texts are compared without regard to case. Lower case alone would keep apart the two small sigmas,
 * upper case alone the Kelvin sign and k; both in this order fold what Unicode's full case folding folds (ß and ss too).
 */
export function fold(text: string): string {
  return text.toLowerCase().toUpperCase();
}

/** `needle` is folded already. */
export function containsFolded(text: string, needle: string): boolean {
  return fold(text).includes(needle);
}
