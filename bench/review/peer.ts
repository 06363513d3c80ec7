import { facetFields, type Term } from './questions.ts';

/** Another program that answers a review's questions on the same entries. */
export interface Peer {
  readonly name: string;
  count(terms: readonly Term[]): Promise<number>;
  facets(terms: readonly Term[]): Promise<void>;
  histogram(terms: readonly Term[]): Promise<void>;
  page(terms: readonly Term[], order: string, offset: number): Promise<void>;
  words(text: string): Promise<number>;
  close(): void;
}

/** How a program says things in SQL; times are numbers of milliseconds in both. */
export interface Dialect {
  readonly table: string;
  readonly equals: (column: string, value: string) => string;
  readonly contains: (text: string) => string;
  readonly rows: (sql: string) => Promise<readonly unknown[][]>;
}

const week = 7 * 86_400_000;

export function sqlPeer(name: string, { table, equals, contains, rows }: Dialect, close: () => void): Peer {
  const where = (terms: readonly Term[]) =>
    terms.length === 0 ? '' : `WHERE ${terms.map(({ sql }) => sql(equals)).join(' AND ')}`;
  const counted = async (condition: string) =>
    Number((await rows(`SELECT count(*) FROM ${table} ${condition}`))[0]?.[0]);
  return {
    name,
    count: (terms) => counted(where(terms)),
    async facets(terms) {
      for (const field of facetFields) {
        const others = where(terms.filter(({ own }) => own !== field));
        await rows(
          `SELECT ${field}, count(*) FROM ${table} ${others} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
        );
      }
    },
    async histogram(terms) {
      await rows(`SELECT time / ${week}, verdict, count(*) FROM ${table} ${where(terms)} GROUP BY 1, 2`);
    },
    async page(terms, order, offset) {
      await rows(`SELECT * FROM ${table} ${where(terms)} ORDER BY ${order}, id LIMIT 200 OFFSET ${offset}`);
    },
    words: (text) => counted(`WHERE ${contains(text)}`),
    close,
  };
}
