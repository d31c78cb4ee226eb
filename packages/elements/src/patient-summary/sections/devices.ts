import { devices, type DeviceLine, type DevicesView } from '@ehr-widgets/sdk/more-topics';
import type { Row, SectionBody, SummarySection } from '../section.ts';
import { laterSection, laterTelling, listBody, statusChip, type LaterTelling } from './listed.ts';
import { nameOf, rowOf, whenOf } from './line-words.ts';

/** Implants, and things used at home; those no longer in use on request. */
export const devicesSection: SummarySection<DevicesView> = {
  ...laterSection('devices'),
  topic: devices,
  column: 1,
  body(view, reader): SectionBody {
    const told = laterTelling(reader);
    return listBody(view, 'devices', told, (line) => row(line, told));
  },
};

function row(line: DeviceLine, told: LaterTelling): Row {
  const { reader, words, later } = told;
  return {
    ...rowOf(
      line,
      [
        [words.status, [later.statuses[line.status], reader.concepts(line.statusReasons)].filter(Boolean).join(' · ')],
        [later.used, whenOf(line.used, told)],
        [later.reason, reader.concepts(line.reasons)],
        [later.manufacturer, line.manufacturer ?? ''],
        [later.model, line.model ?? ''],
        [later.serialNumber, line.serialNumber ?? ''],
        [later.lot, line.lotNumber ?? ''],
        [later.expires, reader.day(line.expirationDate)],
        [later.identifier, line.udi ?? ''],
        [words.recorded, reader.day(line.recordedDate)],
        [words.recordedBy, reader.party(line.toldBy)],
      ],
      told,
    ),
    main: nameOf(line, told),
    side: whenOf(line.used, told),
    chips: statusChip(line, ['active'], told),
    sub: [
      reader.concept(line.bodySite),
      [line.manufacturer, line.model].filter(Boolean).join(' '),
      line.toldBy?.kind === 'patient' ? words.reportedByPatient : '',
    ],
  };
}
