// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface IRollup {
    function withdraw(uint16 tokenId) external;
}

/// A receiver, for tests, that asks again while it is being paid, or will not be paid at all.
contract Thief {
    IRollup private immutable rollup;
    bool public refuses;
    bool public caught;

    constructor(IRollup rollup_) {
        rollup = rollup_;
    }

    function take(bool refuse) external {
        refuses = refuse;
        rollup.withdraw(0);
    }

    receive() external payable {
        require(!refuses);
        try rollup.withdraw(0) {
            caught = false;
        } catch {
            caught = true;
        }
    }
}
