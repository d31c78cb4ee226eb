/** Views of resources that several sources sent. */
import type { FhirResource } from 'fhir/r4.js';
import type { Line, Topic } from '../../packages/sdk/src/topics/topic.ts';

/** The view of what sources A, B, C, … sent, each in a list of its own. */
export function viewOf<View>(topic: Topic<View>, ...sent: (readonly object[])[]): View {
  const from = (resources: readonly object[], place: number) => {
    const source = 'ABC'.charAt(place);
    return resources.map((resource) => ({
      resource: resource as FhirResource,
      origin: { source, sourceName: source },
    }));
  };
  return topic.view({
    matches: sent.flatMap(from),
    resolve: () => undefined,
    now: new Date('2026-06-01T12:00:00Z'),
  });
}

export const keys = (lines: readonly Line[]): string[] => lines.map(({ key }) => key);
