/**
 * A node takes itself offline, at a graceful stop or before it recovers: the value stays, so what it covers
 * stays readable (DG-07). `$1`: the lease, so that a successor's row is never touched.
 */
export const markOwnOfflineSql =
  'update sequencer.watermarks set online = false where lease_id = $1::uuid and online returning node_index';
