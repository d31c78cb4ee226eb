/** Waits until a widget of a story has read everything, so that what happens next happens to a record that is there. */
export async function hasRead(element: Element | null): Promise<void> {
  const isRead = (): boolean =>
    element?.shadowRoot?.querySelector('[part~=line]') !== null &&
    element?.shadowRoot?.querySelector('[aria-busy=true]') === null;
  while (element?.isConnected && !isRead()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
