"""A chain in the kernel behaves as Ethereum does: balances, reverts, events, gas and time."""

import pytest
from eth_account import Account

from coursewright_lab.chain import Chain, Compiled, CompileError, Contract, Reverted, compile_source
from coursewright_lab.chain.ledger import WEI

TOKEN = """
# pragma version ^0.4.0
event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

balances: public(HashMap[address, uint256])
opened: public(uint256)

@deploy
def __init__(supply: uint256):
    self.balances[msg.sender] = supply
    self.opened = block.timestamp

@external
def transfer(to: address, amount: uint256 = 1) -> bool:
    assert self.balances[msg.sender] >= amount, "too little"
    self.balances[msg.sender] -= amount
    self.balances[to] += amount
    log Transfer(sender=msg.sender, receiver=to, amount=amount)
    return True

@external
@payable
def __default__():
    pass

@external
@view
def both(holders: DynArray[address, 3]) -> (DynArray[address, 3], uint256):
    return holders, block.timestamp - self.opened
"""


@pytest.fixture(scope="module")
def made() -> tuple[Chain, Contract]:
    """A chain with a token of which ada has all 1,000."""
    chain = Chain()
    return chain, chain.deploy(TOKEN, 1_000, sender=chain.account("ada"))


def test_an_account_has_what_it_was_given_and_keeps_its_address() -> None:
    chain, other = Chain(), Chain()
    assert chain.balance(chain.account("ada", 2.5)) == 5 * WEI // 2
    assert chain.account("ada") == other.account("ada") != chain.account("bob")


def test_what_is_sent_arrives_and_the_fee_is_the_senders() -> None:
    chain = Chain()
    ada, bob = chain.account("ada", 3), chain.account("bob", 0)
    receipt = chain.send(ada, bob, WEI)
    assert receipt.gas_used == 21_000
    assert (chain.balance(bob), chain.balance(ada)) == (WEI, 2 * WEI - receipt.fee)


