import type { ReportSection } from '../../../shared/domain/guided-report.ts';
import {
  byAction,
  byActor,
  byClaim,
  byEvent,
  byImage,
  byModel,
  byProduct,
  bySeverity,
  byVerdict,
} from '../breakdowns.ts';
import { any } from '../conditions.ts';
import type { Figures } from '../figures.ts';
import type { Part } from '../looked-at.ts';
import type { Spans } from '../spans.ts';
import {
  administration,
  againstOrigin,
  againstProvenance,
  decision,
  flagged,
  riskScore,
  riskVerdict,
  severe,
  signal,
} from '../words.ts';
import { escalations } from './escalations.ts';
import { oversight } from './oversight.ts';

/** Which risks entries speak of, and what they say was done about them. */
export function dsa3435(figures: Figures, spans: Spans): ReportSection[] {
  const { at } = figures;
  const signals = at.part(signal);
  const raised = at.part(flagged);
  return [
    risks(figures, signals, spans),
    flags(figures, raised, spans),
    mitigation(figures, signals),
    escalations(figures),
    oversight(figures),
    settings(figures, spans),
    recurrence(figures, at.part(any(signal, flagged))),
  ];
}

/** Risk scores count to 100; nothing says what a score means. */
const bands = [
  ['below 0', 'risk_score:<0'],
  ['0 to below 25', 'risk_score:>=0 risk_score:<25'],
  ['25 to below 50', 'risk_score:>=25 risk_score:<50'],
  ['50 to below 75', 'risk_score:>=50 risk_score:<75'],
  ['75 to 100', 'risk_score:75..100'],
  ['above 100', 'risk_score:>100'],
] as const;

function risks(figures: Figures, signals: Part, spans: Spans): ReportSection {
  const { at } = figures;
  const scored = at.part('risk_score:*');
  return {
    id: 'signals',
    title: 'Signals of risk',
    rule: 'A signal is an entry with a severity of high, severe, critical, urgent, emergency, fatal or alert, a verdict of high, very_high, severe, critical or extreme, a risk score of 75 or more, or a verdict that speaks against the origin of an image or its provenance, in any letter case. Bands of scores are of the number that an entry states, whatever its system means by it.',
    figures: [
      figures.figure('signals.entries', 'Entries with a signal', signals),
      figures.figure('signals.images', 'Images named by entries with a signal', signals, 'images'),
      figures.figure('signals.claims', 'Claims named by entries with a signal', signals, 'claims'),
      figures.figure('signals.severe', 'Signals by severity', at.part(severe)),
      figures.figure('signals.verdict', 'Signals by a verdict of risk', at.part(riskVerdict)),
      figures.figure('signals.score', 'Signals by a risk score of 75 or more', at.part(riskScore)),
      figures.figure('signals.origin', 'Signals by a verdict against origin', at.part(againstOrigin)),
      figures.figure(
        'signals.provenance',
        'Signals by a verdict against provenance',
        at.part(againstProvenance),
      ),
      figures.figure('signals.scored', 'Entries that state a risk score', scored),
    ],
    breakdowns: [
      bySeverity(figures, 'signals.by-severity', 'All entries by severity', at.scope),
      figures.listed(
        { id: 'signals.band', title: 'Risk scores by band', heading: 'Risk score' },
        bands.map(([label, condition]) => [label, at.part(condition)]),
      ),
      byVerdict(figures, 'signals.by-verdict', 'Signals by verdict', signals),
      byProduct(figures, 'signals.product', 'Signals by product', signals),
      byModel(figures, 'signals.model', 'Signals by model version', signals),
      figures.months('signals.month', 'Signals by month', signals, spans),
    ],
    statements:
      signals.set.size > 0
        ? []
        : [
            figures.statement(
              'NO_SIGNAL',
              'No entry states a signal of risk. What no entry states may still have happened.',
            ),
          ],
    lists: [figures.list('signals.list', 'The first entries with a signal', signals)],
  };
}

