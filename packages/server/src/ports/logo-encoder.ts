/** What became of an upload that should be a picture. */
export type EncodedLogo =
  | { readonly outcome: 'encoded'; readonly body: Uint8Array }
  /** `not_an_image`: not PNG, JPEG, WebP or GIF, whatever its name says; `too_many_pixels`: a small file that unpacks to a large one; `broken`: begins as a picture does. */
  | { readonly outcome: 'refused'; readonly reason: 'not_an_image' | 'too_many_pixels' | 'broken' }

/** Draws a picture anew, so that nothing but its pixels is kept: 256 pixels square, WebP. */
export interface LogoEncoder {
  encode(file: Uint8Array): Promise<EncodedLogo>
}
