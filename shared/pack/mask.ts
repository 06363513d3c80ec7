/** What stands in a masked copy where a value was: in JSON as a string, in a row as a cell. */
export const mask = '[masked]';