def test_a_transaction_changes_the_contract_and_a_view_is_free(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    ada, bob = chain.account("ada"), chain.account("bob")
    before = len(chain.receipts)
    assert token.transfer(bob, 5, sender=ada) is True
    assert token.balances(bob) == 5
    assert len(chain.receipts) == before + 1
    assert chain.receipts[-1].gas_used > 21_000
    event = chain.events[-1]
    assert (event.name, event.arguments) == ("Transfer", {"sender": ada, "receiver": bob, "amount": 5})


def test_a_revert_tells_its_reason_and_changes_nothing(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    cleo, block = chain.account("cleo"), chain.block
    with pytest.raises(Reverted, match=r"^too little$"):
        token.transfer(chain.account("ada"), sender=cleo)
    assert chain.block == block


def test_a_revert_without_a_reason_has_none() -> None:
    chain = Chain()
    strict = chain.deploy("@external\ndef never(x: uint256):\n    assert x > 5\n")
    with pytest.raises(Reverted, match=r"^$"):
        strict.never(1)


def test_ether_reaches_a_contract_that_takes_it(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    chain.send(chain.account("ada"), token.address, 7)
    assert chain.balance(token.address) == 7


def test_time_passes_when_it_is_told_to(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    ada = chain.account("ada")
    chain.advance(3_600)
    chain.mine()
    holders, age = token.both([ada])
    assert (holders, age >= 3_600) == ([ada], True)


def test_wrong_calls_are_told_apart_from_failing_ones(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    with pytest.raises(TypeError, match=r"transfer takes to: address"):
        token.transfer("nobody", 1)
    with pytest.raises(TypeError, match=r"the constructor takes supply: uint256, not 0 values"):
        chain.deploy(TOKEN)
    with pytest.raises(AttributeError, match=r"no function burn; it has balances"):
        token.burn(1)


def test_what_does_not_compile_names_its_line() -> None:
    with pytest.raises(CompileError, match=r"line 3"):
        Chain().deploy("total: uint256\n@external\ndef f(): self.missing = 1\n")
    with pytest.raises(CompileError):
        Chain().deploy("contract Token {}")


def test_logs_stand_as_on_the_chain(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    ada, bob = chain.account("ada"), chain.account("bob")
    token.transfer(bob, 7, sender=ada)
    receipt = chain.receipts[-1]
    log = receipt.logs[0]
    assert (log.address, log.block, log.index) == (token.address, receipt.block, 0)
    assert log.topics[0] == "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
    assert (int(log.topics[2], 16), int(log.data, 16)) == (int(bob, 16), 7)


def test_anybody_reads_storage_and_code(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    assert chain.storage(token, 1) == token.opened() == chain.storage(token.address, 1)
    assert chain.code(token.address)
    assert not chain.code(chain.account("ada"))


def test_a_signed_transaction_is_mined_even_if_it_reverts() -> None:
    chain = Chain()
    ada, bob = chain.account("ada", 1), chain.account("bob", 0)
    token = chain.deploy(TOKEN, 10)

    def signed(nonce: int, to: str, wei: int, data: str = "0x") -> bytes:
        fields = {"nonce": nonce, "to": to, "value": wei, "gas": 100_000, "data": data, "chainId": chain.id}
        fees = {"maxFeePerGas": 10**10, "maxPriorityFeePerGas": 10**9}
        return bytes(Account.sign_transaction({**fields, **fees}, chain.key("ada")).raw_transaction)

    assert chain.broadcast(signed(0, bob, 5)).is_success
    too_much = "0xa9059cbb" + bob[2:].rjust(64, "0") + "1".rjust(64, "0")
    failed = chain.broadcast(signed(1, token.address, 0, too_much))
    assert (failed.is_success, failed.fee > 0, failed.logs) == (False, True, ())
    assert (chain.nonce(ada), chain.balance(bob), len(failed.hash)) == (2, 5, 66)
    with pytest.raises(ValueError, match=r"refused"):
        chain.broadcast(signed(0, bob, 5))


def test_a_trace_follows_stack_and_gas_of_the_last_run() -> None:
    chain = Chain()
    ada = chain.account("ada")
    adder = chain.deploy(Compiled((), bytes.fromhex("600a600c600039600a6000f3" + "600260030160005500")))
    with chain.trace() as steps:
        chain.transact(ada, adder.address, b"")
    assert [step.opcode for step in steps] == ["PUSH1", "PUSH1", "ADD", "PUSH1", "SSTORE", "STOP"]
    assert (steps[2].stack, steps[4].stack, steps[4].cost) == ((2, 3), (5, 0), 22_100)
    assert 21_000 + sum(step.cost for step in steps) == chain.receipts[-1].gas_used
    assert chain.storage(adder, 0) == 5
    chain.transact(ada, adder.address, b"")
    assert len(steps) == 6


def test_a_trace_follows_a_call_into_another_contract() -> None:
    chain = Chain()
    token = chain.deploy(TOKEN, 10)
    interface = "interface Token:\n    def opened() -> uint256: view\n"
    function = "@external\ndef ask(token: address) -> uint256:\n    return staticcall Token(token).opened()\n"
    asker = chain.deploy(interface + function)
    with chain.trace() as steps:
        asker.ask(token)
    assert {step.depth for step in steps} == {0, 1}


def test_a_chain_returns_to_a_mark(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    ada, bob = chain.account("ada"), chain.account("bob")
    mark, had, block, events = chain.save(), token.balances(bob), chain.block, len(chain.events)
    token.transfer(bob, 9, sender=ada)
    chain.restore(mark)
    assert (token.balances(bob), chain.block, len(chain.events)) == (had, block, events)
    token.transfer(bob, 2, sender=ada)
    assert token.balances(bob) == had + 2


def test_another_interface_speaks_with_the_same_contract(made: tuple[Chain, Contract]) -> None:
    chain, token = made
    again = chain.attach(compile_source(TOKEN), token.address)
    assert again.balances(chain.account("ada")) == token.balances(chain.account("ada"))


def test_a_transaction_is_tried_in_the_block_that_it_is_mined_into() -> None:
    chain = Chain()
    function = "@external\ndef only(number: uint256) -> uint256:\n"
    strict = chain.deploy(function + "    assert block.number == number\n    return number\n")
    coming = chain.block + 1
    assert strict.only(coming) == coming == chain.block
    assert chain.receipts[-1].is_success
    with pytest.raises(Reverted):
        strict.only(coming)


def test_addresses_are_spelled_alike_inside_structs_and_lists() -> None:
    chain = Chain()
    ada = chain.account("ada")
    deals = chain.deploy(
        "struct Deal:\n    seller: address\n    price: uint256\n"
        "@external\n@view\ndef both() -> DynArray[Deal, 2]:\n"
        "    return [Deal(seller=msg.sender, price=1), Deal(seller=msg.sender, price=2)]\n"
    )
    assert deals.both(sender=ada) == [(ada, 1), (ada, 2)]
