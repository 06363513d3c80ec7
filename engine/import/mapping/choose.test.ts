import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../test/fixtures/forms.ts';
import type { Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import { chooseMapping, type Wish } from './choose.ts';
import { previewRows } from './preview.ts';

const lines: Layout = { form: 'ndjson', encoding: 'utf-8' };
const sampleOf = (values: readonly object[]) =>
  values.map((value) => ({ value: value as JsonObject, bytes: Buffer.from(JSON.stringify(value)) }));

function chosen(values: readonly object[], layout = lines, wish: Wish = {}) {
  const records = sampleOf(values);
  const choice = chooseMapping(records, layout, wish);
  const rows = previewRows(records, layout, choice.mapping).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
  );
  return { ...choice, rows };
}

const cloudTrail = [
  {
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE01',
      arn: 'arn:aws:iam::123456789012:user/mara',
      accountId: '123456789012',
      userName: 'mara',
    },
    eventTime: '2025-11-04T14:22:31Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.9',
    userAgent: 'aws-cli/2',
    requestParameters: { bucketName: 'claims', key: 'a.jpg' },
    responseElements: null,
    requestID: 'REQ1',
    eventID: 'c1f0a3a2-5b67-4d3b-9f6e-000000000001',
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: '123456789012',
  },
  {
    eventVersion: '1.08',
    userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' },
    eventTime: '2025-11-04T14:23:00Z',
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    awsRegion: 'eu-central-1',
    sourceIPAddress: 'cloudtrail.amazonaws.com',
    errorCode: 'AccessDenied',
    errorMessage: 'not allowed',
    requestID: 'REQ2',
    eventID: 'c1f0a3a2-5b67-4d3b-9f6e-000000000002',
    resources: [{ ARN: 'arn:aws:kms:eu-central-1:123456789012:key/k', type: 'AWS::KMS::Key' }],
    eventType: 'AwsApiCall',
    recipientAccountId: '123456789012',
  },
];

const kubernetes = ['RequestReceived', 'ResponseComplete'].map((stage) => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID: 'a7b0c1d2-0000-4000-8000-000000000001',
  stage,
  requestURI: '/api/v1/namespaces/claims/secrets/db',
  verb: 'get',
  user: { username: 'system:serviceaccount:claims:reviewer', groups: ['system:authenticated'] },
  sourceIPs: ['10.0.0.7', '10.0.0.1'],
  objectRef: { resource: 'secrets', namespace: 'claims', name: 'db', apiVersion: 'v1' },
  ...(stage === 'ResponseComplete'
    ? { responseStatus: { metadata: {}, code: 403, message: 'forbidden' } }
    : {}),
  requestReceivedTimestamp: '2025-11-04T14:22:31.847123Z',
  stageTimestamp: '2025-11-04T14:22:31.901000Z',
  annotations: { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': '' },
}));

const cadf = [
  {
    typeURI: 'http://schemas.dmtf.org/cloud/audit/1.0/event',
    id: 'openstack:a80dc5ee-be83-48ad-ad5e-6577f2217637',
    eventTime: '2014-01-17T23:23:38.154152+0000',
    eventType: 'activity',
    action: 'read',
    outcome: 'success',
    initiator: {
      id: 'openstack:u1',
      name: 'admin',
      host: { address: '9.26.26.250', agent: 'curl' },
      project_id: 'p1',
    },
    target: { typeURI: 'service/compute', id: 'openstack:t1' },
    observer: { id: 'target' },
    reason: { reasonCode: '200', reasonType: 'HTTP' },
  },
];

