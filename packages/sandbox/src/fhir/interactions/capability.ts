/**
 * The CapabilityStatement: what this server does, no more and no less
 * (https://hl7.org/fhir/R4/capabilitystatement.html).
 * @module
 */
import { resourceTypes, searchParametersOf } from '../definitions/registry.ts';
import { bindingOperation, patientDataFeed, topicExtension } from '../subscriptions/subscription.ts';
import type { Answer, Service } from './exchange.ts';

const instanceInteractions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
];

export function capabilities(service: Service): Answer {
  const statement = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: service.now().toISOString(),
    kind: 'instance',
    software: { name: 'EHR Widgets sandbox' },
    implementation: { description: service.name, url: service.base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        ...security(service),
        resource: resourceTypes.map(resourceCapability),
        interaction: ['batch', 'transaction', 'search-system', 'history-system'].map((code) => ({ code })),
      },
    ],
  };
  return { status: 200, headers: {}, body: JSON.stringify(statement) };
}

function resourceCapability(type: string) {
  const parameters = [...searchParametersOf(type).values()];
  const references = parameters.filter((parameter) => parameter.type === 'reference');
  const operations = [
    { name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' },
    ...(type === 'Patient'
      ? [
          { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
          { name: 'summary', definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary' },
        ]
      : []),
    ...(type === 'Appointment' ? ['find', 'hold', 'book'].map(schedulingOperation) : []),
    ...(type === 'Subscription' ? [{ name: 'get-ws-binding-token', definition: bindingOperation }] : []),
  ];
  return {
    ...(type === 'Subscription' ? { extension: [{ url: topicExtension, valueCanonical: patientDataFeed }] } : {}),
    type,
    interaction: instanceInteractions.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical', 'local'],
    ...(references.length === 0
      ? {}
      : { searchInclude: ['*', ...references.map((parameter) => `${type}:${parameter.code}`)] }),
    ...reverseIncludes(type),
    searchParam: parameters.map(({ code, type: kind }) => ({ name: code, type: kind })),
    operation: operations,
  };
}

/** IHE ITI Scheduling 1.0.0. */
function schedulingOperation(name: string) {
  return { name, definition: `https://profiles.ihe.net/ITI/Scheduling/OperationDefinition/appointment-${name}` };
}

const reverseIncludesByType = new Map<string, string[]>();

function reverseIncludes(type: string): { searchRevInclude?: string[] } {
  if (reverseIncludesByType.size === 0) {
    for (const source of resourceTypes) {
      for (const parameter of searchParametersOf(source).values()) {
        for (const target of parameter.type === 'reference' ? parameter.targets : []) {
          const known = reverseIncludesByType.get(target) ?? [];
          known.push(`${source}:${parameter.code}`);
          reverseIncludesByType.set(target, known);
        }
      }
    }
  }
  const includes = reverseIncludesByType.get(type);
  return includes === undefined ? {} : { searchRevInclude: includes };
}

/** SMART App Launch 2.2, "Declaring support for oauth2 endpoints" for clients that do not read smart-configuration. */
function security({ security: endpoints }: Service) {
  if (endpoints === undefined) return {};
  return {
    security: {
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
          extension: [
            { url: 'authorize', valueUri: endpoints.authorize },
            { url: 'token', valueUri: endpoints.token },
          ],
        },
      ],
      service: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
        },
      ],
    },
  };
}
