/** A process that stores patient after patient in a file, naming each once it is acknowledged. Killed by its test. */
import { Clinic } from './fixtures.ts';

const clinic = new Clinic({ file: process.argv[2]! });
for (let number = 1; ; number += 1) {
  const id = `p${number}`;
  const reply = await clinic.ask(`PUT /Patient/${id}`, {
    body: { resourceType: 'Patient', id, name: [{ family: `F${number}` }] },
  });
  if (reply.status === 201) process.stdout.write(`${id}\n`);
}
