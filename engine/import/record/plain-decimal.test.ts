import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainDecimalIn } from './plain-decimal.ts';

const read = (text: string) => plainDecimalIn(Buffer.from(`<${text}>`), 1, text.length + 1);

it('reads a number as JavaScript does, or leaves it', () => {
  const digits = fc.stringMatching(/^(?:0|[1-9][0-9]{0,17})$/);
  const number = fc
    .tuple(fc.constantFrom('', '-'), digits, fc.option(fc.stringMatching(/^[0-9]{1,17}$/)))
    .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);
  const any = fc.oneof(number, number, fc.double().map(String), fc.stringMatching(/^[-0-9.eE+]{1,12}$/));
  fc.assert(
    fc.property(any, (text) => {
      const value = read(text);
      // Only JSON numbers are asked for: what is none is not read otherwise.
      if (value !== null && /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text))
        expect(Object.is(value, Number(text))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it.each(['0', '-0', '0.87', '12.5', '-3', '9999999999999.9', '0.0000000000001', '123456789012345'])(
  'reads %s itself',
  (text) => expect(Object.is(read(text), Number(text))).toBe(true),
);

it.each(['1e5', '1E-2', '9007199254740993', '0.1234567890123456', '1.2.3'])('leaves %s', (text) =>
  expect(read(text)).toBeNull(),
);
