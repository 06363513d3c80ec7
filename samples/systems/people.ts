/** Those who work on claims at Meridian Mutual, by the name that its image checks know them under. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly ip: string;
}

export const people: Readonly<Record<string, Person>> = {
  user_7x3k9: { name: 'Priya Natarajan', email: 'p.natarajan@meridian.example', ip: '203.0.113.21' },
  user_2m8qd: { name: 'Jonas Größl', email: 'j.groessl@meridian.example', ip: '203.0.113.22' },
  user_9c4tw: { name: 'Maïté Laurent', email: 'm.laurent@meridian.example', ip: '203.0.113.23' },
  user_b1r6n: { name: 'Dennis Whitlow', email: 'd.whitlow@meridian.example', ip: '203.0.113.24' },
  user_h5v0z: { name: 'דנה לוי', email: 'd.levi@meridian.example', ip: '203.0.113.25' },
  user_p3j8y: { name: 'Tom Okafor', email: 't.okafor@meridian.example', ip: '203.0.113.26' },
};

/** Where requests of the account that scores images again come from. */
const batchAddress = '203.0.113.80';

export function personOf(user: string): Person {
  return people[user] ?? { name: user, email: `${user}@meridian.example`, ip: batchAddress };
}
