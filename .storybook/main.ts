import type { StorybookConfig } from '@storybook/web-components-vite';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // The CDN build under the path that the documentation uses, for stories that show a whole host page in a frame.
  staticDirs: [
    { from: '../packages/elements/cdn', to: '/ehr-widgets' },
    { from: './static', to: '/' },
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { sidebarOnboardingChecklist: false },
  viteFinal: (config) => ({
    ...config,
    build: { ...config.build, chunkSizeWarningLimit: 2000, target: 'es2022' },
  }),
} satisfies StorybookConfig;
