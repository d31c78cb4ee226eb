import { property } from 'lit/decorators.js';
import type { Session } from '@ehr-widgets/sdk';
import { WidgetElement } from '../shared/element.ts';
import type { FhirBundle, GetToken } from './configuration.ts';

/** The ways to say where a record is, in attributes and properties. */
export abstract class PlaceElement extends WidgetElement {
  /** The FHIR base URL to sign in at; several that are allowed, separated by spaces. */
  @property() issuer = '';
  /** The client id that the authorization server knows this page by. */
  @property({ attribute: 'client-id' }) clientId = '';
  /** The scopes to ask for; what a summary needs when left out. */
  @property() scope = '';
  /** Where the authorization server sends the person back to; this page when left out. */
  @property({ attribute: 'redirect-uri' }) redirectUri = '';
  /** The FHIR base URL to read from without signing in here. */
  @property({ attribute: 'fhir-base' }) fhirBase = '';
  /** The Patient's logical id at `fhir-base`. */
  @property() patient = '';
  /** In place of `patient`: the page is for staff, and for no patient in particular, as a practice's agenda is. */
  @property({ type: Boolean }) practice = false;
  /** `fhir-base` is the host's own proxy, which knows the person by cookie. */
  @property({ type: Boolean }) proxy = false;
  /** What readers know the record's source by, for instance the hospital's name. */
  @property() name = '';

  /** A session of the host's own making. Wins over everything else. */
  @property({ attribute: false }) session: Session | undefined;
  /** Gives an access token for `fhir-base`. */
  @property({ attribute: false }) getToken: GetToken | undefined;
  /** A FHIR Bundle to show, for instance an International Patient Summary. */
  @property({ attribute: false }) bundle: FhirBundle | undefined;
}
