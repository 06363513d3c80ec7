import type { ColumnName } from '../../../shared/domain/columns.ts';

/**
 * What home-made logs call the columns, the surest name first: words in lower case, joined by underscores. Where one name
 * could be several columns it stands under the one that it mostly is.
 */
export const synonyms: Readonly<Record<ColumnName, readonly string[]>> = {
  time: words(
    'timestamp event_time time event_timestamp occurred_at created_at datetime date_time created date ts at when utc',
  ),
  logged_at: words('logged_at ingested_at received_at recorded_at stored_at updated_at stage_timestamp'),
  entry_id: words('entry_id log_id event_id audit_id record_id id uuid guid event_uuid message_id'),
  request_id: words('request_id correlation_id trace_id transaction_id req_id session_id'),
  event_type: words('event_type event_name event type category kind'),
  product: words('product service application app component module system'),
  model_version: words('model_version model model_name model_id'),
  verdict: words('verdict decision classification label prediction result tier'),
  confidence: words('confidence confidence_score probability certainty'),
  risk_score: words('risk_score risk score'),
  action: words('action action_taken action_recorded operation verb method activity command'),
  status: words('status outcome state status_code response_code error_code success'),
  severity: words('severity log_level level priority'),
  case_id: words('case_id claim_id case_number claim_number case claim matter_id incident_id ticket_id'),
  image_id: words('image_id asset_id media_id photo_id file_id image'),
  actor: words(
    'actor actor_id user_id user username principal subject initiator_id submitted_by created_by performed_by operator account api_key_id client_id by who',
  ),
  actor_name: words('actor_name user_name display_name email user_email full_name'),
  ip: words(
    'ip ip_address client_ip source_ip remote_ip remote_addr source_ip_address requesting_ip client_address',
  ),
  resource: words(
    'resource resource_id target target_id object object_id resource_name request_uri uri url path',
  ),
  tenant: words(
    'tenant tenant_id organization organization_id org_id customer_id workspace_id namespace project_id account_id',
  ),
  note: words('note notes comment message msg description reason summary'),
};

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** A name's words in lower case, joined by underscores: `sourceIPAddress` and `Source IP address` alike. */
export function normalized(name: string): string {
  return (
    name
      .slice(0, 200)
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('_') ?? ''
  );
}
