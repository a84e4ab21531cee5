// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "../IERC20.sol";

/// An ERC-20 for tests, which can be told to misbehave.
contract TestToken is IERC20 {
    enum Mood {
        Honest,
        AnswersFalse,
        KeepsAShare,
        CallsBack
    }

    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    Mood public mood;
    /// What it calls while moving, in the mood to call back.
    address public target;
    bytes public message;

    constructor(uint256 supply) {
        balanceOf[msg.sender] = supply;
    }

    function become(Mood next, address target_, bytes calldata message_) external {
        (mood, target, message) = (next, target_, message_);
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        return move(from, to, amount);
    }

    function move(address from, address to, uint256 amount) private returns (bool) {
        if (mood == Mood.AnswersFalse) return false;
        balanceOf[from] -= amount;
        balanceOf[to] += mood == Mood.KeepsAShare ? amount - 1 : amount;
        if (mood == Mood.CallsBack) {
            (bool succeeded, ) = target.call(message);
            require(succeeded, "refused");
        }
        return true;
    }
}
