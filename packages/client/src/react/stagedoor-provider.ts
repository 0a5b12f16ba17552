'use client'
import { type Context, createContext, createElement, type ReactElement, type ReactNode, useEffect } from 'react'
import type { StagedoorClient } from '../stagedoor-client.ts'

/** What {@link StagedoorProvider} takes. */
export interface StagedoorProviderProps {
  /** Made once, outside of any component. */
  readonly client: StagedoorClient
  readonly children?: ReactNode
}

export const ClientContext: Context<StagedoorClient | undefined> = createContext<StagedoorClient | undefined>(undefined)

/** Gives a client to the components below, and restores the session when the page is there. Rendered on a server it does nothing else. */
export function StagedoorProvider({ client, children }: StagedoorProviderProps): ReactElement {
  useEffect(() => void client.restore(), [client])
  return createElement(ClientContext.Provider, { value: client }, children)
}
