/** The person that `test/e2e/smart` signs in as at a sandbox. Another server's person is a module with the same names. */
import type { Page } from 'playwright-core';
import { visitSignIn as visit } from './sandbox-visitor.ts';

/** Goes through the server's pages, from the log-in to "Allow". */
export const visitSignIn = (page: Page): Promise<void> => visit(page, { as: 'margaret' });

/** Goes through them to "Do not allow". */
export const refuseSignIn = (page: Page): Promise<void> => visit(page, { as: 'margaret', refuse: true });
