/**
 * Secure messages between a patient and their care team, as threads (FHIR R4 §8.14 Communication).
 * @module
 */
import type { CodeableConcept, Communication, CommunicationPayload, Reference } from 'fhir/r4.js';
import { hl7Concept } from '../codes/systems.ts';
import { referenceTo, type Chart, type Filed } from './chart.ts';

/** HL7's communication categories in use. */
const categories = {
  message: { text: 'Secure message' },
  instruction: hl7Concept('communication-category', 'instruction', 'Instruction'),
  notification: hl7Concept('communication-category', 'notification', 'Notification'),
  reminder: hl7Concept('communication-category', 'reminder', 'Reminder'),
} as const satisfies Record<string, CodeableConcept>;

/** One message of a thread. */
export interface MessageDetails {
  readonly from: Reference;
  readonly to: readonly Reference[];
  readonly sent: string;
  /** When it was first opened. Absent: not read yet. */
  readonly read?: string;
  readonly text: string;
  readonly attached?: readonly Reference[];
  readonly status?: Communication['status'];
  readonly statusReason?: string;
  readonly language?: string;
  readonly category?: keyof typeof categories;
  readonly priority?: Communication['priority'];
}

export interface ThreadDetails {
  readonly about?: readonly Reference[];
}

/** Files the messages of one thread, oldest first: each answers the one before it, all share the topic. */
export function thread(
  chart: Chart,
  topic: string,
  messages: readonly MessageDetails[],
  { about }: ThreadDetails = {},
): Filed<Communication>[] {
  const filed: Filed<Communication>[] = [];
  const threadNumber = chart.random.digits(8);
  for (const message of messages) {
    const before = filed.at(-1);
    const payload: CommunicationPayload[] = [
      { contentString: message.text },
      ...(message.attached ?? []).map((reference) => ({ contentReference: reference })),
    ];
    filed.push(
      chart.add<Communication>({
        resourceType: 'Communication',
        ...(message.language !== undefined && { language: message.language }),
        identifier: [{ system: `${chart.organisation.recordNumbers}/thread`, value: threadNumber }],
        ...(before && { inResponseTo: [referenceTo(before)] }),
        status: message.status ?? 'completed',
        ...(message.statusReason !== undefined && { statusReason: { text: message.statusReason } }),
        category: [categories[message.category ?? 'message']],
        ...(message.priority && { priority: message.priority }),
        medium: [{ text: 'Patient portal' }],
        subject: chart.patient,
        topic: { text: topic },
        ...(about && { about: [...about] }),
        sent: message.sent,
        ...(message.read !== undefined && { received: message.read }),
        recipient: [...message.to],
        sender: message.from,
        payload,
      }),
    );
  }
  return filed;
}
