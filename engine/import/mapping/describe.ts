import type { Detection } from '../../../shared/domain/import.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { describeField, fieldsOf } from './fields.ts';
import { lossesOf } from './losses.ts';
import { previewRows } from './preview.ts';
import type { SampleRecord } from './sample.ts';

/** Records that are shown as they would be. */
const previewLength = 20;

/** What a person is shown of a source before it is imported. */
export function describeRecords(
  records: readonly SampleRecord[],
  layout: Layout,
  mapping: Mapping,
): Pick<Detection, 'fields' | 'preview' | 'losses'> {
  const fields = fieldsOf(
    records.map(({ value }) => value),
    layout,
  );
  const rows = previewRows(records, layout, mapping);
  return {
    fields: fields.map((field) => describeField(field, records.length)),
    preview: rows.slice(0, previewLength),
    losses: lossesOf(rows, layout, mapping),
  };
}
