/**
 * Sending the person's browser somewhere by POST (SMART App Launch 2.2, capability `authorize-post`). Only a form can:
 * what a script fetches is not shown.
 * @module
 */

/**
 * Posts `fields` from this document, so that its Content-Security-Policy has to allow the address in `form-action`.
 * @param target The name of the window that shows the answer, or `_self`.
 */
export function submitForm(url: string, fields: URLSearchParams, target: string): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  form.target = target;
  // Or else the host page's own encoding decides, which may not know all characters.
  form.acceptCharset = 'utf-8';
  form.hidden = true;
  for (const [name, value] of fields) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  // Not form.submit(): a field of that name would stand in its place.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}
