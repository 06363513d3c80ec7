import type { Command } from 'commander';
import { usageFaults } from './usage.ts';

/** Options that name a file to be written. */
const written: readonly string[] = ['out', 'report', 'mappingOut'];
/** Commands that print nothing instead of the file that `--out` names. */
const printNothing: readonly string[] = ['report'];

/**
 * `-` is standard output to many programs, and here it would be a file of that name.
 *
 * @throws AppError INVALID_INPUT
 */
export function refuseDash(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (!written.includes(name) || command.getOptionValue(name) !== '-') continue;
    const instead =
      name === 'out' && !option.mandatory && !printNothing.includes(command.name())
        ? 'leave it out to print instead'
        : 'name the file to write';
    throw usageFaults('nothing was written')(
      `${option.long} - names no file, and is not standard output`,
      `${instead}; a file that is called - is ./-`,
    );
  }
}
