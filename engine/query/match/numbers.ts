/** Digits to which every decimal number is the nearest to one double, and to no other (IEEE 754, binary64). */
const exactDigits = 15;

const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A number's lexeme so that equal numbers have equal texts, however many digits they have; null for no decimal. */
export function normalizedDecimal(text: string): string | null {
  const [, sign = '', whole, fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (whole === undefined || whole + fraction === '') return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${scale}`;
}

/** Whether a decimal has more digits than a double holds, so that it must be compared digit by digit. */
export function isLong(text: string): boolean {
  const [, , whole = '', fraction = ''] = decimal.exec(text) ?? [];
  return (whole + fraction).replace(/^0+|0+$/g, '').length > exactDigits;
}

/** A number of a JSON text that a double would round. */
export class LongNumber {
  readonly lexeme: string;

  constructor(lexeme: string) {
    this.lexeme = lexeme;
  }
}
