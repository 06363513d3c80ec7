/** Where in a sequence of JSON documents a splitter is. */
export type JsonPlace =
  /** Between documents. */
  | 'outside'
  /** In bytes that begin no document. */
  | 'stray'
  /** In a document of another kind than the layout says. */
  | 'foreign'
  /** In an envelope: before a member's name, in it, behind it, before a value, in one that holds no record. */
  | 'member'
  | 'name'
  | 'colon'
  | 'value'
  | 'other'
  | 'text'
  | 'scalar'
  /** In an array of records, between two. */
  | 'between'
  /** In a record: of an array, the one value of an envelope's member, or a document of its own. */
  | 'element'
  | 'single'
  | 'document';
