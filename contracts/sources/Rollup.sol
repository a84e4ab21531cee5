// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "./IERC20.sol";

/// A withdrawal of a batch: what its receiver may take out.
struct Withdrawal {
    address to;
    uint16 tokenId;
    uint64 amount;
}

/// The rollup contract of the reference operator: the judge of which batch comes next.
///
/// It keeps one state root, and a batch is taken only by the root that it was built on: two batches on one parent, and one
/// of them is refused (RG-11). What a batch did stands in the transaction's input and is not read here, but for its
/// header. The proof is an attestation by a registered prover that it has re-executed the batch: a signature, not a
/// zero-knowledge proof. Whoever holds a prover's key can attest anything but pay out more than was paid in.
///
/// Interface: libs/interface/src/operator/contract-abi.ts; batch header: batch-data.ts beside it.
contract Rollup {
    /// Root of the genesis state is zero (accounts.ts of the interface).
    bytes32 public currentRoot;

    // One slot: a batch writes it once.
    uint32 public height;
    uint64 public depositCount;
    uint64 public depositsTaken;
    uint16 public tokenCount;

    /// Operator that a sender submits for; 0 is nobody.
    mapping(address submitter => uint16 operatorId) public operatorOf;
    mapping(address prover => bool) public isProver;
    /// Paid in and not yet withdrawn by a batch, by token: no batch can pay out more (RG-10).
    mapping(uint16 tokenId => uint256) public funds;
    /// Withdrawn by batches and not yet taken out. Adds up until its owner takes it.
    mapping(address who => mapping(uint16 tokenId => uint256)) public owed;
    /// Token 0, the chain's own coin, has no address.
    mapping(uint16 tokenId => address) public tokenOf;
    mapping(address token => uint16) private idOf;

    bool private transient entered;

    /// Version, operator, height, deposits from and to, count.
    uint256 private constant HEADER_BYTES = 27;

    event TokenRegistered(uint16 indexed tokenId, address token);
    event DepositQueued(uint64 indexed index, uint32 accountId, uint16 tokenId, uint64 amount);
    event BatchAccepted(
        uint32 indexed height,
        bytes32 parentRoot,
        bytes32 newRoot,
        uint16 operatorId,
        bytes32 dataHash,
        uint64 depositsTo
    );
    event WithdrawalPaid(address indexed to, uint16 tokenId, uint256 amount);

    error NotOperator(address sender);
    error StaleParent(bytes32 currentRoot, uint32 height);
    error BadHeader();
    error BadProof();
    error DepositsOutOfOrder(uint64 expectedFrom, uint64 queued);
    error UnknownToken(uint16 tokenId);
    error WrongValue(uint256 expected, uint256 got);
    error Insolvent(uint16 tokenId);
    error NothingOwed();
    error TransferFailed();

    /// A token that calls back while it is being moved finds the door shut.
    modifier once() {
        require(!entered, TransferFailed());
        entered = true;
        _;
        entered = false;
    }

    /// The value sent along is the genesis accounts' share of the chain's own coin.
    constructor(uint16[] memory operatorIds, address[] memory submitters, address[] memory provers) payable {
        require(operatorIds.length == submitters.length, WrongValue(operatorIds.length, submitters.length));
        for (uint256 i = 0; i < submitters.length; i++) {
            require(operatorIds[i] != 0, NotOperator(submitters[i]));
            operatorOf[submitters[i]] = operatorIds[i];
        }
        for (uint256 i = 0; i < provers.length; i++) isProver[provers[i]] = true;
        tokenCount = 1;
        funds[0] = msg.value;
    }

    /// Makes an ERC-20 usable here. A token that is registered already keeps its id.
    function registerToken(address token) external returns (uint16 tokenId) {
        tokenId = idOf[token];
        if (tokenId != 0) return tokenId;
        require(token.code.length != 0, UnknownToken(tokenCount));
        tokenId = tokenCount;
        tokenCount = tokenId + 1;
        tokenOf[tokenId] = token;
        idOf[token] = tokenId;
        emit TokenRegistered(tokenId, token);
    }

    /// Queues a deposit for an account of the rollup; batches take deposits in this order. Nothing is no deposit.
    function deposit(uint32 accountId, uint16 tokenId, uint64 amount) external payable once {
        require(tokenId < tokenCount, UnknownToken(tokenId));
        require(amount != 0, WrongValue(1, 0));
        uint256 coins = tokenId == 0 ? amount : 0;
        require(msg.value == coins, WrongValue(coins, msg.value));
        if (tokenId != 0) collect(IERC20(tokenOf[tokenId]), amount);
        funds[tokenId] += amount;
        uint64 index = depositCount;
        depositCount = index + 1;
        emit DepositQueued(index, accountId, tokenId, amount);
    }

    /// Takes a batch that was built on the current root. Cheapest refusals first: who loses a race pays for little more
    /// than the bytes sent.
    function submitBatch(
        bytes32 parentRoot,
        bytes32 newRoot,
        bytes calldata data,
        Withdrawal[] calldata withdrawals,
        bytes calldata proof
    ) external {
        uint16 operatorId = operatorOf[msg.sender];
        require(operatorId != 0, NotOperator(msg.sender));
        require(parentRoot == currentRoot, StaleParent(currentRoot, height));
        uint32 next = height + 1;
        uint64 depositsTo = checkHeader(data, operatorId, next);
        bytes32 dataHash = keccak256(data);
        checkProof(
            keccak256(
                abi.encode(
                    block.chainid,
                    address(this),
                    parentRoot,
                    newRoot,
                    dataHash,
                    keccak256(abi.encode(withdrawals))
                )
            ),
            proof
        );
        currentRoot = newRoot;
        height = next;
        depositsTaken = depositsTo;
        for (uint256 i = 0; i < withdrawals.length; i++) owe(withdrawals[i]);
        emit BatchAccepted(next, parentRoot, newRoot, operatorId, dataHash, depositsTo);
    }

    /// Pays the sender all that batches have withdrawn to them of a token.
    function withdraw(uint16 tokenId) external once {
        uint256 amount = owed[msg.sender][tokenId];
        require(amount != 0, NothingOwed());
        owed[msg.sender][tokenId] = 0;
        bool paid;
        if (tokenId == 0) (paid, ) = msg.sender.call{value: amount}("");
        else paid = done(tokenOf[tokenId], abi.encodeCall(IERC20.transfer, (msg.sender, amount)));
        require(paid, TransferFailed());
        emit WithdrawalPaid(msg.sender, tokenId, amount);
    }

    function checkHeader(bytes calldata data, uint16 operatorId, uint32 next) private view returns (uint64 to) {
        require(data.length >= HEADER_BYTES, BadHeader());
        require(data[0] == 0x01 && uint16(bytes2(data[1:3])) == operatorId, BadHeader());
        require(uint32(bytes4(data[3:7])) == next, BadHeader());
        to = uint64(bytes8(data[15:23]));
        uint64 from = uint64(bytes8(data[7:15]));
        uint64 taken = depositsTaken;
        uint64 queued = depositCount;
        require(from == taken && to >= from && to <= queued, DepositsOutOfOrder(taken, queued));
    }

    function checkProof(bytes32 digest, bytes calldata proof) private view {
        require(proof.length == 65, BadProof());
        address prover = ecrecover(digest, uint8(proof[64]), bytes32(proof[:32]), bytes32(proof[32:64]));
        require(prover != address(0) && isProver[prover], BadProof());
    }

    function owe(Withdrawal calldata withdrawal) private {
        uint16 tokenId = withdrawal.tokenId;
        require(tokenId < tokenCount, UnknownToken(tokenId));
        uint256 available = funds[tokenId];
        require(withdrawal.amount <= available, Insolvent(tokenId));
        funds[tokenId] = available - withdrawal.amount;
        owed[withdrawal.to][tokenId] += withdrawal.amount;
    }

    /// Some tokens keep a share of what is moved: what arrived has to be what is booked.
    function collect(IERC20 token, uint256 amount) private {
        uint256 before = token.balanceOf(address(this));
        require(
            done(address(token), abi.encodeCall(IERC20.transferFrom, (msg.sender, address(this), amount))),
            TransferFailed()
        );
        require(token.balanceOf(address(this)) == before + amount, TransferFailed());
    }

    /// Whether a token did as told: some return nothing, some false, some revert.
    function done(address token, bytes memory call) private returns (bool) {
        (bool succeeded, bytes memory answer) = token.call(call);
        return succeeded && (answer.length == 0 || (answer.length >= 32 && abi.decode(answer, (bool))));
    }
}
