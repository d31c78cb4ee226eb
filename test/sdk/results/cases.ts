/**
 * Results and what is to be made of them, written by hand and read against HL7's definitions; none of it was made from what
 * the library says. The patient is a man born on 1 May 1960, and the day is 2 March 2026.
 *
 * A row is `value | ranges | interpretations | status → level by whom | interval : why`.
 * - value: `<0.5 g/L`, `1:80`, `2..4 /HPF`, `"cloudy"`, `#Positive` (coded), `yes`, `5` (integer), `@2026-03-01`, `~3` (samples),
 *   `?not-performed` (absent), or nothing at all
 * - ranges: `3.5..5.3`, `..5`, `60..`, `"below 5"`, with words before them: a type (`therapeutic`, `critical`, `critical high`), a sex
 *   (`male`), an age (`18+`, `<18`), a group (`pregnant`), a unit of its own (`mg/dL 70..99`); several by `;`
 * - interpretations: codes of v3-ObservationInterpretation; `local:7`; `"words"`; several by a space
 * - interval: `[5,5]`, `(-,0.5)`: a round bracket is an end that does not belong to it; empty for what is no single number
 */

/** Where a rule is said: [1] to [9] of the list. */
export const SOURCES: Readonly<Record<string, string>> = {
  // terminology.hl7.org, CodeSystem v3-ObservationInterpretation 3.0.0
  H: 'H: above the upper limit of the reference range, as defined for the test procedure',
  L: 'L: below the lower limit of the reference range, as defined for the test procedure',
  N: 'N: within the reference range or expected norm',
  A: 'A: outside the reference range or expected norm; typically not numeric',
  HH: 'HH: above a level at which immediate action should be considered; is an H, an HU and an AA',
  LL: 'LL: below a level at which immediate action should be considered; is an L, an LU and an AA',
  AA: 'AA: outside at a level at which immediate action should be considered; is an A',
  HU: 'HU: significantly higher, but has not reached the critically high value; is an H. H> is its older code',
  LU: 'LU: significantly lower, but has not reached the critically low value; is an L. L< is its older code',
  EX: 'EX, HX, LX: outside, above, below a threshold of a protocol',
  DETECTION: 'POS, DET, NEG, ND, IND, E: presence, absence, or neither; mutually exclusive with no normality',
  REACTIVITY: 'RR, WR, NR: presence and level of reactivity',
  SUSCEPTIBILITY: 'S, I, R, SDD, NS, SYN-S, SYN-R, NCL, IE, MS, VS: of a germ to a drug',
  CHANGE: 'B, W, U, D: against the previous result, and no word of the reference range',
  SCALE: '<, >: the procedure or equipment is the limiting factor; no word of the reference range',
  INVALID: 'AC, TOX, QCF: a valid result cannot be obtained',
  EXPECTATION: 'EXP, UNE: in the light of known contraindicators',
  CARRIER: 'CAR, Carrier: of an altered gene',
  V2: 'HM, OBX: kept to align with v2 table 0078; no interpretation by themselves',
  // hl7.org/fhir/R4
  RANGE: 'Observation.referenceRange: low and high are inclusive',
  ONE_SIDED: 'referenceRange.low/high: if it is absent there is no bound on that side',
  RANGE_TEXT: 'referenceRange.text: text based, which cannot be expressed as low and high',
  RANGE_TYPE: 'referenceRange.type: what part of the population or what purpose; normal when absent',
  RANGE_FOR: 'referenceRange.appliesTo, age: the target population; several are of different ones',
  UNIT: 'Quantity: compared only in one unit; code and system where they are there',
  COMPARATOR: 'QuantityComparator: how the value should be understood; the actual value is elsewhere',
  CODING: 'CodeableConcept: codings are tellings of one concept; a local code means what its system says',
  ABSENT: 'Observation.dataAbsentReason: why there is no value, which is no value of 0',
  STATUS: 'ObservationStatus says how far the result is, and nothing of what it means',
  VALUE: 'Observation.value[x]: only quantities and integers lie in a range of quantities',
};

