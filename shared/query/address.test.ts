import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInNetwork, printNetwork, readAddress, readNetwork } from './address.ts';

it('reads what Node reads as an address, and nothing else', () => {
  const odd = fc.constantFrom(
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7::',
    '::ffff:1.2.3.4',
    '1.2.3',
    '01.2.3.4',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '::1.2.3.4:5',
    '12345::',
    '1.2.3.256',
    '',
    ':',
    '1:2:3:4:5:6:1.2.3.4',
  );
  const near = fc
    .array(fc.constantFrom(':', '.', '0', '1', 'ff', '::', '255'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), odd, near), (text) => {
      expect(readAddress(text) !== null, text).toBe(isIPv4(text) || isIPv6(text));
    }),
    { numRuns: 2000 },
  );
});

it('finds in a network what Node finds in it', () => {
  const network = fc.oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 1, max: 128 })),
  );
  fc.assert(
    fc.property(
      network,
      fc.oneof(fc.ipV4(), fc.ipV6()),
      fc.integer({ min: 0, max: 31 }),
      (drawn, other, flipped) => {
        const [address, length] = drawn;
        const list = new BlockList();
        list.addSubnet(address, length, isIPv4(address) ? 'ipv4' : 'ipv6');
        const read = readNetwork(`${address}/${length}`);
        if (read === null) throw new RangeError(address);
        const inside = read.first.family === 4 ? nearby(read.first.bits, flipped) : other;
        for (const each of [address, other, inside]) {
          // Node tells the two ways of writing an IPv4 address apart in one direction only.
          if (isIPv4(each) !== isIPv4(address)) continue;
          const bits = readAddress(each);
          expect(bits !== null && isInNetwork(bits, read), `${each} in ${address}/${length}`).toBe(
            list.check(each, isIPv4(each) ? 'ipv4' : 'ipv6'),
          );
        }
      },
    ),
  );
});

function nearby(bits: bigint, flipped: number): string {
  const changed = bits ^ (1n << BigInt(flipped));
  return [24n, 16n, 8n, 0n].map((shift) => (changed >> shift) & 0xffn).join('.');
}

it.each([
  ['203.0.113.7/24', '203.0.113.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::/0', '::/0'],
  ['2001:DB8:0:0:0:0:2:1/128', '2001:db8::2:1/128'],
  ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'],
  ['2001:0:0:1:0:0:0:1/128', '2001:0:0:1::1/128'],
  ['2001:db8::1:0:0:1/128', '2001:db8::1:0:0:1/128'],
  ['10:0:0:100::1/128', '10:0:0:100::1/128'],
  ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
])('prints %s as %s, which reads back', (text, printed) => {
  const network = readNetwork(text);
  if (network === null) throw new RangeError(text);
  expect(printNetwork(network)).toBe(printed);
  expect(readNetwork(printed)).toEqual(network);
});

it('finds a mapped address in the network of the address that it maps', () => {
  const network = readNetwork('203.0.113.0/24');
  const mapped = readAddress('::ffff:cb00:7107');
  const zoned = readAddress('fe80::1%eth0');
  expect(network && mapped && isInNetwork(mapped, network)).toBe(true);
  expect(zoned).toEqual(readAddress('fe80::1'));
  expect(readNetwork('::ffff:203.0.113.0/24')).toBe(null);
});
