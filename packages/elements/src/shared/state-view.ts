import { html, nothing, type TemplateResult } from 'lit';
import type { EhrErrorCode, FhirErrorCode, Notice, Progress, TopicState } from '@ehr-widgets/sdk';
import { icon, type IconName } from './icons.ts';
import type { Reader } from './reader.ts';
import { stateStrings, type TopicNoun } from './state.strings.ts';

/** What is told about a topic besides its content. */
export interface Told {
  readonly reader: Reader;
  readonly noun: TopicNoun;
}

/** One notice in words. Two with the same `key` say the same of different topics. */
export interface NoticeWords {
  readonly key: string;
  readonly shape: IconName;
  readonly title: string;
  readonly text: string;
  /** What of the text holds when several topics say the same. */
  readonly sharedText: string;
  readonly retry: boolean;
}

/**
 * Draws what stands in place of content: waiting, reading (with how far it has come), not permitted, not supported,
 * failed. Nothing for states that have content to draw.
 */
export function stateMessage(
  state: TopicState<unknown>,
  told: Told,
  retry: () => void,
): TemplateResult | typeof nothing {
  const words = stateStrings.for(told.reader);
  const { noun } = told;
  switch (state.kind) {
    case 'waiting':
      return state.for === 'patient'
        ? message('person', words.waitingPatient, words.waitingPatientNext)
        : message('lock', words.waitingSession(noun), words.waitingSessionNext);
    case 'loading':
      return loading(state.progress, told);
    case 'denied':
      return message('lock', words.denied(noun), words.deniedNext(noun, state.scopes.join(' ')));
    case 'unsupported': {
      const sources = told.reader.list(state.sources);
      return message(
        'ban',
        words.unsupported(noun, sources),
        words.unsupportedNext(noun, sources, state.types.join(', ')),
      );
    }
    case 'failed':
      return message(
        'warning',
        words.failed(noun),
        words.failedNext(reasonOf(state.error.code), state.error.status),
        html`<button class="btn small" type="button" @click=${retry}>${words.tryAgain}</button>`,
      );
    case 'ready':
    case 'stale':
      return nothing;
  }
}

/** A message in the one anatomy of all states: shape, what is so, why and what to do, at most two actions. */
export function message(
  shape: IconName,
  title: string,
  text: string,
  actions: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="msg" part="message">
    ${icon(shape)}
    <div>
      <p class="t">${title}</p>
      ${text ? html`<p>${text}</p>` : nothing}
      ${actions === nothing ? nothing : html`<div class="acts">${actions}</div>`}
    </div>
  </div>`;
}

/** A notice above content. */
export function drawNotice(notice: NoticeWords, retry: () => void, retryWord: string): TemplateResult {
  return html`<div class="note caution" part="notice">
    ${icon(notice.shape)}
    <div>
      <p class="t">${notice.title}</p>
      ${notice.text ? html`<p>${notice.text}</p>` : nothing}
      ${
        notice.retry
          ? html`<div class="acts"><button class="btn small" type="button" @click=${retry}>${retryWord}</button></div>`
          : nothing
      }
    </div>
  </div>`;
}

/** What must be known about content that is shown: what is missing first, then how old it is, then the rest. */
export function noticesOf(state: TopicState<unknown>, told: Told): NoticeWords[] {
  if (state.kind !== 'ready' && state.kind !== 'stale') return [];
  const order: readonly Notice['kind'][] = [
    'source-absent',
    'part-failed',
    'cut-off',
    'may-be-incomplete',
    'others-left-out',
    'withheld',
    'part-denied',
    'part-unsupported',
    'server-message',
  ];
  const sorted = [...state.notices].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  const said = sorted.map((notice) => noticeWords(notice, told));
  if (state.kind === 'stale') {
    const words = stateStrings.for(told.reader);
    const asOf = told.reader.moment(state.asOf);
    const text = words.staleNext(reasonOf(state.error.code), state.error.status);
    said.unshift({
      sharedText: text,
      key: `stale ${state.error.code} ${asOf}`,
      shape: 'clock',
      title: words.stale(asOf),
      text,
      retry: true,
    });
  }
  return [...new Map(said.map((notice) => [notice.key, notice])).values()];
}

function noticeWords(notice: Notice, { reader, noun }: Told): NoticeWords {
  const words = stateStrings.for(reader);
  const { kind, sourceName, error } = notice;
  const as = (shape: IconName, title: string, text = '', retry = false): NoticeWords => ({
    key: [kind, sourceName, title].join(' '),
    shape,
    title,
    text,
    sharedText: ABOUT_ANY_TOPIC.includes(kind) ? text : '',
    retry,
  });
  switch (kind) {
    case 'source-absent':
      return as('lock', words.sourceAbsent(sourceName), words.sourceAbsentNext(noun, sourceName));
    case 'part-failed':
      return as('unplugged', words.partFailed(sourceName, error?.status), words.partFailedNext(noun, sourceName), true);
    case 'cut-off': {
      const total = notice.total === undefined ? undefined : reader.count(notice.total);
      return as('warning', words.cutOff(noun, reader.count(notice.shown ?? 0), total), words.cutOffNext(total), true);
    }
    case 'may-be-incomplete':
      return as('warning', words.incomplete(sourceName), notice.text);
    case 'others-left-out':
      return as('warning', words.othersLeftOut(sourceName), words.othersLeftOutNext);
    case 'withheld':
      return as('lock', words.withheld(sourceName), words.withheldNext);
    case 'part-denied':
      return as('lock', words.partDenied(noun), words.partDeniedNext((notice.scopes ?? []).join(' ')));
    case 'part-unsupported':
      return as('ban', words.partUnsupported(noun, sourceName));
    case 'server-message':
      return as('info', words.serverSays(sourceName), notice.text);
  }
}

/** Their text names no topic. */
const ABOUT_ANY_TOPIC: readonly Notice['kind'][] = [
  'may-be-incomplete',
  'others-left-out',
  'withheld',
  'server-message',
];

/** A skeleton in the shape of lines, shown after 200 ms, with counts as soon as the server gives them. */
function loading({ read, total, estimated }: Progress, { reader, noun }: Told): TemplateResult {
  const words = stateStrings.for(reader);
  const count = total === undefined ? undefined : reader.count(total);
  const of = count && estimated ? words.about(count) : count;
  const label = words.loading(noun, reader.count(read), of);
  return html`<div class="loading" part="loading">
    ${read > 0 ? html`<p class="num">${label}</p>` : nothing}
    ${read > 0 && total ? html`<progress aria-label=${label} max=${total} .value=${Math.min(read, total)}></progress>` : nothing}
    ${bars}
  </div>`;
}

const bars = html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`;

/** The skeleton alone, while it is not known yet what is read. */
export function skeleton(): TemplateResult {
  return html`<div class="loading" part="loading">${bars}</div>`;
}

/** Sign-in errors can end a request too; they read as the request's own. */
export function reasonOf(code: EhrErrorCode): FhirErrorCode {
  switch (code) {
    case 'offline':
    case 'unreachable':
    case 'timeout':
    case 'unauthorized':
    case 'forbidden':
    case 'not-found':
    case 'gone':
    case 'not-supported':
    case 'rejected':
    case 'conflict':
    case 'throttled':
    case 'server-error':
    case 'bad-response':
    case 'outcome-unknown':
      return code;
    case 'token-request-failed':
      return 'unreachable';
    default:
      return 'unauthorized';
  }
}
