/** A node as the gateway sees it. */
export interface NodeView {
  readonly address: string;
  readonly healthy: boolean;
}

/**
 * The node that gets the next request: round robin over the healthy ones (source document 2, "load balancer evenly
 * distributes"; "halts requests to a node whose status is reported as unhealthy").
 *
 * @param turn rises by one with every request
 * @param tried addresses that already refused this request
 * @returns undefined if no healthy node is left
 */
export function chooseNode<Node extends NodeView>(
  nodes: readonly Node[],
  turn: number,
  tried: ReadonlySet<string>,
): Node | undefined {
  const open = nodes.filter((node) => node.healthy && !tried.has(node.address));
  return open[turn % open.length];
}
