/** What a person does on the sandbox's sign-in pages. */
import type { Page } from 'playwright-core';

export interface Visit {
  /** User name to sign in with, by its one-click button. */
  readonly as: string;
  /** Id of the patient to choose, for log-ins that have several. */
  readonly patient?: string;
  /** Scopes to untick on the consent page. */
  readonly untick?: readonly string[];
  /** Presses "Do not allow" instead of "Allow". */
  readonly refuse?: boolean;
}

/** Goes through log-in, patient and consent, as far as each is asked. */
export async function visitSignIn(page: Page, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: `${visit.as} /` }).click();
  if (visit.patient) await page.locator(`button[name="patient"][value="${visit.patient}"]`).click();
  await page.getByRole('heading', { name: 'Allow access?' }).waitFor();
  for (const scope of visit.untick ?? []) await page.locator(`input[value="${scope}"]`).uncheck();
  await page.getByRole('button', { name: visit.refuse ? 'Do not allow' : 'Allow', exact: true }).click();
}
