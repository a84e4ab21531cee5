/** Where a node or a gateway of the subject listens. */
export interface ConformanceEndpoint {
  /** The name the harness gave it; replies carry it in the header `plimsoll-instance`. */
  readonly instance: string;
  readonly host: string;
  readonly port: number;
}

/** A member and the private key it signs with (PKCS#8 PEM, Ed25519). */
export interface ConformanceMember {
  readonly name: string;
  readonly privateKeyPem: string;
}

/** A subject that runs and is ready, as the conformance cases need to know it. */
export interface ConformanceTarget {
  /** At least one. Cases across nodes are n/a with fewer than two. */
  readonly nodes: readonly ConformanceEndpoint[];
  readonly gateways: readonly ConformanceEndpoint[];
  /** Registered and enabled members, at least three; nobody else may send as them during the run. */
  readonly members: readonly ConformanceMember[];
  /** Registered but disabled. */
  readonly disabled: ConformanceMember;
  /** A well-formed name with a key that the subject was never told about. */
  readonly unregistered: ConformanceMember;
  /** As claimed in the manifest (libs/interface, sequencer/capability.ts). */
  readonly capabilities: readonly string[];
  /** Says which process of the subject has ended, if any: asked after the fuzzer. Health is asked as well. */
  readonly ended?: () => readonly string[];
}
