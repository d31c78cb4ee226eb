/** Documents in C-CDA, with the forms that the words of their sections come in. */
interface Parts {
  readonly family?: string;
  readonly birthTime?: string;
  /** In place of the usual sections. */
  readonly body?: string;
}

/** A discharge summary: a list, a table, crossed out words, a picture that was not sent, and sections with nothing in them. */
export function dischargeSummary({ family = 'Adeyemi', birthTime = '19590314', body = SECTIONS }: Parts = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="CDA.xsl"?>
<!-- A document of nobody. -->
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <realmCode code="US"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="2.16.840.1.113883.19.5" extension="D-1"/>
  <code code="18842-5" codeSystem="2.16.840.1.113883.6.1" displayName="Discharge summary"/>
  <title>Discharge summary – Médecine interne</title>
  <effectiveTime value="20260201103000+0000"/>
  <confidentialityCode code="N"/>
  <languageCode code="en-US"/>
  <versionNumber value="2"/>
  <recordTarget><patientRole>
    <id extension="MRN-4711" root="2.16.840.1.113883.19.5"/>
    <patient>
      <name use="L"><given>Margaret</given><family>${family}</family></name>
      <administrativeGenderCode code="F"/>
      <birthTime value="${birthTime}"/>
      <sdtc:deceasedInd value="false"/>
    </patient>
  </patientRole></recordTarget>
  <author><time value="20260201"/><assignedAuthor>
    <id nullFlavor="NI"/>
    <assignedPerson><name><prefix>Dr</prefix><given>Aoife</given><family>Ní Bhriain</family></name></assignedPerson>
    <representedOrganization><name>St. Brigid’s Hospital</name></representedOrganization>
  </assignedAuthor></author>
  <custodian><assignedCustodian><representedCustodianOrganization>
    <id nullFlavor="NI"/><name>Health records, St. Brigid’s</name>
  </representedCustodianOrganization></assignedCustodian></custodian>
  <legalAuthenticator><time value="20260202"/><signatureCode code="S"/><assignedEntity>
    <id nullFlavor="NI"/><assignedPerson><name>Prof. Łukasz Żak</name></assignedPerson>
  </assignedEntity></legalAuthenticator>
  <componentOf><encompassingEncounter><effectiveTime><low value="20260128"/><high value="20260201"/></effectiveTime></encompassingEncounter></componentOf>
  <component>${body}</component>
</ClinicalDocument>`;
}

const SECTIONS = `<structuredBody>
    <component><section>
      <code code="10160-0" displayName="Medications"/>
      <title>Medications at discharge</title>
      <text>
        <table border="1">
          <caption>Since 1 February</caption>
          <colgroup><col width="50%"/></colgroup>
          <thead><tr><th>Medicine</th><th>How to take it</th><th>Status</th></tr></thead>
          <tbody>
            <tr><th>Bisoprolol 2.5 mg</th><td ID="m1">1 × daily &lt; 30 minutes before food</td><td>Active</td></tr>
            <tr styleCode="xRowAlt"><td><content revised="delete">Amlodipine 5 mg</content></td><td>1 × daily</td><td><content styleCode="Bold">Stopped</content></td></tr>
            <tr><td>Warfarin</td><td colspan="2">by INR<footnote ID="f1">Next check on 3 February.</footnote>, H<sub>2</sub>O<br/><content revised="insert">in the evening</content></td></tr>
          </tbody>
        </table>
      </text>
      <entry><substanceAdministration classCode="SBADM" moodCode="EVN"/></entry>
    </section></component>
    <component><section>
      <title>Hospital course</title>
      <text>
        <paragraph>Admitted with <content styleCode="Bold Italics">chest pain</content>. See <linkHtml href="javascript:alert(1)">the protocol</linkHtml>.<footnoteRef IDREF="f1"/></paragraph>
        <list listType="ordered"><caption>In order</caption>
          <item>ECG</item><item>Troponin<list><item>at 0 h</item><item>at 3 h</item></list></item>
        </list>
        <renderMultiMedia referencedObject="MM1"><caption>ECG strip</caption></renderMultiMedia>
        <renderMultiMedia referencedObject="MM2"><caption>Wound</caption></renderMultiMedia>
        <script>alert(1)</script>
      </text>
      <entry><observationMedia classCode="OBS" moodCode="EVN" ID="MM2"><value mediaType="image/png" representation="B64">
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==</value></observationMedia></entry>
      <component><section><title>Procedures</title><text>None
carried out.</text></section></component>
    </section></component>
    <component><section nullFlavor="NI"><title>Allergies</title><text>No information</text></section></component>
    <component><section><title>Vital signs</title><entry/><entry/></section></component>
    <component><section nullFlavor="MSK"><code code="29762-2" displayName="Social history"/></section></component>
    <component><section><title>Newborn</title><subject><relatedSubject><code code="CHILD" displayName="daughter"/></relatedSubject></subject><text><paragraph>Healthy.</paragraph></text></section></component>
  </structuredBody>`;

/** What stands in place of sections where the document is another file. */
export const unstructured = (mediaType: string, base64: string): string =>
  `<nonXMLBody><text mediaType="${mediaType}" representation="B64">${base64}</text></nonXMLBody>`;
