import type { RelativeDistinguishedNames } from 'pkijs';

/** The short names of RFC 4514 section 3. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const longest = 200;

/** A distinguished name for people, in the order of the certificate; hostile, and never compared. */
export function nameText({ typesAndValues }: RelativeDistinguishedNames): string {
  const parts = typesAndValues.map(
    ({ type, value }) => `${shortNames[type] ?? type}=${String(value.valueBlock.value)}`,
  );
  return parts.join(', ').slice(0, longest) || 'a certificate without a name';
}
