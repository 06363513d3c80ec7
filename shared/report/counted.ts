const integers = new Intl.NumberFormat('en-US');

/** `1,234,567`: never rounded. */
export function countText(count: number): string {
  return integers.format(count);
}

/** `1,234 entries`, `1 entry`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `1,234 entries`, in every reason that a verification gives. */
export function entryCount(count: number): string {
  return counted(count, 'entry', 'entries');
}
