/** What is used of two libraries that bring no types of their own. */
declare module 'pdfmake' {
  interface Pdf {
    getBuffer(): Promise<Buffer>;
  }
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<'normal' | 'bold', string>>>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    /** Files that are in memory alone. */
    readonly virtualfs: { writeFileSync(path: string, bytes: Buffer): void };
    createPdf(definition: object): Pdf;
  };
  export default pdfmake;
}

declare module 'fontkit' {
  export interface Font {
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export function openSync(path: string): Font;
  export function create(bytes: Buffer): Font;
}
