import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { type Recognized, recognize } from '../systems/recognize.ts';
import { shapes, systemNamed, systems, unknownSystem } from '../systems/registry.ts';
import { fieldsOf } from './fields.ts';
import { previewRows, timesOf } from './preview.ts';
import { proposeMapping } from './propose.ts';
import type { SampleRecord } from './sample.ts';

/** What the user says of a source, instead of having it found out. */
export interface Wish {
  readonly system?: string | undefined;
  readonly mapping?: Mapping | undefined;
}

export interface Choice {
  readonly mapping: Mapping;
  /** It was made from the data, and wants to be looked at. */
  readonly proposed: boolean;
  /** Whether a proposal finds enough to be imported by without being asked: a time, and who, what or which entry. */
  readonly sound: boolean;
  /** Why; one sentence each. */
  readonly evidence: readonly string[];
}

/**
 * How the records of a source become columns: as the user says, as their system is known, or as the data suggest.
 *
 * @throws AppError INVALID_INPUT where no system has the name
 */
export function chooseMapping(records: readonly SampleRecord[], layout: Layout, wish: Wish): Choice {
  const values = records.map(({ value }) => value);
  const known = recognize(systems, values, layout).filter(({ count }) => count > 0);
  if (wish.mapping !== undefined) {
    const evidence = [`a mapping was given: ${wish.mapping.name}`, ...looksLike(known, records.length)];
    return { mapping: wish.mapping, proposed: false, sound: true, evidence };
  }
  if (wish.system !== undefined) {
    const { mapping } = systemNamed(wish.system);
    const others = known.filter(({ system }) => system.mapping.name !== wish.system);
    const evidence = [`the system was named: ${wish.system}`, ...looksLike(others, records.length)];
    return { mapping, proposed: false, sound: true, evidence };
  }
  if (records.length === 0) return withoutRecords(layout);
  const [best, ...others] = known;
  if (best !== undefined && best.count * 2 >= records.length) {
    const evidence = [carried(best, records.length, layout), ...looksLike(others, records.length)];
    return { mapping: best.system.mapping, proposed: false, sound: true, evidence };
  }
  return proposal(records, layout, looksLike(known, records.length));
}

/** An export that found nothing: of a table its heading may tell the system nevertheless. */
function withoutRecords(layout: Layout): Choice {
  const [best] = recognize(systems, [{}], layout);
  if (layout.form === 'table' && best !== undefined && best.count > 0) {
    const evidence = [carried(best, 0, layout), 'it holds no readable row'];
    return { mapping: best.system.mapping, proposed: false, sound: true, evidence };
  }
  return {
    mapping: unknownSystem.mapping,
    proposed: false,
    sound: layout.form !== 'table',
    evidence: ['it holds no readable record to tell its system by'],
  };
}

function carried({ system, count }: Recognized, records: number, layout: Layout): string {
  const { name } = system.mapping;
  const marks = system.marks.all.join(', ');
  if (layout.form === 'table') return `its heading has ${marks} as ${name} writes them`;
  return `${count} of the first ${records} records carry ${marks} as ${name} writes them`;
}

/** What else is there: a mixed file, or one that was named wrongly. */
function looksLike(known: readonly Recognized[], records: number): string[] {
  return known.map(
    ({ system, count }) =>
      `${count} of the first ${records} records look like those of ${system.mapping.name}`,
  );
}

function proposal(records: readonly SampleRecord[], layout: Layout, seen: readonly string[]): Choice {
  const values = records.map(({ value }) => value);
  const shape = recognize(shapes, values, layout)[0];
  const isShape = shape !== undefined && shape.count * 2 >= records.length;
  const mapping = isShape ? shape.system.mapping : proposeMapping(fieldsOf(values, layout), records.length);
  const { moments, zoneless } = timesOf(previewRows(records, layout, mapping), mapping);
  const { time, entry_id, event_type, action, actor } = mapping.columns;
  const evidence = [
    ...seen,
    isShape
      ? carried(shape, records.length, layout)
      : `its records are of no known system (${records.length} looked at)`,
    proposedFrom(mapping),
    ...(time === undefined
      ? []
      : [`${moments + zoneless} of the ${records.length} records have a time there`]),
  ];
  const sound =
    (moments + zoneless) * 2 >= records.length &&
    [entry_id, event_type, action, actor].some((column) => column !== undefined);
  return { mapping, proposed: true, sound, evidence };
}

function proposedFrom({ columns }: Mapping): string {
  const taken = Object.entries(columns).map(([column, formulas]) => `${column} from ${[formulas].flat()[0]}`);
  return taken.length === 0
    ? 'nothing in them suggests a mapping'
    : `a mapping was proposed from their names and values: ${taken.join('; ')}`;
}
