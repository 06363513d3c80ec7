/** Files of a pack that are made to take time and memory. */
import { privilegeLogHeading } from '../../shared/pack/check-privilege-log.ts';
import { checkpointPath, paths } from '../../shared/pack/layout.ts';
import { csvLine } from '../../shared/table/csv-line.ts';

const megabyte = 1 << 20;

/** What stands in place of a pack's files: by path, each made out of the sound one. */
export type Members = Readonly<Record<string, (scale: number, sound: string) => string>>;

const ofIndex: Readonly<Record<string, Members>> = {
  'lines of nothing': { [paths.index]: (scale) => '\n'.repeat(60 * megabyte * scale) },
  'a line without end': { [paths.index]: (scale) => `{"n":${'0'.repeat(60 * megabyte * scale)}` },
  'a row of the privilege log over very many lines': logged(
    (scale) => `0,"${'\n'.repeat(16 * megabyte * scale)}"\r\n`,
  ),
  'a row of the privilege log of nothing but quotes': logged(
    (scale) => `0,,1,,0,withheld,,"${'""'.repeat(8 * megabyte * scale)}",\r\n`,
  ),
  'a Bates number without end': {
    [paths.index]: (scale, text) => {
      const bates = `${'1'.repeat(10 * megabyte * scale)}x000001`;
      const lines = Array.from(
        { length: 100_000 * scale },
        () => '{"n":1,"ordinal":0,"source":1,"withheld":true}\n',
      );
      return text.replace('{', `{"bates":"${bates}",`) + lines.join('');
    },
  },
};

const ofEvents: Readonly<Record<string, Members>> = {
  'an annotation on one entry, over and over': {
    [paths.annotationTargets]: (scale, text) =>
      text.replace(/"entries":\[\d+/, (start) => start + ',0'.repeat(16 * megabyte * scale)),
  },
  'an event of nothing but brackets': {
    [paths.custody]: (scale, text) =>
      text.replace('"details":{', `"details":{"a":[${'[],'.repeat(5 * megabyte * scale)}[]],`),
  },
  'brackets in brackets': {
    [paths.custody]: (scale, text) => {
      const depth = Math.ceil(7 * megabyte * scale);
      return text.replace('"details":{', `"details":{"a":${'['.repeat(depth)}${']'.repeat(depth)},`);
    },
  },
};

const ofSources: Readonly<Record<string, Members>> = {
  'very many sources': {
    [paths.sources]: (scale, text) => {
      const described = JSON.parse(text);
      const [source] = described.sources;
      const count = Math.ceil(15_000 * scale);
      described.sources = Array.from({ length: count }, (_, i) => ({ ...source, id: i + 1 }));
      return `${JSON.stringify(described)}\n`;
    },
  },
  'a manifest of very many files': {
    [paths.manifest]: (scale) =>
      Array.from(
        { length: 150_000 * scale },
        (_, i) => `${'0'.repeat(64)}  data/${String(i).padStart(7, '0')}\n`,
      ).join(''),
  },
  'a proof of completeness of very many sources': {
    [paths.completeness]: (scale, text) => {
      const document = JSON.parse(text);
      const [proof] = document.sources;
      const long = { ...proof, proof: Array.from({ length: 53 }, () => proof.root) };
      document.sources = Array.from({ length: 4000 * scale }, () => long);
      return `${JSON.stringify(document)}\n`;
    },
  },
  'a checkpoint of very many signatures': {
    [checkpointPath(1)]: (scale, text) => {
      const [stated = '', signature = ''] = text.split('\n\n');
      return `${stated}\n\n${signature.repeat(70_000 * scale)}`;
    },
  },
};

/** By what is wrong with them. */
export const hostileMembers: Readonly<Record<string, Members>> = { ...ofIndex, ...ofEvents, ...ofSources };

/** A row of the privilege log, and the withheld record without which the log would not be read. */
function logged(row: (scale: number) => string): Members {
  return {
    [paths.index]: () => '{"n":0,"ordinal":0,"source":1,"withheld":true}\n',
    [paths.privilegeLog]: (scale) => csvLine(privilegeLogHeading) + row(scale),
  };
}
