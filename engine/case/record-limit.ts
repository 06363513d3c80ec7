/** The longest record that is read, in bytes; a longer one is quarantined whole, without being held in memory. */
export const recordLimit = 16 << 20;
