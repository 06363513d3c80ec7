import type { System } from './system.ts';

/** AWS CloudTrail's records: docs.aws.amazon.com/awscloudtrail, "CloudTrail record contents". */
export const cloudtrail: System = {
  marks: {
    all: ['eventID', 'eventName', 'eventSource'],
    any: ['awsRegion', 'eventVersion', 'eventTime', 'userIdentity', 'sourceIPAddress', 'recipientAccountId'],
    none: [],
  },
  mapping: {
    name: 'cloudtrail',
    columns: {
      entry_id: 'eventID',
      request_id: 'requestID',
      time: 'eventTime',
      event_type: 'eventType',
      product: 'eventSource',
      action: 'eventName',
      status: 'errorCode',
      actor: ['userIdentity.arn', 'userIdentity.principalId', 'userIdentity.invokedBy'],
      actor_name: ['userIdentity.userName', 'userIdentity.sessionContext.sessionIssuer.userName'],
      ip: 'sourceIPAddress',
      resource: ['resources.0.ARN', 'requestParameters.bucketName', 'requestParameters.instanceId'],
      tenant: ['recipientAccountId', 'userIdentity.accountId'],
      note: 'errorMessage',
    },
  },
};
