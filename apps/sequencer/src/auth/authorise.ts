/** A member can send only as itself. */
export function maySendAs(authenticated: string, sender: string): boolean {
  return authenticated === sender;
}

/** A member reads its own events and nobody else's. */
export function mayRead(authenticated: string): string {
  return authenticated;
}
