/**
 * What a medicine's documents say together, in one code for one sentence. The table is data, and docs/medication-status.md
 * has the same rows in words.
 * @module
 */

/** One sentence each, with what to do next. */
export type MedicineStatus =
  /** Ordered, and in force. Whether refills are left is not known. */
  | 'active'
  | 'active-refills-left'
  | 'active-no-refills'
  /** Ordered, and this source, which tells of supplies, tells of none. */
  | 'not-filled'
  /** At the pharmacy. */
  | 'being-prepared'
  | 'ready-to-collect'
  | 'supply-on-hold'
  | 'supply-declined'
  | 'supply-cancelled'
  /** In force by its status, and its last supply has run out by its days. Worked out. */
  | 'supply-over'
  /** In force by its status, and the time in which it could be used is over. Worked out. */
  | 'expired'
  /** In force by its status, and the last day of its directions is over. Worked out. */
  | 'course-over'
  | 'on-hold'
  | 'stopped'
  | 'cancelled'
  | 'completed'
  | 'draft'
  /** A proposal or an option: not an order. */
  | 'proposed'
  /** A renewal was asked for and is not answered. */
  | 'renewal-asked'
  /** A plan: not an order, and in force. */
  | 'planned'
  /** Reported, and not known to be ordered. */
  | 'reported-taking'
  | 'reported-on-hold'
  | 'reported-intended'
  | 'reported-stopped'
  | 'reported-completed'
  | 'reported-not-taking'
  /** Ordered and in force, and reported as not taken. */
  | 'not-taken-as-ordered'
  /** Sources, or documents, say that it is taken and that it is not. */
  | 'disagreement'
  /** Handed out, and nothing else is known. */
  | 'supplied'
  /** Given by staff, and nothing else is known. */
  | 'being-given'
  | 'given'
  | 'not-given'
  | 'do-not-give'
  | 'unknown';
