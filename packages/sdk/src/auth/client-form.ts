/**
 * Forms to the authorization server that say which client sends them (RFC 6749 §2.3). A page in a browser can keep no
 * secret, so it only names itself; how a server proves who it is stands in client-authentication.ts.
 * @module
 */

/**
 * Writes a request to the authorization server.
 * @param parameters What is asked, without anything about the client.
 * @param tokenEndpoint The address that a signed proof is made out to, also when the request goes to another endpoint.
 */
export type ClientForm = (
  parameters: Readonly<Record<string, string>>,
  tokenEndpoint: string,
) => RequestInit | Promise<RequestInit>;

/** A client without a secret: it sends its id (RFC 6749 §3.2.1). */
export function publicClient(clientId: string): ClientForm {
  return (parameters) => formRequest({ ...parameters, client_id: clientId });
}

/** A form, sent by POST, that is answered with JSON. */
export function formRequest(
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
    body: new URLSearchParams(parameters).toString(),
  };
}
