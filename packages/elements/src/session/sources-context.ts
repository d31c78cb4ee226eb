import { createContext } from '@lit/context';
import type { SessionConfiguration } from './configuration.ts';
import type { Place } from './place.ts';

/** What a session offers to the sources inside it. Another one whenever the defaults change. */
export interface SourceGatherer {
  readonly session: Element;
  /** What holds for the whole page, and for a source that says nothing else. */
  readonly defaults: Pick<SessionConfiguration, 'redirectUri' | 'keep' | 'idleMinutes' | 'warnMinutes'>;
  /** Also tells that the element has moved. */
  join(place: Place, element: Element): void;
  leave(place: Place): void;
}

/** The session around a source. The key is the same in every copy of the library. */
export const sourcesContext = createContext<SourceGatherer | undefined>(Symbol.for('ehr-widgets/sources'));
