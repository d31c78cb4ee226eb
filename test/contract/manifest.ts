/** What the custom-elements manifest says about each element. */
export interface Declaration {
  readonly tagName: string;
  readonly name: string;
  readonly module: string;
  readonly cssParts: readonly { readonly name: string }[];
  readonly members: readonly {
    readonly kind: string;
    readonly name: string;
    readonly attribute?: string;
    readonly privacy?: string;
    readonly static?: boolean;
    readonly readonly?: boolean;
  }[];
}

interface Manifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations?: readonly (Omit<Declaration, 'module'> & { readonly customElement?: boolean })[];
  }[];
}

/** Every element of the manifest; fails when there is none. */
export async function declarations(): Promise<readonly Declaration[]> {
  const response = await fetch('/packages/elements/custom-elements.json');
  const { modules } = (await response.json()) as Manifest;
  const found = modules.flatMap(({ path, declarations = [] }) =>
    declarations.filter(({ tagName }) => tagName).map((one) => ({ ...one, module: path })),
  );
  if (found.length < 2) throw new Error('The manifest names no elements. Run `npm run build`.');
  return found;
}
