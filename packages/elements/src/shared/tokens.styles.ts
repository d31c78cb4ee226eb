import { css, unsafeCSS } from 'lit';

/**
 * The design tokens. A host sets `--ehr-color-…`, `--ehr-font-family` and the others named here on any ancestor; inside,
 * each is read once into a private property with its default, so that an inherited value wins and an absent one is safe.
 * Every pair that is used together reaches WCAG 2.2 AA (4.5 for text, 3 for shapes) in both schemes.
 */
export const colors: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  surface: ['#ffffff', '#151c23'],
  'surface-sunken': ['#f4f7f9', '#0f151a'],
  'surface-hover': ['#eef3f6', '#1e2831'],
  border: ['#dbe2e8', '#2c3843'],
  'border-strong': ['#71808d', '#7b8a97'],
  text: ['#16212b', '#e9eef3'],
  'text-muted': ['#4b5a67', '#a8b5c1'],
  accent: ['#0b5f7c', '#79c7e3'],
  'accent-hover': ['#084a61', '#9bd8ee'],
  'on-accent': ['#ffffff', '#06212c'],
  'accent-soft': ['#e4f1f6', '#143341'],
  focus: ['#0b5f7c', '#9bd8ee'],
  critical: ['#a8121f', '#ff9d9d'],
  'critical-soft': ['#fdeced', '#3b181b'],
  'critical-solid': ['#a8121f', '#ff8f8f'],
  'on-critical': ['#ffffff', '#2b0508'],
  high: ['#8a3f00', '#ffbd7a'],
  'high-soft': ['#fff0df', '#38250f'],
  low: ['#3b45a6', '#b7beff'],
  'low-soft': ['#ecedfc', '#23274b'],
  abnormal: ['#7a2f75', '#eeb0e8'],
  'abnormal-soft': ['#f9ebf8', '#371a35'],
  ok: ['#1a6a3c', '#86d8a6'],
  'ok-soft': ['#e6f4ec', '#142f20'],
  caution: ['#725000', '#f0cb6b'],
  'caution-soft': ['#fdf3d3', '#33290d'],
  neutral: ['#4b5a67', '#a8b5c1'],
  'neutral-soft': ['#edf1f4', '#232e38'],
  'chart-line': ['#0b5f7c', '#79c7e3'],
  'chart-band': ['#dcefe4', '#1b3a29'],
  shadow: ['rgb(16 32 48 / 0.06)', 'rgb(0 0 0 / 0.4)'],
};

/** The public name: charts have a family of their own (`--ehr-chart-line`). */
const publicName = (name: string): string => (name.startsWith('chart-') ? `--ehr-${name}` : `--ehr-color-${name}`);

const declare = (value: (light: string, dark: string) => string): string =>
  Object.entries(colors)
    .map(([name, [light, dark]]) => `--_${name}:var(${publicName(name)},${value(light, dark)});`)
    .join('');

const both = unsafeCSS(declare((light, dark) => `light-dark(${light},${dark})`));
const light = unsafeCSS(declare((value) => value));
const dark = unsafeCSS(declare((_, value) => value));

export const tokens = css`
  .root {
    color-scheme: light dark;
    --_font-family: var(
      --ehr-font-family,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'Noto Sans',
      Arial,
      sans-serif
    );
    --_leading: 1.45;
    --_xs: 0.8125em;
    --_sm: 0.875em;
    --_lg: 1.125em;
    --_xl: 1.375em;
    --_2xl: 1.75em;
    --_radius-sm: var(--ehr-radius-sm, 0.25em);
    --_radius-md: var(--ehr-radius-md, 0.5em);
    --_radius-lg: var(--ehr-radius-lg, 0.75em);
    --_target: var(--ehr-target, 2.75em);
    ${both}
  }
  .root.light {
    color-scheme: light;
  }
  .root.dark {
    color-scheme: dark;
  }
  @supports not (color: light-dark(#fff, #000)) {
    .root {
      ${light}
    }
    .root.dark {
      ${dark}
    }
    @media (prefers-color-scheme: dark) {
      .root.auto {
        ${dark}
      }
    }
  }
  @media print {
    .root.root {
      color-scheme: light;
    }
    @supports not (color: light-dark(#fff, #000)) {
      .root.root {
        ${light}
      }
    }
  }
`;
