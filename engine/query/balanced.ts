/**
 * The parts joined by an operator as a tree of least depth: SQLite refuses expressions deeper than 1,000, and reads
 * `a OR b OR c …` as one as deep as it is long. No parts: nothing holds for OR, everything for AND.
 */
export function balanced(operator: 'AND' | 'OR', parts: readonly string[]): string {
  if (parts.length === 0) return operator === 'AND' ? '1' : '0';
  if (parts.length <= 2)
    return parts.length === 1 ? (parts[0] as string) : `(${parts.join(` ${operator} `)})`;
  const half = parts.length >> 1;
  return `(${balanced(operator, parts.slice(0, half))} ${operator} ${balanced(operator, parts.slice(half))})`;
}
