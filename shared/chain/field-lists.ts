import type { JsonNode } from '../json/parse.ts';
import type { Attempt } from './attempts.ts';
import { catalogue, entryAlone, type Joining } from './catalogue.ts';
import { nodeAt } from './paths.ts';
import type { FieldPair, Sampled } from './places.ts';
import type { InnerForm } from './profile.ts';

/** Where nothing was found at all. */
export function* chosenFields(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  for (const names of listsOf(rolesThere(probes))) {
    for (const separator of fieldSeparators) yield joinedAttempt(names, separator, undefined);
    yield* jsonAttempts(names, pair);
  }
}

/** The same with an object behind them: what was logged mostly stands last. */
export function* fieldsAndObject(pair: FieldPair, probes: readonly Sampled[]): Generator<Attempt> {
  const objects = objectNames.filter((name) => probes.some(({ entry }) => isNested(nodeAt(entry, name))));
  const there = rolesThere(probes);
  yield* asBlocks(pair, probes, objects.slice(0, namesPerRole));
  for (const object of objects.slice(0, namesPerRole)) {
    for (const list of [[], ...listsOf(there)]) {
      const names = [...list, object];
      for (const separator of objectSeparators)
        for (const inner of innerForms) yield joinedAttempt(names, separator, inner);
      yield* jsonAttempts(names, pair);
    }
  }
}

const objectSeparators = ['|', ':', '', '-'];

/** The previous hash among the fields, as in textbook block chains: number, previous hash, time, data, nonce. */
function* asBlocks(
  { previous }: FieldPair,
  probes: readonly Sampled[],
  objects: readonly string[],
): Generator<Attempt> {
  if (previous === null) return;
  const there = rolesThere(probes);
  const isThere = (name: string) => probes.some(({ entry }) => isScalar(nodeAt(entry, name)));
  const nonce = nonces.filter(isThere).slice(0, 1);
  const { id = [], time = [], event = [] } = Object.fromEntries(there) as Partial<Roles>;
  for (const what of [...objects, ...event]) {
    for (const number of id) {
      const timed = time.flatMap((at) => [
        [number, previous, at, what],
        [number, at, previous, what],
        [at, previous, what],
        [number, at, what, previous],
      ]);
      for (const list of [...timed, [number, previous, what]]) {
        const withNonce =
          nonce.length === 0
            ? []
            : [
                [...list, ...nonce],
                [...list.slice(0, -1), ...nonce, ...list.slice(-1)],
              ];
        for (const only of [list, ...withNonce])
          for (const separator of objectSeparators)
            for (const inner of innerForms) yield fieldsAttempt(only, separator, inner, [entryAlone]);
      }
    }
  }
}

/** Fields that chains are made over, by what they say, with the names that they go by; the first two that are there are tried. */
const roles = {
  id: [
    'id',
    'log_id',
    'event_id',
    'entry_id',
    'record_id',
    'uuid',
    'seq',
    'sequence',
    'index',
    'request_id',
    'logId',
    'eventId',
    'entryId',
    'recordId',
  ],
  time: [
    'timestamp',
    'time',
    'ts',
    'created_at',
    'logged_at',
    'occurred_at',
    'datetime',
    'date',
    'createdAt',
    'loggedAt',
    'occurredAt',
  ],
  event: [
    'event',
    'event_type',
    'type',
    'decision',
    'verdict',
    'message',
    'data',
    'payload',
    'details',
    'result',
    'eventType',
  ],
  action: ['action', 'action_recorded', 'operation', 'method', 'status', 'actionType'],
  actor: [
    'actor',
    'user_id',
    'user',
    'actor_id',
    'username',
    'submitted_by',
    'actor.user_id',
    'actor.id',
    'context.submitted_by',
    'userId',
    'actorId',
    'userName',
  ],
} as const;
type Role = keyof typeof roles;
type Roles = Readonly<Record<Role, readonly string[]>>;

/** The orders of all five that are in use. */
const wholeLists: readonly (readonly Role[])[] = [
  ['id', 'time', 'event', 'action', 'actor'],
  ['id', 'time', 'actor', 'action', 'event'],
  ['time', 'event', 'action', 'actor', 'id'],
  ['time', 'actor', 'action', 'event', 'id'],
];
const mostFields = 4;
const namesPerRole = 2;
const fieldSeparators = ['|', ':', ',', '', '\n', ';'];

function rolesThere(probes: readonly Sampled[]): ReadonlyMap<Role, readonly string[]> {
  const there = new Map<Role, readonly string[]>();
  for (const role of Object.keys(roles) as Role[]) {
    const names = roles[role].filter((name) => probes.some(({ entry }) => isScalar(nodeAt(entry, name))));
    if (names.length > 0) there.set(role, names.slice(0, namesPerRole));
  }
  return there;
}

