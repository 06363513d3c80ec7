/** What loggers log: floats, nulls, nested values, text of every kind. Twelve entries, in the order of their times. */
export const entries: readonly string[] = Array.from({ length: 12 }, (_, n) => {
  const time = new Date(Date.UTC(2026, 0, 5, 9, n)).toISOString();
  const note = ['Grüße, 世界 😀', 'a < b & c > d', 'line\nbreak "quoted" \\', 'plain'][n % 4];
  return (
    `{"id":"evt_${n}","timestamp":"${time}","event_type":"decision","action":"approve_${n}","actor":"user_${n % 3}",` +
    `"result":{"verdict":"authentic","score":0.${n + 11},"action":"none","parts":[{"b":1,"a":null}]},` +
    `"note":${JSON.stringify(note)},"reviewer":${n % 2 === 0 ? 'null' : '"anna"'},"count":${n},"ratio":1.0}`
  );
});

/** The entry with another value where `action` is: every maker here covers that. */
export function withAction(entry: string, action: string): string {
  return entry.replace(/"action": ?"approve_\d+"/, (found) => found.replace(/approve_\d+/, action));
}
