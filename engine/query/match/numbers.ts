const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros at either end; empty of zero. */
  readonly digits: string;
  /** The power of ten that the last of them counts. */
  readonly scale: number;
}

function readDecimal(text: string): Decimal | null {
  const [, sign = '', whole, fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (whole === undefined || whole + fraction === '') return null;
  const significant = (whole + fraction).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  const scale = Number(exponent) - fraction.length + (significant.length - digits.length);
  return { isNegative: sign === '-', digits, scale };
}

/** Negative, zero or positive, by all of their digits; null where one of them is no decimal. */
export function compareDecimals(a: string, b: string): number | null {
  const [left, right] = [readDecimal(a), readDecimal(b)];
  if (left === null || right === null) return null;
  const [signs, others] = [signOf(left), signOf(right)];
  return signs !== others || signs === 0 ? signs - others : signs * compareSizes(left, right);
}

function signOf({ isNegative, digits }: Decimal): number {
  if (digits === '') return 0;
  return isNegative ? -1 : 1;
}

function compareSizes(a: Decimal, b: Decimal): number {
  const places = a.digits.length + a.scale - (b.digits.length + b.scale);
  if (places !== 0) return places;
  const width = Math.max(a.digits.length, b.digits.length);
  const [left, right] = [a.digits.padEnd(width, '0'), b.digits.padEnd(width, '0')];
  return left < right ? -1 : Number(left > right);
}

/** A number's lexeme so that equal numbers have equal texts, however many digits they have; null for no decimal. */
export function normalizedDecimal(text: string): string | null {
  const read = readDecimal(text);
  if (read === null) return null;
  return read.digits === '' ? '0' : `${read.isNegative ? '-' : ''}${read.digits}e${read.scale}`;
}

/** A number of a JSON text by its lexeme: one that a double would round, or that JavaScript writes otherwise. */
export class WrittenNumber {
  readonly lexeme: string;

  constructor(lexeme: string) {
    this.lexeme = lexeme;
  }
}