function* listsOf(there: ReadonlyMap<Role, readonly string[]>): Generator<readonly string[]> {
  for (const list of wholeLists) if (list.every((role) => there.has(role))) yield* spelled(list, there);
  for (const list of arrangements([...there.keys()], mostFields)) yield* spelled(list, there);
}

/** Names for an object that holds the logged data. */
const objectNames = [
  'details',
  'metadata',
  'payload',
  'data',
  'event_data',
  'eventData',
  'changes',
  'context',
  'result',
  'params',
  'entry',
  'record',
  'body',
];
/** A number that textbook block chains have. */
const nonces = ['nonce', 'proof'];

function isNested(node: JsonNode | undefined): boolean {
  return node?.kind === 'object' || node?.kind === 'array';
}

/** How an object among them may be written: as JSON without spaces, or as Python does. */
const innerForms: readonly (InnerForm | undefined)[] = [
  undefined,
  { serialize: 'sorted', itemSeparator: ', ', keySeparator: ': ', asciiOnly: true },
  { serialize: 'sorted', itemSeparator: ',', keySeparator: ':', asciiOnly: true },
  { serialize: 'insertion', itemSeparator: ', ', keySeparator: ': ', asciiOnly: true },
];

function isScalar(node: JsonNode | undefined): boolean {
  return node !== undefined && node.kind !== 'object' && node.kind !== 'array';
}

/** Every order of up to `most` of them, the longest first. */
function* arrangements<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let length = Math.min(most, all.length); length > 0; length--) yield* orders(all, length);
}

function* orders<T>(all: readonly T[], length: number): Generator<readonly T[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const first of all) {
    for (const rest of orders(
      all.filter((each) => each !== first),
      length - 1,
    ))
      yield [first, ...rest];
  }
}

function* spelled(
  list: readonly Role[],
  there: ReadonlyMap<Role, readonly string[]>,
): Generator<readonly string[]> {
  const [role, ...rest] = list;
  if (role === undefined) {
    yield [];
    return;
  }
  for (const names of spelled(rest, there)) for (const name of there.get(role) ?? []) yield [name, ...names];
}

const fieldsForm = {
  itemSeparator: '|',
  keySeparator: ':',
  asciiOnly: false,
  nested: 'keep',
  nulls: 'drop',
  escapeHtml: false,
  numbers: 'source',
} as const;

function joinedAttempt(only: readonly string[], separator: string, inner: InnerForm | undefined): Attempt {
  return fieldsAttempt(only, separator, inner, outside(separator));
}

function fieldsAttempt(
  only: readonly string[],
  separator: string,
  inner: InnerForm | undefined,
  ways: readonly Joining[],
): Attempt {
  const sign = separator === '\n' ? 'newline' : separator === '' ? 'nothing' : separator;
  const list = only.join(', ');
  return {
    form: {
      name: `fields ${list} joined by ${sign}${inner === undefined ? '' : `, objects ${inner.serialize}`}`,
      about: 'values of fields',
      form: {
        ...fieldsForm,
        serialize: 'fields',
        only,
        itemSeparator: separator,
        ...(inner === undefined ? {} : { inner }),
      },
    },
    omit: [],
    joinings: ways,
  };
}

function outside(separator: string): readonly Joining[] {
  return [
    { name: ', previous first', join: ['previous', 'entry'], separator },
    { name: ', previous last', join: ['entry', 'previous'], separator },
  ];
}

/** The same fields as JSON, in their order or sorted. */
function* jsonAttempts(names: readonly string[], pair: FieldPair): Generator<Attempt> {
  const lists =
    pair.previous === null ? [names] : [[...names, pair.previous], [pair.previous, ...names], names];
  const plain = names.filter((name) => !objectNames.includes(name));
  const isSorted = plain.every((name, n) => n === 0 || (plain[n - 1] as string) < name);
  for (const only of lists) {
    for (const { name, about, form } of catalogue) {
      const inOrder = form.serialize === 'insertion' && form.numbers === 'source';
      if (!inOrder && !(isSorted && (form.serialize === 'sorted' || form.serialize === 'jsonb'))) continue;
      if (!inOrder && only[0] === pair.previous && names.length > 0) continue;
      const list = only.join(', ');
      yield {
        form: { name: `${name} of ${list}`, about, form: { ...form, only } },
        omit: [],
        joinings: only === names ? outside('') : [entryAlone],
      };
    }
  }
}