describe('a trail of a known shape', () => {
  it('of CloudTrail is mapped at first try', () => {
    const { mapping, proposed, sound, rows, evidence } = chosen(cloudTrail);
    expect([mapping.name, proposed, sound]).toEqual(['cloudtrail', true, true]);
    expect(rows).toEqual([
      {
        entry_id: 'c1f0a3a2-5b67-4d3b-9f6e-000000000001',
        request_id: 'REQ1',
        time: '2025-11-04T14:22:31Z',
        event_type: 'AwsApiCall',
        product: 's3.amazonaws.com',
        action: 'GetObject',
        actor: 'arn:aws:iam::123456789012:user/mara',
        actor_name: 'mara',
        ip: '203.0.113.9',
        resource: 'claims',
        tenant: '123456789012',
      },
      {
        entry_id: 'c1f0a3a2-5b67-4d3b-9f6e-000000000002',
        request_id: 'REQ2',
        time: '2025-11-04T14:23:00Z',
        event_type: 'AwsApiCall',
        product: 'kms.amazonaws.com',
        action: 'Decrypt',
        status: 'AccessDenied',
        actor: 'cloudtrail.amazonaws.com',
        ip: 'cloudtrail.amazonaws.com',
        resource: 'arn:aws:kms:eu-central-1:123456789012:key/k',
        tenant: '123456789012',
        note: 'not allowed',
      },
    ]);
    expect(evidence).toContainEqual(
      '2 of the first 2 records carry eventID, eventName, eventSource as cloudtrail writes them',
    );
    expect(evidence.join('\n')).toContain('time from eventTime');
  });

  it('of Kubernetes is mapped at first try, the stages of a request apart', () => {
    const { mapping, sound, rows } = chosen(kubernetes);
    expect([mapping.name, sound]).toEqual(['kubernetes-audit', true]);
    expect(rows[1]).toEqual({
      entry_id: 'a7b0c1d2-0000-4000-8000-000000000001/ResponseComplete',
      request_id: 'a7b0c1d2-0000-4000-8000-000000000001',
      time: '2025-11-04T14:22:31.847123Z',
      logged_at: '2025-11-04T14:22:31.901000Z',
      event_type: 'ResponseComplete',
      verdict: 'forbid',
      action: 'get',
      status: '403',
      severity: 'Metadata',
      actor: 'system:serviceaccount:claims:reviewer',
      ip: '10.0.0.7',
      resource: 'claims/secrets/db',
      tenant: 'claims',
      note: 'forbidden',
    });
    expect(rows[0]?.['entry_id']).not.toBe(rows[1]?.['entry_id']);
  });

  it('of CADF is mapped at first try', () => {
    const { mapping, sound, rows } = chosen(cadf);
    expect([mapping.name, sound]).toEqual(['cadf', true]);
    expect(rows).toEqual([
      {
        entry_id: 'openstack:a80dc5ee-be83-48ad-ad5e-6577f2217637',
        time: '2014-01-17T23:23:38.154152+0000',
        event_type: 'activity',
        action: 'read',
        status: 'success',
        actor: 'openstack:u1',
        actor_name: 'admin',
        ip: '9.26.26.250',
        resource: 'service/compute/openstack:t1',
        tenant: 'p1',
        note: 'HTTP',
      },
    ]);
  });
});

