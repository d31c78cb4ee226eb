import { type Decorator, type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../packages/elements/custom-elements.json' with { type: 'json' };
import elementPage from './element.mdx';
import { publicOnly } from './public-only.ts';

setCustomElementsManifest(publicOnly(manifest));

/** Sets what a host page would set: the theme, and the reader's language with its direction. */
const hostPage: Decorator = (story, { globals }) => {
  const { theme, lang } = globals as { theme: string; lang: string };
  const page = document.documentElement;
  page.dataset['theme'] = theme;
  page.style.colorScheme = theme;
  page.lang = lang;
  page.dir = lang === 'ar' ? 'rtl' : 'ltr';
  return story();
};

const preview: Preview = {
  // A documentation page for each element, made from the manifest. Its states have stories of their own.
  tags: ['autodocs'],
  decorators: [hostPage],
  initialGlobals: { theme: 'light', lang: 'en-GB' },
  globalTypes: {
    theme: {
      description: 'Theme of the host page',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    lang: {
      description: 'Language of the host page',
      toolbar: {
        icon: 'globe',
        items: [
          { value: 'en-GB', title: 'English (day first)' },
          { value: 'en-US', title: 'English (month first)' },
          { value: 'ar', title: 'Arabic (right to left)' },
        ],
        dynamicTitle: true,
      },
    },
  },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { page: elementPage },
    options: { storySort: { order: ['Start', 'Elements', 'Hosts'] } },
  },
};

export default preview;
