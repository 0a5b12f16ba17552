/** A value now or later. A port that answers at once lets its caller stay inside the click that called it. */
export type Awaitable<T> = T | Promise<T>
