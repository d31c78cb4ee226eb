/**
 * Devices: implants and things at home, and that they are used (US Core Implantable Device; FHIR R4 §8.9 Device, §11.9
 * DeviceUseStatement).
 * @module
 */
import type { CodeableConcept, Device, DeviceUseStatement, Reference } from 'fhir/r4.js';
import { referenceTo, type Chart, type Filed } from './chart.ts';

export interface DeviceDetails {
  readonly status?: Device['status'];
  readonly name: string;
  readonly model?: string;
  readonly manufacturer: string;
  /** GTIN-14 of the product; its check digit is worked out. Given for implants. */
  readonly product?: string;
  readonly made?: string;
  readonly expires?: string;
  readonly note?: string;
}

export function device(chart: Chart, type: CodeableConcept, details: DeviceDetails): Filed<Device> {
  const serial = chart.random.digits(8);
  const lot = `L${chart.random.digits(5)}`;
  const gtin = details.product === undefined ? undefined : withCheckDigit(details.product);
  return chart.add<Device>({
    resourceType: 'Device',
    ...(gtin !== undefined && {
      udiCarrier: [
        {
          deviceIdentifier: gtin,
          issuer: 'http://hl7.org/fhir/NamingSystem/gs1-di',
          carrierHRF: `(01)${gtin}(10)${lot}(21)${serial}`,
        },
      ],
    }),
    status: details.status ?? 'active',
    manufacturer: details.manufacturer,
    ...(details.made !== undefined && { manufactureDate: details.made }),
    ...(details.expires !== undefined && { expirationDate: details.expires }),
    ...(gtin !== undefined && { lotNumber: lot }),
    serialNumber: serial,
    deviceName: [{ name: details.name, type: 'user-friendly-name' }],
    ...(details.model !== undefined && { modelNumber: details.model }),
    type,
    patient: chart.patient,
    owner: chart.organisation.self,
    ...(details.note !== undefined && { note: [{ text: details.note }] }),
  });
}

export interface DeviceUse {
  readonly since: string;
  readonly recorded: string;
  readonly source: Reference;
  readonly bodySite?: CodeableConcept;
  readonly reason?: CodeableConcept;
  readonly reasonFor?: Reference;
}

export function deviceUse(chart: Chart, used: Filed<Device>, details: DeviceUse): Filed<DeviceUseStatement> {
  return chart.add<DeviceUseStatement>({
    resourceType: 'DeviceUseStatement',
    status: 'active',
    subject: chart.patient,
    timingPeriod: { start: details.since },
    recordedOn: details.recorded,
    source: details.source,
    device: referenceTo(used, used.deviceName?.[0]?.name),
    ...(details.reason && { reasonCode: [details.reason] }),
    ...(details.reasonFor && { reasonReference: [details.reasonFor] }),
    ...(details.bodySite && { bodySite: details.bodySite }),
  });
}

/** Thirteen digits and the GS1 check digit over them (GS1 General Specifications §7.9). */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
