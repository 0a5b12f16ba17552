/**
 * Finds the catalogue of a language; the first one is for everybody who reads none of them.
 *
 * @param language - BCP 47; of its subtags only the first counts: `de-CH` reads German.
 */
export function chooseCatalogue<Catalogue extends { readonly language: string }>(
  catalogues: readonly [Catalogue, ...Catalogue[]],
  language: string,
): Catalogue {
  const primary = language.toLowerCase().split('-')[0]
  return catalogues.find((catalogue) => catalogue.language === primary) ?? catalogues[0]
}
