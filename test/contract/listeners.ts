/** Counts what is left listening on the page's own objects. */
const targets: readonly EventTarget[] = [window, document, document.documentElement];

/** From now on, every listener added to the page and not removed. `stop` puts the page back as it was. */
export function watchListeners(): { left: () => string[]; stop: () => void } {
  const held = new Map<string, string>();
  const ids = new Map<unknown, number>();
  const key = (type: string, listener: unknown): string => {
    if (!ids.has(listener)) ids.set(listener, ids.size);
    return `${type} ${ids.get(listener)}`;
  };
  for (const target of targets) {
    target.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
      held.set(key(type, listener), type);
      EventTarget.prototype.addEventListener.call(target, type, listener, options);
    };
    target.removeEventListener = (type: string, listener: EventListener, options?: EventListenerOptions) => {
      held.delete(key(type, listener));
      EventTarget.prototype.removeEventListener.call(target, type, listener, options);
    };
  }
  const stop = (): void => {
    for (const target of targets) {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    }
  };
  return { left: () => [...held.values()], stop };
}
