import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '@ehr-widgets/elements/medication-list/define';
import '@ehr-widgets/elements/patient-summary/define';
import { hospitalMedicines } from '../support/medicines.ts';
import { margaret } from '../support/record.ts';
import { readySession } from '../support/sessions.ts';

export default { title: 'Hosts/Hostile page' } satisfies Meta;

/** A page whose styles would spoil everything that inherits them. The widget looks as it does anywhere. */
export const EverythingInherited: StoryObj = {
  render: () =>
    hostile(html`<ehr-patient-summary .session=${readySession({ resources: margaret() })}></ehr-patient-summary>`),
};

/** The list of medicines on the same page. */
export const MedicationList: StoryObj = {
  render: () =>
    hostile(
      html`<ehr-medication-list .session=${readySession({ resources: hospitalMedicines() })}></ehr-medication-list>`,
    ),
};

function hostile(widget: TemplateResult): TemplateResult {
  return html`<style>
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
      ${widget}
    </div>`;
}
