/**
 * The CapabilityStatement of a dressed server: it claims no more than the dress does.
 * @module
 */
import { objectsIn, stringsIn, textIn } from '../fhir/elements.ts';
import { isObject, type ExactObject } from '../fhir/json.ts';
import type { Dress } from './dress.ts';

export function dressedCapabilities(dress: Dress, statement: ExactObject): ExactObject {
  const rest = objectsIn(statement.rest).map((each) => ({
    ...each,
    interaction: objectsIn(each.interaction).filter(({ code }) => offers(dress, code)),
    resource: objectsIn(each.resource)
      .filter(({ type }) => !(dress.lacks ?? []).includes(textIn(type)))
      .map((resource) => dressedResource(dress, resource)),
  }));
  const implementation = isObject(statement.implementation) ? statement.implementation : {};
  const description = `${textIn(implementation.description)}, in the manner of ${dress.title}`;
  return { ...statement, implementation: { ...implementation, description }, rest };
}

function offers({ bundles }: Dress, code: unknown): boolean {
  if (code !== 'batch' && code !== 'transaction') return true;
  return bundles === undefined || (bundles !== 'none' && bundles.types.includes(code));
}

function dressedResource(dress: Dress, resource: ExactObject): ExactObject {
  const { writes, unsearchable = [], operations, includes, paging } = dress;
  const type = textIn(resource.type);
  const { operation, searchInclude, searchRevInclude, ...rest } = resource;
  const kept = objectsIn(operation).filter(({ name }) => operations?.includes(`${type}/$${textIn(name)}`) ?? true);
  const forward = stringsIn(searchInclude).filter(
    (each) => includes?.forward?.some((one) => one.startsWith(each)) ?? true,
  );
  const reverse = stringsIn(searchRevInclude).filter((each) => includes?.reverse?.includes(each) ?? true);
  const written = {
    create: writes?.create.includes(type) ?? true,
    update: writes?.update.includes(type) ?? true,
    patch: writes === undefined,
    delete: writes === undefined,
    'search-type': !unsearchable.includes(type),
  };
  return {
    ...rest,
    interaction: objectsIn(resource.interaction).filter(({ code }) => written[code as keyof typeof written] ?? true),
    ...(writes === undefined
      ? {}
      : {
          updateCreate: false,
          conditionalCreate: false,
          conditionalUpdate: false,
          conditionalDelete: 'not-supported',
        }),
    ...(forward.length === 0 ? {} : { searchInclude: forward }),
    ...(reverse.length === 0 ? {} : { searchRevInclude: reverse }),
    searchParam: [
      ...objectsIn(resource.searchParam),
      ...(paging?.parameter === undefined ? [] : [{ name: paging.parameter, type: 'number' }]),
    ],
    ...(kept.length === 0 ? {} : { operation: kept }),
  };
}
