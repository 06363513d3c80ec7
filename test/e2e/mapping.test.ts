import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { DetectResult, ImportResult } from '../../shared/domain/import.ts';
import { mappingSchema } from '../../shared/mapping/schema.ts';
import { casebound, caseboundJson } from './casebound.ts';
import { Workspace } from './workspace.ts';

describe('a trail of no known system', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const write = (name: string, lines: readonly object[]) => {
    const path = workspace.path(name);
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return path;
  };
  const decisions = write('decisions.ndjson', [
    { when: '2025-11-04 14:22', who: 'mara', action: 'approve', claim: 'C-1' },
    { when: '2025-11-04 14:25', who: 'tom', action: 'reject', claim: 'C-1' },
  ]);
  const readings = write('readings.ndjson', [{ sensor: 1, celsius: 21.5 }]);

  it('is told of with what it would become and what it loses, and is not imported', async () => {
    const { files } = await caseboundJson<DetectResult>(['detect', decisions]);
    expect(files).toMatchObject([
      {
        system: 'proposed',
        proposed: true,
        format: 'ndjson',
        mapping: { columns: { time: 'when', actor: 'who', action: 'action', case_id: 'claim' } },
        losses: [expect.stringContaining('states no zone')],
      },
    ]);
    expect(files[0]?.fields.map(({ path, fill }) => [path, fill])).toEqual([
      ['when', 1],
      ['who', 1],
      ['action', 1],
      ['claim', 1],
    ]);
    expect(files[0]?.preview.map(({ time, actor }) => [time, actor])).toEqual([
      ['2025-11-04 14:22', 'mara'],
      ['2025-11-04 14:25', 'tom'],
    ]);
  });

  it('is imported by the mapping that is proposed, or by one that was edited', async () => {
    const file = workspace.path('mapping.json');
    await casebound(['detect', decisions, '--mapping-out', file]);
    const mapping = mappingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, JSON.stringify({ ...mapping, name: 'desk', zone: '+01:00' }));
    const caseFile = workspace.path('desk.casebound');
    const result = await caseboundJson<ImportResult>(['import', caseFile, decisions, '--mapping', file]);
    expect(result.sources).toMatchObject([{ system: 'desk', entries: 2, quarantined: 0 }]);
    const found = await casebound(['query', caseFile, 'time:2025-11-04T13:00:00Z..2025-11-04T13:23:00Z']);
    expect(found.stdout.toString()).toBe(`${readFileSync(decisions, 'utf8').split('\n')[0]}\n`);
    expect(await casebound(['verify', caseFile])).toMatchObject({ code: 0 });

    const own = workspace.path('proposed.casebound');
    expect((await caseboundJson<ImportResult>(['import', own, decisions])).sources).toMatchObject([
      { system: 'proposed', entries: 2 },
    ]);
    expect(await casebound(['verify', own])).toMatchObject({ code: 0 });
  });

  it('that suggests none is refused with what to do', async () => {
    const caseFile = workspace.path('none.casebound');
    const { code, stderr } = await casebound(['import', caseFile, readings]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^casebound: FORMAT_UNKNOWN: .*--mapping-out/);
    expect(existsSync(caseFile)).toBe(false);
    expect(await casebound(['detect', readings])).toMatchObject({ code: 0 });
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is not a mapping: it'],
    ['{"name":"x","columns":{"time":"a b"}}', 'columns.time: position 3'],
    ['{"name":"x","columns":{"price":"a"}}', 'columns'],
    ['{"name":"x","columns":{},"script":"a"}', 'script'],
  ])('is not imported by %j, and the fault is named', async (text, fault) => {
    const file = workspace.path('bad.json');
    writeFileSync(file, text);
    const { code, stderr } = await casebound([
      'import',
      workspace.path('bad.casebound'),
      decisions,
      '--mapping',
      file,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^casebound: INVALID_INPUT: /);
    expect(stderr).toContain(fault);
    expect(existsSync(workspace.path('bad.casebound'))).toBe(false);
  });

  it('has its mapping written over nothing', async () => {
    const file = workspace.path('kept.json');
    writeFileSync(file, 'kept');
    const { code, stderr } = await casebound(['detect', decisions, '--mapping-out', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('already stands');
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  it('of CloudTrail, Kubernetes and CADF is imported at first try, each under its name', async () => {
    const time = '2025-11-04T14:22:31Z';
    const files = {
      cloudtrail: {
        Records: [
          { eventID: 'e', eventName: 'GetObject', eventSource: 's3', eventTime: time, awsRegion: 'eu' },
        ],
      },
      'kubernetes-audit': {
        kind: 'EventList',
        items: [
          {
            auditID: 'a',
            verb: 'get',
            stage: 'Panic',
            user: { username: 'u' },
            requestReceivedTimestamp: time,
          },
        ],
      },
      cadf: [
        {
          id: 'c',
          eventTime: time,
          action: 'read',
          outcome: 'success',
          initiator: { id: 'i' },
          target: { id: 't' },
        },
      ],
    };
    for (const [name, content] of Object.entries(files)) {
      const path = workspace.path(`${name}.json`);
      writeFileSync(path, JSON.stringify(content));
      const caseFile = workspace.path(`${name}.casebound`);
      const { sources } = await caseboundJson<ImportResult>(['import', caseFile, path]);
      expect(sources, name).toMatchObject([{ system: name, entries: 1 }]);
      const { stdout } = await casebound(['query', caseFile, '--format', 'csv']);
      expect(stdout.toString(), name).toContain(`,${time},`);
    }
  });
});
