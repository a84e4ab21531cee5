/**
 * The rollup contract as the interface fixes it, in ethers' human-readable form. Bytecode comes from the subject; the
 * harness deploys it with the funds of the genesis accounts and reads it through these events alone. Upstream publishes
 * no ABI: names follow its sequence diagrams where there are any (facts/rollup.md, "Contract").
 */
export const contractAbi = [
  'constructor(uint16[] operatorIds, address[] submitters, address[] provers) payable',

  'function currentRoot() view returns (bytes32)',
  'function height() view returns (uint32)',
  'function depositCount() view returns (uint64)',
  'function depositsTaken() view returns (uint64)',
  'function tokenCount() view returns (uint16)',
  'function owed(address who, uint16 tokenId) view returns (uint256)',
  'function operatorOf(address submitter) view returns (uint16)',
  'function isProver(address prover) view returns (bool)',

  'function registerToken(address token) returns (uint16 tokenId)',
  'function deposit(uint32 accountId, uint16 tokenId, uint64 amount) payable',
  'function submitBatch(bytes32 parentRoot, bytes32 newRoot, bytes data, tuple(address to, uint16 tokenId, uint64 amount)[] withdrawals, bytes proof)',
  'function withdraw(uint16 tokenId)',

  'event TokenRegistered(uint16 indexed tokenId, address token)',
  'event DepositQueued(uint64 indexed index, uint32 accountId, uint16 tokenId, uint64 amount)',
  'event BatchAccepted(uint32 indexed height, bytes32 parentRoot, bytes32 newRoot, uint16 operatorId, bytes32 dataHash, uint64 depositsTo)',
  'event WithdrawalPaid(address indexed to, uint16 tokenId, uint256 amount)',

  'error NotOperator(address sender)',
  'error StaleParent(bytes32 currentRoot, uint32 height)',
  'error BadHeader()',
  'error BadProof()',
  'error DepositsOutOfOrder(uint64 expectedFrom, uint64 queued)',
  'error UnknownToken(uint16 tokenId)',
  'error WrongValue(uint256 expected, uint256 got)',
  'error Insolvent(uint16 tokenId)',
  'error NothingOwed()',
  'error TransferFailed()',
] as const;

/** Token 0 is the chain's own coin, in wei. */
export const nativeToken = 0;
