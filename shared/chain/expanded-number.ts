/** The most digits that PostgreSQL's numeric keeps before and after the point: far more than any log holds. */
const mostDigits = 1000;

/**
 * A JSON number as PostgreSQL's jsonb writes it: no exponent, no plus sign, no negative zero, the digits after the point as
 * many as were written. Null where that would be very long.
 */
export function expandedNumber(lexeme: string): string | null {
  const [mantissa = '', exponentText = '0'] = lexeme.toLowerCase().split('e');
  const exponent = Number(exponentText);
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? mantissa.slice(1) : mantissa).split('.');
  if (Math.abs(exponent) > mostDigits || whole.length + fraction.length > mostDigits) return null;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at);
  const isZero = !/[1-9]/.test(padded);
  return `${negative && !isZero ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`;
}
