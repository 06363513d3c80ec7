import { z } from 'zod';

/** Colours by name: a theme gives each its own tone, and a state is never told by colour alone. */
export const tagColors = [
  'gray',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
] as const;
export type TagColor = (typeof tagColors)[number];

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(
      (value) => value.isWellFormed() && value.trim() === value,
      'it begins or ends with a space, or holds half of a character',
    );
const key = z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9']);

/**
 * How the entries of a case are coded: the fields and their values, the issue tags and their colours, and the keys that
 * give them. A field without values takes any text. An entry is reviewed once every required field is coded.
 */
export const codingLayoutSchema = z
  .strictObject({
    fields: z
      .array(
        z.strictObject({
          name: text(200),
          values: z
            .array(z.strictObject({ value: text(2000), key: key.optional() }))
            .max(200)
            .default([]),
          required: z.boolean().default(false),
        }),
      )
      .max(50),
    tags: z
      .array(
        z.strictObject({ name: text(200), color: z.enum(tagColors).default('gray'), key: key.optional() }),
      )
      .max(500)
      .default([]),
  })
  .superRefine(({ fields, tags }, context) => {
    const twice = (what: string, all: readonly string[]) => {
      const again = all.find((each, i) => all.indexOf(each) < i);
      if (again !== undefined) {
        context.addIssue({ code: 'custom', message: `${what} ${JSON.stringify(again)} stands there twice` });
      }
    };
    twice(
      'the field',
      fields.map(({ name }) => name.toLowerCase()),
    );
    for (const { name, values } of fields) {
      twice(
        `in the field ${JSON.stringify(name)} the value`,
        values.map(({ value }) => value),
      );
    }
    twice(
      'the tag',
      tags.map(({ name }) => name),
    );
    const keys = [...fields.flatMap(({ values }) => values), ...tags].map((each) => each.key);
    twice(
      'the key',
      keys.filter((each) => each !== undefined),
    );
  });
export type CodingLayout = z.output<typeof codingLayoutSchema>;

/** The layout of a case in which none was set: it proposes fields, and restricts nothing. */
export const proposedLayout: CodingLayout = {
  fields: [
    {
      name: 'relevance',
      values: [
        { value: 'relevant', key: '1' },
        { value: 'hot', key: '2' },
        { value: 'not relevant', key: '3' },
      ],
      required: false,
    },
    {
      name: 'privilege',
      values: [
        { value: 'none', key: '4' },
        { value: 'attorney-client', key: '5' },
        { value: 'work product', key: '6' },
      ],
      required: false,
    },
    {
      name: 'responsiveness',
      values: [
        { value: 'responsive', key: '7' },
        { value: 'not responsive', key: '8' },
      ],
      required: false,
    },
  ],
  tags: [],
};