const ROWS = `
# Within, at the ends of, and outside a range
4.2 mmol/L | 3.5..5.3 | | final → normal range | [4.2,4.2] : RANGE
3.5 mmol/L | 3.5..5.3 | | final → normal range | [3.5,3.5] : RANGE
5.3 mmol/L | 3.5..5.3 | | final → normal range | [5.3,5.3] : RANGE
5.30 mmol/L | 3.5..5.3 | | final → normal range | [5.3,5.3] : RANGE
5.31 mmol/L | 3.5..5.3 | | final → high range | [5.31,5.31] : RANGE
3.49 mmol/L | 3.5..5.3 | | final → low range | [3.49,3.49] : RANGE
12 mmol/L | 3.5..5.3 | | final → high range | [12,12] : RANGE
0 mmol/L | 3.5..5.3 | | final → low range | [0,0] : RANGE
-2.5 mmol/L | -2..2 | | final → low range | [-2.5,-2.5] : RANGE
-2 mmol/L | -2..2 | | final → normal range | [-2,-2] : RANGE
0 mmol/L | 0..5 | | final → normal range | [0,0] : RANGE
5.1 mmol/L | 0..5 | | final → high range | [5.1,5.1] : RANGE
4 mmol/L | ..5 | | final → normal range | [4,4] : ONE_SIDED
5 mmol/L | ..5 | | final → normal range | [5,5] : ONE_SIDED
6 mmol/L | ..5 | | final → high range | [6,6] : ONE_SIDED
90 mL/min | 60.. | | final → normal range | [90,90] : ONE_SIDED
60 mL/min | 60.. | | final → normal range | [60,60] : ONE_SIDED
38 mL/min | 60.. | | final → low range | [38,38] : ONE_SIDED
5 | 3..7 | | final → normal range | [5,5] : VALUE
9 | 3..7 | | final → high range | [9,9] : VALUE
2 | 3..7 | | final → low range | [2,2] : VALUE
4.2 mmol/L | | | final → none | [4.2,4.2] : RANGE
4.2 mmol/L | "3.5 to 5.3" | | final → none | [4.2,4.2] : RANGE_TEXT
12 mmol/L | "below 5" | | final → none | [12,12] : RANGE_TEXT
12 mmol/L | "below 5"; 3.5..5.3 | | final → high range | [12,12] : RANGE_TEXT

# Bounds: judged only where all that they may stand for is judged alike
<0.5 mmol/L | 0..5 | | final → normal range | (-,0.5) : COMPARATOR
<0.5 mmol/L | ..5 | | final → normal range | (-,0.5) : COMPARATOR
<0.5 mmol/L | 1..5 | | final → low range | (-,0.5) : COMPARATOR
<1 mmol/L | 1..5 | | final → low range | (-,1) : COMPARATOR
<=1 mmol/L | 1..5 | | final → none | (-,1] : COMPARATOR
<3 mmol/L | 1..5 | | final → none | (-,3) : COMPARATOR
<7 mmol/L | 1..5 | | final → none | (-,7) : COMPARATOR
<7 mmol/L | ..5 | | final → none | (-,7) : COMPARATOR
<60 mL/min | 60.. | | final → low range | (-,60) : COMPARATOR
<=60 mL/min | 60.. | | final → none | (-,60] : COMPARATOR
>100 mmol/L | 1..5 | | final → high range | (100,-) : COMPARATOR
>5 mmol/L | 1..5 | | final → high range | (5,-) : COMPARATOR
>=5 mmol/L | 1..5 | | final → none | [5,-) : COMPARATOR
>=5.1 mmol/L | 1..5 | | final → high range | [5.1,-) : COMPARATOR
>2 mmol/L | 1..5 | | final → none | (2,-) : COMPARATOR
>60 mL/min | 60.. | | final → normal range | (60,-) : COMPARATOR
>=60 mL/min | 60.. | | final → normal range | [60,-) : COMPARATOR
>50 mL/min | 60.. | | final → none | (50,-) : COMPARATOR
<0.5 mmol/L | 0..5 | H | final → high sender | (-,0.5) : H
>100 mmol/L | 1..5 | HH | final → critical-high sender | (100,-) : HH

# What the sender says, and that it stands against the range
6.4 mmol/L | 3.5..5.3 | H | final → high sender | [6.4,6.4] : H
6.4 mmol/L | 3.5..5.3 | N | final → normal sender | [6.4,6.4] : N
4.2 mmol/L | 3.5..5.3 | H | final → high sender | [4.2,4.2] : H
4.2 mmol/L | 3.5..5.3 | L | final → low sender | [4.2,4.2] : L
4.2 mmol/L | | N | final → normal sender | [4.2,4.2] : N
7.1 mmol/L | 3.5..5.3 | HH | final → critical-high sender | [7.1,7.1] : HH
2.2 mmol/L | 3.5..5.3 | LL | final → critical-low sender | [2.2,2.2] : LL
7.1 mmol/L | 3.5..5.3 | AA | final → critical sender | [7.1,7.1] : AA
7.1 mmol/L | 3.5..5.3 | A | final → abnormal sender | [7.1,7.1] : A
6.1 mmol/L | | HU | final → high sender | [6.1,6.1] : HU
6.1 mmol/L | | H> | final → high sender | [6.1,6.1] : HU
3.1 mmol/L | | LU | final → low sender | [3.1,3.1] : LU
3.1 mmol/L | | L< | final → low sender | [3.1,3.1] : LU
6.1 mmol/L | | HX | final → high sender | [6.1,6.1] : EX
3.1 mmol/L | | LX | final → low sender | [3.1,3.1] : EX
"seen" | | EX | final → abnormal sender | : EX
"cloudy" | | A | final → abnormal sender | : A
"growth" | | AA | final → critical sender | : AA
"clear" | | N | final → normal sender | : N

# Found, or not
#Positive | | POS | final → noted sender | : DETECTION
#Detected | | DET | final → noted sender | : DETECTION
#Negative | | NEG | final → stated sender | : DETECTION
"not seen" | | ND | final → stated sender | : DETECTION
"unclear" | | IND | final → noted sender | : DETECTION
"borderline" | | E | final → noted sender | : DETECTION
0.9 [IU]/mL | ..0.5 | POS | final → noted sender | [0.9,0.9] : DETECTION
0.1 [IU]/mL | ..0.05 | NEG | final → stated sender | [0.1,0.1] : DETECTION
#Reactive | | RR | final → noted sender | : REACTIVITY
#Reactive | | WR | final → noted sender | : REACTIVITY
#None | | NR | final → stated sender | : REACTIVITY
2 mg/L | | S | final → stated sender | [2,2] : SUSCEPTIBILITY
8 mg/L | | I | final → noted sender | [8,8] : SUSCEPTIBILITY
>32 mg/L | | R | final → noted sender | (32,-) : SUSCEPTIBILITY
8 mg/L | | SDD | final → noted sender | [8,8] : SUSCEPTIBILITY
4 mg/L | | NS | final → noted sender | [4,4] : SUSCEPTIBILITY
4 mg/L | | MS | final → noted sender | [4,4] : SUSCEPTIBILITY
1 mg/L | | VS | final → stated sender | [1,1] : SUSCEPTIBILITY
"synergy" | | SYN-S | final → stated sender | : SUSCEPTIBILITY
"no synergy" | | SYN-R | final → noted sender | : SUSCEPTIBILITY
4 mg/L | | NCL | final → stated sender | [4,4] : SUSCEPTIBILITY
4 mg/L | | IE | final → noted sender | [4,4] : SUSCEPTIBILITY
#Carrier | | CAR | final → noted sender | : CARRIER
#Carrier | | Carrier | final → noted sender | : CARRIER
#Present | | UNE | final → abnormal sender | : EXPECTATION
#Present | | EXP | final → stated sender | : EXPECTATION

# What says nothing of the range leaves it to speak
7.2 mmol/L | 3.5..5.3 | U | final → high range | [7.2,7.2] : CHANGE
3.0 mmol/L | 3.5..5.3 | D | final → low range | [3,3] : CHANGE
7.2 mmol/L | 3.5..5.3 | W | final → high range | [7.2,7.2] : CHANGE
7.2 mmol/L | 3.5..5.3 | B | final → high range | [7.2,7.2] : CHANGE
4.2 mmol/L | 3.5..5.3 | U | final → noted sender | [4.2,4.2] : CHANGE
4.2 mmol/L | | W | final → noted sender | [4.2,4.2] : CHANGE
>100 mmol/L | 1..5 | > | final → high range | (100,-) : SCALE
<1 mmol/L | 3..5 | < | final → low range | (-,1) : SCALE
<1 mmol/L | | < | final → noted sender | (-,1) : SCALE
>100 mmol/L | | > | final → noted sender | (100,-) : SCALE
7.2 mmol/L | 3.5..5.3 | HM | final → high range | [7.2,7.2] : V2
4.2 mmol/L | 3.5..5.3 | HM | final → noted sender | [4.2,4.2] : V2
7.2 mmol/L | 3.5..5.3 | OBX | final → high range | [7.2,7.2] : V2
4.2 mmol/L | | OBX | final → stated sender | [4.2,4.2] : V2
7.2 mmol/L | 3.5..5.3 | U N | final → noted sender | [7.2,7.2] : N
7.2 mmol/L | 3.5..5.3 | U H | final → high sender | [7.2,7.2] : H
7.2 mmol/L | 3.5..5.3 | QCF | final → noted sender | [7.2,7.2] : INVALID
7.2 mmol/L | 3.5..5.3 | AC | final → noted sender | [7.2,7.2] : INVALID
7.2 mmol/L | 3.5..5.3 | TOX | final → noted sender | [7.2,7.2] : INVALID

# Several interpretations, local ones, and words
7.1 mmol/L | | N H | final → high sender | [7.1,7.1] : CODING
7.1 mmol/L | | H HH | final → critical-high sender | [7.1,7.1] : HH
2.1 mmol/L | | A LL | final → critical-low sender | [2.1,2.1] : LL
7.1 mmol/L | | local:7 | final → unknown sender | [7.1,7.1] : CODING
7.1 mmol/L | 3.5..5.3 | local:7 | final → high range | [7.1,7.1] : CODING
4.2 mmol/L | 3.5..5.3 | local:7 | final → unknown sender | [4.2,4.2] : CODING
4.2 mmol/L | 3.5..5.3 | local:N | final → unknown sender | [4.2,4.2] : CODING
7.1 mmol/L | | local:7 HH | final → critical-high sender | [7.1,7.1] : CODING
7.1 mmol/L | | "High" | final → high sender | [7.1,7.1] : CODING
7.1 mmol/L | | "critically high" | final → critical-high sender | [7.1,7.1] : CODING
7.1 mmol/L | | "see comment" | final → unknown sender | [7.1,7.1] : CODING

# Ranges of a purpose, a sex, an age, a group, a unit
7.1 mmol/L | therapeutic 10..20 | | final → none | [7.1,7.1] : RANGE_TYPE
7.1 mmol/L | normal 3.5..5.3 | | final → high range | [7.1,7.1] : RANGE_TYPE
7.1 mmol/L | normal 3.5..5.3; therapeutic 10..20 | | final → high range | [7.1,7.1] : RANGE_TYPE
12.5 g/dL | male 13..17; female 12..15 | | final → low range | [12.5,12.5] : RANGE_FOR
12.5 g/dL | female 12..15 | | final → none | [12.5,12.5] : RANGE_FOR
12.5 g/dL | male 13..17; 12..18 | | final → low range | [12.5,12.5] : RANGE_FOR
8 g/dL | <18 1..5; 18+ 3..9 | | final → normal range | [8,8] : RANGE_FOR
8 g/dL | <18 1..5 | | final → none | [8,8] : RANGE_FOR
8 g/dL | 65+ 1..5 | | final → high range | [8,8] : RANGE_FOR
8 g/dL | pregnant 1..5 | | final → none | [8,8] : RANGE_FOR
6.4 mmol/L | 3.5..5.3; 4..7 | | final → none | [6.4,6.4] : RANGE_FOR
126 mg/dL | mg/dL 70..99 | | final → high range | [126,126] : UNIT
7.0 mmol/L | mg/dL 70..99 | | final → none | [7,7] : UNIT
126 mg/dL | mmol/L 3.9..5.5 | | final → none | [126,126] : UNIT

# Critical limits that the sender gives as ranges
7.0 mmol/L | 3.5..5.3; critical 2.5..6.5 | | final → critical-high range | [7,7] : HH
6.5 mmol/L | 3.5..5.3; critical 2.5..6.5 | | final → high range | [6.5,6.5] : HH
2.4 mmol/L | 3.5..5.3; critical 2.5..6.5 | | final → critical-low range | [2.4,2.4] : LL
4.2 mmol/L | 3.5..5.3; critical 2.5..6.5 | | final → normal range | [4.2,4.2] : N
7.0 mmol/L | 3.5..5.3; critical high ..6.5 | | final → critical-high range | [7,7] : HH
7.0 mmol/L | 3.5..5.3; critical high 6.5.. | | final → critical-high range | [7,7] : HH
4.2 mmol/L | 3.5..5.3; critical high 6.5.. | | final → normal range | [4.2,4.2] : N
2.0 mmol/L | 3.5..5.3; critical low 2.5.. | | final → critical-low range | [2,2] : LL
2.0 mmol/L | 3.5..5.3; critical low ..2.5 | | final → critical-low range | [2,2] : LL
4.2 mmol/L | 3.5..5.3; critical low ..2.5 | | final → normal range | [4.2,4.2] : N
7.0 mmol/L | 3.5..5.3; critical 6.5.. | | final → high range | [7,7] : ONE_SIDED
4.2 mmol/L | 3.5..5.3; critical 6.5.. | | final → normal range | [4.2,4.2] : ONE_SIDED
>6.5 mmol/L | 3.5..5.3; critical 2.5..6.5 | | final → critical-high range | (6.5,-) : COMPARATOR
7.0 mmol/L | 3.5..5.3; critical 2.5..6.5 | H | final → high sender | [7,7] : H
7.0 mmol/L | 3.5..5.3; critical 2.5..6.5 | U | final → critical-high range | [7,7] : CHANGE

# What is no number lies in no range
1:80 | 3.5..5.3 | | final → none | : VALUE
1:80 | | H | final → high sender | : H
2..4 /HPF | 0..5 | | final → none | : VALUE
"6.4" | 3.5..5.3 | | final → none | : VALUE
"<0.5 mmol/L" | 3.5..5.3 | | final → none | : VALUE
#Trace | 0..5 | | final → none | : VALUE
yes | | | final → none | : VALUE
yes | | A | final → abnormal sender | : A
@2026-03-01 | | | final → none | : VALUE
~3 | 0..5 | | final → none | : VALUE
?not-performed | 3.5..5.3 | | final → none | : ABSENT
?unknown | 3.5..5.3 | A | final → abnormal sender | : ABSENT
?masked | | | final → none | : ABSENT
 | 3.5..5.3 | | final → none | : ABSENT
 | 3.5..5.3 | HH | final → critical-high sender | : HH

# How far it is changes nothing of what it means
6.4 mmol/L | 3.5..5.3 | | preliminary → high range | [6.4,6.4] : STATUS
6.4 mmol/L | 3.5..5.3 | H | amended → high sender | [6.4,6.4] : STATUS
6.4 mmol/L | 3.5..5.3 | | corrected → high range | [6.4,6.4] : STATUS
6.4 mmol/L | 3.5..5.3 | N | preliminary → normal sender | [6.4,6.4] : STATUS
7.1 mmol/L | | HH | preliminary → critical-high sender | [7.1,7.1] : STATUS
 | 3.5..5.3 | | registered → none | : STATUS
 | 3.5..5.3 | | cancelled → none | : STATUS
6.4 mmol/L | 3.5..5.3 | H | cancelled → high sender | [6.4,6.4] : STATUS
6.4 mmol/L | 3.5..5.3 | H | verified → high sender | [6.4,6.4] : STATUS
`;

export interface Case {
  /** The row, as written. */
  readonly says: string;
  readonly value: string;
  readonly ranges: readonly string[];
  readonly interpretations: readonly string[];
  readonly status: string;
  readonly level: string;
  readonly by: string | undefined;
  readonly interval: string;
  readonly why: string;
}

export const CASES: readonly Case[] = ROWS.split('\n')
  .filter((row) => row.includes('→'))
  .map((says) => {
    const [sent = '', expected = ''] = says.split(' → ');
    const [value = '', ranges = '', interpretations = '', status = ''] = sent.split('|').map((part) => part.trim());
    const [flag = '', rest = ''] = expected.split('|').map((part) => part.trim());
    const [interval = '', why = ''] = rest.split(':').map((part) => part.trim());
    const [level = '', by] = flag.split(' ');
    return {
      says,
      value,
      ranges: ranges.split(';').flatMap((one) => one.trim() || []),
      interpretations: interpretations.match(/"[^"]*"|\S+/g) ?? [],
      status,
      level,
      by,
      interval,
      why,
    };
  });
