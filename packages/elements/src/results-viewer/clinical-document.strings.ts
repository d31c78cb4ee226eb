import { Strings } from '../shared/strings.ts';

/** Every word around a clinical document that is not its own. */
export interface ClinicalDocumentWords {
  /** It may be of another person; `facts` is what it says of whom it is about. */
  readonly another: string;
  readonly anotherNext: (facts: string) => string;
  readonly facts: Readonly<
    Record<
      | 'patient'
      | 'born'
      | 'number'
      | 'type'
      | 'date'
      | 'author'
      | 'keeper'
      | 'signed'
      | 'period'
      | 'version'
      | 'confidentiality',
      string
    >
  >;
  readonly noPatient: string;
  readonly sex: Readonly<Record<'male' | 'female' | 'other', string>>;
  readonly untitled: string;
  /** Of the sections. */
  readonly contents: string;
  readonly noSections: string;
  readonly noWords: string;
  /** A section that has nothing but codes. */
  readonly onlyCodes: (entries: string) => string;
  /** Why there is nothing, by its code (HL7 V3 NullFlavor). */
  readonly nothing: Readonly<Record<'NI' | 'UNK' | 'NASK' | 'ASKU' | 'NAV' | 'MSK' | 'NA', string>>;
  readonly nothingElse: (code: string) => string;
  readonly subject: (whom: string) => string;
  /** Around words that are crossed out, or were added, for who hears them. */
  readonly deleted: string;
  readonly deletedEnd: string;
  readonly inserted: string;
  readonly insertedEnd: string;
  readonly note: string;
  readonly picture: string;
  readonly notSent: string;
  readonly attached: string;
  /** Under it: what of it is not shown. */
  readonly shown: string;
  readonly broken: string;
  readonly brokenNext: string;
}

const common = {
  contents: 'Contents',
  untitled: 'Section without a title',
  subject: (whom: string): string => `About ${whom}, not about the patient`,
  sex: { male: 'male', female: 'female', other: 'other sex' },
  deleted: 'Crossed out:',
  deletedEnd: 'end of what is crossed out.',
  inserted: 'Added:',
  insertedEnd: 'end of what was added.',
  note: 'Note:',
  picture: 'Picture',
  notSent: 'It is not in the document.',
};

export const clinicalDocumentStrings = new Strings<ClinicalDocumentWords>('clinicalDocument', {
  patient: {
    ...common,
    another: 'This document may be about someone else',
    anotherNext: (facts) => `It says: ${facts}. Ask your care team before you rely on it.`,
    facts: {
      patient: 'About',
      born: 'Born',
      number: 'Number',
      type: 'Kind',
      date: 'Written',
      author: 'Written by',
      keeper: 'Kept by',
      signed: 'Signed by',
      period: 'Tells of',
      version: 'Version',
      confidentiality: 'Who may see it',
    },
    noPatient: 'It does not say whom',
    noSections: 'This document holds no words.',
    noWords: 'Nothing is written here.',
    onlyCodes: (entries) => `Nothing is written here that people can read. It holds data for computers: ${entries}.`,
    nothing: {
      NI: 'No information',
      UNK: 'Not known',
      NASK: 'Nobody asked',
      ASKU: 'You were asked, and it was not known',
      NAV: 'Not there at the time',
      MSK: 'Held back',
      NA: 'Does not apply',
    },
    nothingElse: (code) => `No information (“${code}”)`,
    attached: 'The document itself is a file in it.',
    shown: 'These are its words. Save it to see it as it was laid out.',
    broken: 'This document is damaged and cannot be shown',
    brokenNext: 'Save it, or ask your care team for it.',
  },
  clinician: {
    ...common,
    another: 'May be another patient’s document',
    anotherNext: (facts) => `It says: ${facts}. Verify identity before use.`,
    facts: {
      patient: 'Patient',
      born: 'Date of birth',
      number: 'Identifier',
      type: 'Type',
      date: 'Date',
      author: 'Author',
      keeper: 'Custodian',
      signed: 'Legally authenticated by',
      period: 'Period',
      version: 'Version',
      confidentiality: 'Confidentiality',
    },
    noPatient: 'None named',
    noSections: 'No sections.',
    noWords: 'No narrative.',
    onlyCodes: (entries) => `No narrative. Coded entries, not shown: ${entries}.`,
    nothing: {
      NI: 'No information',
      UNK: 'Unknown',
      NASK: 'Not asked',
      ASKU: 'Asked, not known',
      NAV: 'Temporarily unavailable',
      MSK: 'Withheld',
      NA: 'Not applicable',
    },
    nothingElse: (code) => `No information (“${code}”)`,
    attached: 'Unstructured: its content is the embedded file.',
    shown: 'Narrative as sent; coded entries are not shown. Save it to see it by its own stylesheet.',
    broken: 'Not well-formed XML, or with a document type: not shown',
    brokenNext: 'Nothing of it was read. Save it to look at it.',
  },
});
