/**
 * What a client is told when its request failed at a node and may not be tried at another: that nothing happened only
 * if not one byte can have reached the node (design, "Outcomes").
 */
export function failureCode(neverSent: boolean): 'NO_NODE_AVAILABLE' | 'UPSTREAM_LOST' {
  return neverSent ? 'NO_NODE_AVAILABLE' : 'UPSTREAM_LOST';
}
