interface Member {
  readonly name: string;
  readonly privacy?: string;
  readonly static?: boolean;
}

interface Declaration {
  readonly kind: string;
  readonly members?: readonly Member[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** The manifest without what a host page cannot use: private, protected and static members. */
export function publicOnly<M extends Manifest>(manifest: M): M {
  return {
    ...manifest,
    modules: manifest.modules.map((module) => ({
      ...module,
      ...(module.declarations && { declarations: module.declarations.map(publicPart) }),
    })),
  };
}

function publicPart(declaration: Declaration): Declaration {
  if (!declaration.members) return declaration;
  return { ...declaration, members: declaration.members.filter(isPublic) };
}

function isPublic({ name, privacy, static: isStatic }: Member): boolean {
  return (privacy ?? 'public') === 'public' && !isStatic && !name.startsWith('#');
}
