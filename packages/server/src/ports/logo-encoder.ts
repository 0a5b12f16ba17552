/** What became of an upload that should be a picture. */
export type EncodedLogo =
  | { readonly outcome: 'encoded'; readonly body: Uint8Array }
  /**
   * `not_an_image`: not PNG, JPEG, WebP or GIF, whatever its name says; `too_many_pixels`: a small file that unpacks to a large one;
   * `broken`: only begins as a picture does; `busy`: so many wait that one more would wait in vain, and trying again in a moment is right.
   */
  | { readonly outcome: 'refused'; readonly reason: 'not_an_image' | 'too_many_pixels' | 'broken' | 'busy' }

/** Draws a picture anew, so that nothing but its pixels is kept: 256 pixels square, WebP. */
export interface LogoEncoder {
  encode(file: Uint8Array): Promise<EncodedLogo>
}
