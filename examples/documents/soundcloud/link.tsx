import type { ReactNode } from 'react'

/** Stands where the document imports `next/link`, which renders this on a server: an anchor. */
export const Link = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => <a href={href}>{children}</a>
