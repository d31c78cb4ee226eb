const said = new Set<string>();

/**
 * Tells the page's developer about a mistake, once. An element never throws into the page: it warns and renders a safe
 * state. The message says what to do, and never holds PHI.
 */
export function warnOnce(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`EHR Widgets: ${message}`);
}
