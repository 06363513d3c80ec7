import { FontCoverage, fontFiles } from './fonts.ts';
import { contentOf } from './layout.ts';
import { reportTree } from './markup.ts';

/** What a PDF states of itself. */
interface About {
  readonly title: string;
  /** At the foot of every page. */
  readonly footer: string;
  /** The pack's only date: ISO 8601 in UTC. */
  readonly asOf: string;
  /** A file within the document: its name, type and text. */
  readonly attached?: { readonly name: string; readonly type: string; readonly text: string };
  /**
   * Without compression, of which the bytes depend on the version of zlib. Text is set by words then: every piece of it takes
   * a hundred bytes.
   */
  readonly isPlain?: boolean;
}

/** In memory alone. */
const furtherName = 'further.ttf';

/** Points. */
const pageNumberWidth = 60;

interface NodeQueries {
  getFollowingNodesOnPage(): readonly unknown[];
}

/**
 * `data/report.pdf`: the report as pages, from the same markup as the page. The same bytes for the same report, whatever the clock,
 * the zone and the language: it holds no other date than the pack's, and its identifier is derived from that.
 */
export async function reportPdf(
  markup: string,
  { title, footer, asOf, attached, isPlain = false }: About,
): Promise<Buffer> {
  // As large as a thread's code: loaded where somebody asks for it.
  const { default: pdfmake } = await import('pdfmake');
  const files: readonly string[] = Object.values(fontFiles).flatMap((font) => Object.values(font));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  const coverage = new FontCoverage();
  const date = new Date(asOf);
  const foot = coverage.pieces(footer, 'sans');
  const content = contentOf(reportTree(markup), { coverage, isFine: !isPlain });
  // It is known by now whether anything stands in it.
  const further = coverage.furtherFont;
  if (further !== null) pdfmake.virtualfs.writeFileSync(furtherName, further);
  const asFurther = { further: { normal: furtherName, bold: furtherName } };
  pdfmake.setFonts({ ...fontFiles, ...(further === null ? {} : asFurther) });
  return pdfmake
    .createPdf({
      compress: !isPlain,
      ...(isPlain ? { language: 'en', displayTitle: true } : {}),
      ...(attached === undefined
        ? {}
        : { version: '1.7', files: { [attached.name]: fileOf(attached, date) } }),
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [40, 36, 40, 44],
      info: {
        ...{ title, creator: 'Casebound', producer: 'Casebound' },
        ...{ creationDate: date, modDate: date },
      },
      defaultStyle: { font: 'sans', fontSize: 7.5, lineHeight: 1.15 },
      content,
      // A heading stands on the page of what it heads.
      pageBreakBefore: (node: { headlineLevel?: number }, { getFollowingNodesOnPage }: NodeQueries) =>
        node.headlineLevel === 2 && getFollowingNodesOnPage().length === 0,
      footer: (page: number, pages: number) => ({
        columns: [
          { text: foot, ...(isPlain ? { width: '*' } : {}) },
          { text: `${page} / ${pages}`, alignment: 'right', ...(isPlain ? { width: pageNumberWidth } : {}) },
        ],
        ...{ margin: [40, 14, 40, 0], fontSize: 6.5 },
      }),
    })
    .getBuffer();
}

/** As the library takes what is in memory alone. */
function fileOf({ name, type, text }: NonNullable<About['attached']>, date: Date): object {
  return {
    src: `data:${type};base64,${Buffer.from(text).toString('base64')}`,
    ...{ name, type, creationDate: date, modifiedDate: date, relationship: 'Data' },
  };
}
