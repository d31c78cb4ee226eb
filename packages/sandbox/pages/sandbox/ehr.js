/**
 * The demo EHR's end of SMART Web Messaging: hears the app in the frame, asks the sandbox what to make of a message,
 * answers, and does it.
 */
const frame = document.querySelector('iframe[name="app"]');
const notice = document.querySelector('#notice');

addEventListener('message', (event) => {
  if (event.source === frame.contentWindow && event.origin === frame.dataset.origin) void react(event);
});

async function react({ data, source, origin }) {
  if (typeof data?.messageId !== 'string' || typeof data.messageType !== 'string') return;
  const response = await fetch('/ehr/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data),
  });
  if (!response.ok) return;
  const { payload, close, notice: text } = await response.json();
  source.postMessage({ messageId: crypto.randomUUID(), responseToMessageId: data.messageId, payload }, origin);
  if (text || close) notice.textContent = text ?? 'The app is closed: it says that it is done.';
  if (close) frame.hidden = true;
}
