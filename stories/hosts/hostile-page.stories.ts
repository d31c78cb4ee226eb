import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '@ehr-widgets/elements/patient-summary/define';
import { margaret } from '../support/record.ts';
import { readySession } from '../support/sessions.ts';

export default { title: 'Hosts/Hostile page' } satisfies Meta;

/** A page whose styles would spoil everything that inherits them. The widget looks as it does anywhere. */
export const EverythingInherited: StoryObj = {
  render: () =>
    html`<style>
        .hostile {
          font: 700 9px/3 fantasy;
          letter-spacing: 9px;
          text-transform: uppercase;
          color: red;
          text-align: center;
          white-space: pre;
          cursor: wait;
        }
        .hostile * {
          letter-spacing: 9px;
          text-transform: uppercase;
          color: red;
        }
      </style>
      <div class="hostile">
        <p>The host page’s own words</p>
        <ehr-patient-summary .session=${readySession({ resources: margaret() })}></ehr-patient-summary>
      </div>`,
};