describe('a home-made trail', () => {
  it('is mapped by its names and values', () => {
    const { mapping, proposed, sound, rows } = chosen(
      [1, 2, 3].map((n) => ({
        '@timestamp': `2025-11-04T14:22:3${n}.5+01:00`,
        eventId: `e-${n}`,
        user: { id: `u${n}`, email: `u${n}@example.org`, roles: ['reviewer'] },
        operation: 'classify',
        model: 'vision-3',
        decision: n === 2 ? 'fake' : 'real',
        probability: 0.5 + n / 10,
        remoteAddr: `203.0.113.${n}`,
        claimId: 'C-9',
        file: { imageId: `img${n}` },
        took_ms: 17,
        message: 'done',
      })),
    );
    expect([mapping.name, proposed, sound]).toEqual(['proposed', true, true]);
    expect(rows[1]).toEqual({
      entry_id: 'e-2',
      time: '2025-11-04T14:22:32.5+01:00',
      model_version: 'vision-3',
      verdict: 'fake',
      confidence: 0.7,
      action: 'classify',
      case_id: 'C-9',
      image_id: 'img2',
      actor: 'u2',
      actor_name: 'u2@example.org',
      ip: '203.0.113.2',
      note: 'done',
    });
  });

  it('takes for a confidence or a score only what is in its range in every record', () => {
    const columnsWith = (name: string, values: readonly number[]) =>
      Object.keys(
        chosen(values.map((value, n) => ({ at: `2025-11-04T14:22:3${n}Z`, user: 'mara', [name]: value })))
          .mapping.columns,
      );
    const isTaken = (column: string, values: readonly number[]) =>
      columnsWith(column, values).includes(column);
    expect(isTaken('confidence', [0, 0.5, 1])).toBe(true);
    expect(isTaken('confidence', [0.2, 1.01, 0.4])).toBe(false);
    expect(isTaken('confidence', [0.2, -0.01, 0.4])).toBe(false);
    expect(isTaken('risk_score', [0, 50, 100])).toBe(true);
    expect(isTaken('risk_score', [20, 101, 40])).toBe(false);
    expect(isTaken('risk_score', [20, -1, 40])).toBe(false);
  });

  it('in a table is too, whatever its headings are called', () => {
    const header = ['Date/Time', 'User Name', 'IP', 'Event ID', 'Action', 'Reason'];
    const layout: Layout = { form: 'table', encoding: 'utf-8', delimiter: ',', header };
    const row = ['2025-11-04 14:22', 'mara', '203.0.113.9', '17', 'login', 'ok, "fine"'];
    const { sound, rows, evidence } = chosen(
      [Object.fromEntries(header.map((name, i) => [name, row[i]]))],
      layout,
    );
    expect(sound).toBe(true);
    expect(rows).toEqual([
      {
        entry_id: '17',
        time: '2025-11-04 14:22',
        action: 'login',
        actor_name: 'mara',
        ip: '203.0.113.9',
        note: 'ok, "fine"',
      },
    ]);
    expect(evidence.join('\n')).toContain('1 of the 1 records have a time there');
  });

  it('of epoch times is too, where the name says time', () => {
    const { rows, sound } = chosen(
      [1, 2].map((n) => ({ ts: 1_762_266_151_847 + n, id: n, action: 'x', number: 1_762_266_151 })),
    );
    expect(sound).toBe(true);
    expect(rows[0]).toEqual({ time: '1762266151848', entry_id: '1', action: 'x' });
  });

  it('finds a time whatever it is called, where nothing else stands there', () => {
    const { mapping } = chosen([{ zeitpunkt: '2025-11-04T14:22:31Z', wer: 'mara', action: 'a' }]);
    expect(mapping.columns.time).toBe('zeitpunkt');
  });

  it('does not take what only has the name', () => {
    const { mapping, sound } = chosen([
      { time: 'soon', ip: 'unknown', confidence: 'high', risk_score: 5000, id: { a: 1 }, action: 'x' },
    ]);
    expect(Object.keys(mapping.columns)).toEqual(['action']);
    expect(sound).toBe(false);
  });

  it('without anybody or anything that acts is not imported by itself', () => {
    expect(chosen([{ time: '2025-11-04T14:22:31Z', temperature: 21.5 }]).sound).toBe(false);
  });

  it('with a time in less than half of its records is not either', () => {
    const at = (time: string | null) => ({ time, action: 'x' });
    expect(chosen([at('2025-11-04T14:22:31Z'), at('2025-11-04T14:22:31Z'), at(null), at(null)]).sound).toBe(
      true,
    );
    expect(chosen([at('2025-11-04T14:22:31Z'), at(null), at(null)]).sound).toBe(false);
  });

  it('that is hostile is mapped in bounded time, to what is a mapping', () => {
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`n${n}`, n]));
    const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as object;
    const odd = { ['time\0"\\.+\'']: '2025-11-04T14:22:31Z', ['x'.repeat(5000)]: 1, action: '\ud800\u202e' };
    const own = JSON.parse('{"__proto__":{"time":"2025-11-04T14:22:31Z"},"constructor":"x"}') as object;
    const { mapping } = chosen([wide, deep, odd, own]);
    expect(mapping.name).toBe('proposed');
  });
});

describe('a trail without a record', () => {
  const table = (...header: string[]): Layout => ({
    form: 'table',
    encoding: 'utf-8',
    delimiter: ',',
    header,
  });

  it('is known by its heading, where it is a table of a known system', () => {
    const { mapping, sound } = chosen([], table('id', 'tier', 'risk_score', 'created_at'));
    expect([mapping.name, sound]).toEqual(['indigiarmor', true]);
  });

  it('is of no known system otherwise: an empty list is taken, a table that nobody knows is not', () => {
    const list: Layout = { form: 'json', encoding: 'utf-8', array: true, records: [] };
    expect(chosen([], list)).toMatchObject({ mapping: { name: 'unknown' }, sound: true });
    expect(chosen([], table('a', 'b'))).toMatchObject({ mapping: { name: 'unknown' }, sound: false });
  });
});

describe('what the user says', () => {
  const klyra = entriesOf('klyra');

  it('of the system counts, and what the records look like is told', () => {
    const { mapping, proposed, evidence } = chosen(klyra, lines, { system: 'verbitas' });
    expect([mapping.name, proposed]).toEqual(['verbitas', false]);
    expect(evidence).toEqual([
      'the system was named: verbitas',
      '3 of the first 3 records look like those of klyra',
    ]);
  });

  it('as a mapping counts before all', () => {
    const own = { name: 'own', columns: { actor: 'actor.name' } };
    const { rows, evidence } = chosen(klyra, lines, { mapping: own, system: 'verbitas' });
    expect(rows[0]).toEqual({ actor: 'Claims portal' });
    expect(evidence[0]).toBe('a mapping was given: own');
  });

  it('of a system that nobody knows is refused', () => {
    expect(() => chosen(klyra, lines, { system: 'nobody' })).toThrow('no system is named "nobody"');
  });
});
