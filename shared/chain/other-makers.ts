import { type CatalogueForm, plain, spaced } from './catalogue.ts';

const lines = { ...plain, keySeparator: ': ' } as const;

/** Forms of less common makers, tried on what the catalogue leaves unexplained. */
export const otherMakers: readonly CatalogueForm[] = [
  {
    name: 'php',
    about: 'PHP: `json_encode($entry)`, members in their order',
    form: { ...plain, serialize: 'insertion', asciiOnly: true, escapes: 'php' },
  },
  {
    name: 'php-outer-sorted',
    about: 'PHP: the same after `ksort($entry)`, which leaves nested arrays as they are',
    form: { ...plain, serialize: 'outer-sorted', asciiOnly: true, escapes: 'php' },
  },
  {
    name: 'php-sorted',
    about: 'the same, sorted on every level',
    form: { ...plain, serialize: 'sorted', asciiOnly: true, escapes: 'php' },
  },
  {
    name: 'php-unicode',
    about: 'PHP: `json_encode($entry, JSON_UNESCAPED_UNICODE)`',
    form: { ...plain, serialize: 'insertion', escapes: 'php' },
  },
  {
    name: 'php-unicode-outer-sorted',
    about: 'the same after `ksort($entry)`',
    form: { ...plain, serialize: 'outer-sorted', escapes: 'php' },
  },
  {
    name: 'php-unicode-sorted',
    about: 'the same, sorted on every level; Swift: `JSONEncoder` with `sortedKeys`',
    form: { ...plain, serialize: 'sorted', escapes: 'php' },
  },
  {
    name: 'php-pretty',
    about: 'PHP: `json_encode($entry, JSON_PRETTY_PRINT)`',
    form: { ...lines, serialize: 'insertion', asciiOnly: true, escapes: 'php', indent: '    ' },
  },
  {
    name: 'dotnet',
    about: 'C#: `JsonSerializer.Serialize(entry)` of System.Text.Json, members in their order',
    form: { ...plain, serialize: 'insertion', asciiOnly: true, escapes: 'dotnet' },
  },
  {
    name: 'dotnet-sorted',
    about: 'the same, sorted on every level',
    form: { ...plain, serialize: 'sorted', asciiOnly: true, escapes: 'dotnet' },
  },
  {
    name: 'dotnet-outer-sorted',
    about: 'the same of a sorted dictionary, nested values as they stand',
    form: { ...plain, serialize: 'outer-sorted', asciiOnly: true, escapes: 'dotnet' },
  },
  {
    name: 'gson',
    about: 'Java: `toJson(entry)` of Gson, members in their order',
    form: { ...plain, serialize: 'insertion', escapes: 'gson' },
  },
  {
    name: 'gson-without-nulls',
    about: 'the same without nulls, as it writes unless told otherwise',
    form: { ...plain, serialize: 'insertion', nulls: 'drop', escapes: 'gson' },
  },
  {
    name: 'gson-sorted',
    about: 'the same, sorted on every level',
    form: { ...plain, serialize: 'sorted', escapes: 'gson' },
  },
  {
    name: 'gson-outer-sorted',
    about: 'the same of a sorted map, nested values as they stand',
    form: { ...plain, serialize: 'outer-sorted', escapes: 'gson' },
  },
  {
    name: 'gson-pretty',
    about: 'Java: Gson with `setPrettyPrinting()`',
    form: { ...lines, serialize: 'insertion', escapes: 'gson', indent: '  ' },
  },
  {
    name: 'outer-sorted',
    about:
      'as JSON without spaces after its own members were sorted, as by `entry.sort.to_h.to_json` in Ruby',
    form: { ...plain, serialize: 'outer-sorted' },
  },
  {
    name: 'python-outer-sorted',
    about: 'Python: `json.dumps(dict(sorted(entry.items())))`',
    form: { ...spaced, serialize: 'outer-sorted', asciiOnly: true },
  },
  {
    name: 'pretty',
    about: 'ECMAScript: `JSON.stringify(entry, null, 2)`; Ruby: `JSON.pretty_generate(entry)`',
    form: { ...lines, serialize: 'insertion', indent: '  ' },
  },
  {
    name: 'pretty-4',
    about: 'the same with four spaces',
    form: { ...lines, serialize: 'insertion', indent: '    ' },
  },
  {
    name: 'pretty-sorted',
    about: 'with two spaces, sorted on every level',
    form: { ...lines, serialize: 'sorted', indent: '  ' },
  },
  {
    name: 'pretty-sorted-4',
    about: 'the same with four spaces',
    form: { ...lines, serialize: 'sorted', indent: '    ' },
  },
  {
    name: 'python-pretty',
    about: 'Python: `json.dumps(entry, indent=2)`',
    form: { ...lines, serialize: 'insertion', asciiOnly: true, indent: '  ' },
  },
  {
    name: 'python-pretty-4',
    about: 'Python: `json.dumps(entry, indent=4)`',
    form: { ...lines, serialize: 'insertion', asciiOnly: true, indent: '    ' },
  },
  {
    name: 'python-pretty-sorted',
    about: 'Python: `json.dumps(entry, indent=2, sort_keys=True)`',
    form: { ...lines, serialize: 'sorted', asciiOnly: true, indent: '  ' },
  },
  {
    name: 'python-pretty-sorted-4',
    about: 'Python: `json.dumps(entry, indent=4, sort_keys=True)`',
    form: { ...lines, serialize: 'sorted', asciiOnly: true, indent: '    ' },
  },
];