function flags(figures: Figures, raised: Part, spans: Spans): ReportSection {
  return {
    id: 'flagged',
    title: 'Flagged and escalated',
    rule: 'Entries that are not administrative and whose action, event or status ends in flag, flagged, escalate, escalated, quarantined or held.',
    figures: [
      figures.figure('flagged.entries', 'Entries that say flagged or escalated', raised),
      figures.figure(
        'flagged.images',
        'Images named by entries that say flagged or escalated',
        raised,
        'images',
      ),
      figures.figure(
        'flagged.claims',
        'Claims named by entries that say flagged or escalated',
        raised,
        'claims',
      ),
    ],
    breakdowns: [
      byAction(figures, 'flagged.action', 'Flagged and escalated by action', raised),
      byEvent(figures, 'flagged.event', 'Flagged and escalated by event', raised),
      byProduct(figures, 'flagged.product', 'Flagged and escalated by product', raised),
      figures.months('flagged.month', 'Flagged and escalated by month', raised, spans),
    ],
    statements: [],
    lists: [figures.list('flagged.list', 'The first entries that say flagged or escalated', raised)],
  };
}

function mitigation(figures: Figures, signals: Part): ReportSection {
  const { at } = figures;
  const decided = at.part(decision);
  return {
    id: 'mitigation',
    title: 'What was done',
    rule: 'The action that an entry with a signal itself states; and decisions: entries that are not administrative, whose action, or the end of whose event, is allow, approved, block, blocked, cleared, denied, escalated, overridden, refused, rejected, released or removed.',
    figures: [
      figures.figure(
        'mitigation.acted',
        'Entries with a signal that state an action',
        at.part('action:*', signals),
      ),
      figures.figure(
        'mitigation.unacted',
        'Entries with a signal that state none',
        at.part('-action:*', signals),
      ),
      figures.figure('mitigation.decisions', 'Decisions', decided),
      figures.figure('mitigation.decided-images', 'Images that decisions name', decided, 'images'),
      figures.figure('mitigation.decided-claims', 'Claims that decisions name', decided, 'claims'),
    ],
    breakdowns: [
      byAction(figures, 'mitigation.action', 'Entries with a signal, by action', signals),
      byAction(figures, 'mitigation.decision', 'Decisions by action', decided),
      byEvent(figures, 'mitigation.decision-event', 'Decisions by event', decided),
    ],
    statements: [
      figures.statement(
        'STATED_ONLY',
        'Only what entries state is counted. What was done and is in no entry is not here.',
      ),
    ],
    lists: [
      figures.list(
        'mitigation.unacted-list',
        'The first entries with a signal that state no action',
        at.part('-action:*', signals),
      ),
    ],
  };
}

function settings(figures: Figures, spans: Spans): ReportSection {
  const changed = figures.at.part(administration);
  return {
    id: 'administration',
    title: 'Changes of settings, keys, webhooks and people',
    rule: 'Administrative events as histories tell them, by their event: such as settings.updated, threshold.changed, api_key.revoked, webhook.updated, role.assigned, configuration_change.',
    figures: [
      figures.figure('administration.entries', 'Administrative events', changed),
      figures.figure('administration.actors', 'Actors named by administrative events', changed, 'actors'),
    ],
    breakdowns: [
      byEvent(figures, 'administration.event', 'Administrative events by event', changed),
      byActor(figures, 'administration.actor', 'Administrative events by actor', changed),
      figures.months('administration.month', 'Administrative events by month', changed, spans),
    ],
    statements: [],
    lists: [figures.list('administration.list', 'The first administrative events', changed)],
  };
}

function recurrence(figures: Figures, raised: Part): ReportSection {
  return {
    id: 'recurrence',
    title: 'Where it recurs',
    rule: 'Entries with a signal, and entries that say flagged or escalated, by the image, the claim and the actor that they name.',
    figures: [
      figures.figure('recurrence.entries', 'Entries with a signal, flagged or escalated', raised),
      figures.figure(
        'recurrence.images',
        'Images named by entries with a signal, flagged or escalated',
        raised,
        'images',
      ),
      figures.figure(
        'recurrence.claims',
        'Claims named by entries with a signal, flagged or escalated',
        raised,
        'claims',
      ),
      figures.figure(
        'recurrence.actors',
        'Actors named by entries with a signal, flagged or escalated',
        raised,
        'actors',
      ),
    ],
    breakdowns: [
      byImage(figures, 'recurrence.image', 'Images with the most of them', raised),
      byClaim(figures, 'recurrence.claim', 'Claims with the most of them', raised),
      byActor(figures, 'recurrence.actor', 'Actors with the most of them', raised),
    ],
    statements: [],
    lists: [],
  };
}
