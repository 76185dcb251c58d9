"""One chain of blocks in memory: accounts, contracts, time and what happened."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from eth_keys.datatypes import PrivateKey
from eth_tester import EthereumTester, PyEVMBackend
from eth_tester.exceptions import TransactionFailed
from eth_tester.exceptions import ValidationError as Unfit
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError

from coursewright_lab.chain import interface
from coursewright_lab.chain.compiler import Compiled, compile_source
from coursewright_lab.chain.contract import Contract
from coursewright_lab.chain.trace import Step, watched

WEI = 10**18
"""Wei in one ether."""
GAS_LIMIT = 10_000_000
"""Gas that one transaction may use."""


class Reverted(Exception):  # noqa: N818 - what it is called everywhere
    """A transaction was undone; the message is the contract's reason, or empty."""


@dataclass(frozen=True)
class Event:
    """What a contract logged: the event's name, its arguments by name, and the contract's address."""

    name: str
    arguments: dict[str, Any]
    address: str


@dataclass(frozen=True)
class Log:
    """The same as it stands on the chain: up to four topics and the data, in hexadecimal."""

    address: str
    topics: tuple[str, ...]
    data: str
    block: int
    index: int


@dataclass(frozen=True)
class Receipt:
    """What a transaction cost and left: the block's number, the gas used, the price of a unit in wei.

    `is_success` is False where a signed transaction was mined and undone: its fee is gone all the same.
    """

    block: int
    gas_used: int
    gas_price: int
    events: tuple[Event, ...]
    logs: tuple[Log, ...] = ()
    hash: str = ""
    is_success: bool = True

    @property
    def fee(self) -> int:
        """What the sender paid for it, in wei."""
        return self.gas_used * self.gas_price


@dataclass(frozen=True)
class Mark:
    """A moment of a chain that it can return to."""

    snapshot: int
    receipts: int


class Chain:
    """A fresh chain; each transaction is mined at once into a block of its own."""

    def __init__(self) -> None:
        """Begin at block 0, with an account that has more ether than anybody needs."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._tester = EthereumTester(PyEVMBackend())
        self._bank = str(self._tester.get_accounts()[0])
        self._accounts: dict[str, str] = {}
        self._contracts: dict[str, Contract] = {}
        self.receipts: list[Receipt] = []

    def account(self, name: str, ether: float = 100) -> str:
        """The address of the account called `name`; the first call makes it and gives it `ether`."""
        if name not in self._accounts:
            key = PrivateKey(bytes.fromhex(self.key(name)[2:]))
            self._tester.add_account(key.to_hex())
            self._accounts[name] = key.public_key.to_checksum_address()
            if ether:
                self._mined(self._bank, self._accounts[name], b"", int(ether * WEI))
        return self._accounts[name]

    @staticmethod
    def key(name: str) -> str:
        """The private key of the account called `name`. Everybody knows it: never use it elsewhere."""
        return "0x" + keccak(text=f"coursewright/{name}").hex()

    def balance(self, account: str) -> int:
        """What the account or contract holds, in wei."""
        return int(self._tester.get_balance(account))

    def nonce(self, account: str) -> int:
        """How many transactions the account has sent: the number that its next one must carry."""
        return int(self._tester.get_nonce(account))

    def code(self, account: str) -> bytes:
        """The code at an address; empty where no contract is."""
        return bytes.fromhex(self._tester.get_code(account).removeprefix("0x"))

    def storage(self, contract: str | Contract, slot: int) -> int:
        """What a slot of a contract's storage holds, as anybody may read it, `public` or not."""
        address = contract.address if isinstance(contract, Contract) else contract
        found = self._tester.get_storage_at(address, hex(slot))
        return int(found, 16) if isinstance(found, str) else int(found)

    def send(self, sender: str, to: str, wei: int) -> Receipt:
        """Pay `wei` from one account to another, or to a contract. Raises Reverted."""
        self._tried(sender, to, b"", wei)
        return self._keep(self._mined(sender, to, b"", wei))

    def deploy(
        self, source: str | Compiled, *arguments: Any, sender: str | None = None, value: int = 0
    ) -> Contract:
        """Put a contract on the chain. Raises CompileError, Reverted, and TypeError for wrong arguments."""
        made = compile_source(source) if isinstance(source, str) else source
        sender = sender or self._bank
        code = made.code + interface.encode(interface.constructor(made.abi), arguments)
        self._tried(sender, "", code, value)
        found = self._mined(sender, "", code, value)
        contract = Contract(self, to_checksum_address(found["contract_address"]), made.abi)
        self._contracts[contract.address] = contract
        self._keep(found)
        return contract

    def attach(self, source: str | Compiled, address: str) -> Contract:
        """Speak with the contract at `address` (a clone, a proxy) as `source` says. Raises CompileError."""
        made = compile_source(source) if isinstance(source, str) else source
        contract = Contract(self, to_checksum_address(address), made.abi)
        self._contracts[contract.address] = contract
        return contract

    def call(self, sender: str, to: str, data: bytes, wei: int = 0) -> bytes:
        """What a transaction would return, without leaving a trace. Raises Reverted."""
        return self._tried(sender, to, data, wei, "latest")

    def transact(self, sender: str, to: str, data: bytes, wei: int = 0) -> bytes:
        """Send a transaction, and return what it returned. Raises Reverted, and then nothing was sent."""
        answer = self._tried(sender, to, data, wei)
        self._keep(self._mined(sender, to, data, wei))
        return answer

    def broadcast(self, signed: bytes) -> Receipt:
        """Mine a transaction that its sender signed. One that reverts is mined too: see `is_success`.

        Raises ValueError where every node would refuse it: a wrong nonce, a foreign chain, too little ether.
        """
        try:
            sent = self._tester.send_raw_transaction("0x" + signed.hex())
        except (ValidationError, Unfit) as error:
            raise ValueError(f"refused: {error}") from None
        return self._keep(self._tester.get_transaction_receipt(sent))

    @contextmanager
    def trace(self) -> Iterator[list[Step]]:
        """`with chain.trace() as steps:` gives each step of the last call or transaction inside."""
        with watched(self._tester.backend.chain.get_vm().get_state_class().computation_class) as steps:
            yield steps

    def save(self) -> Mark:
        """This moment, to return to with `restore`."""
        return Mark(self._tester.take_snapshot(), len(self.receipts))

    def restore(self, mark: Mark) -> None:
        """Forget every block after `mark`, as nodes do when another branch wins."""
        self._tester.revert_to_snapshot(mark.snapshot)
        del self.receipts[mark.receipts :]

    def mine(self, blocks: int = 1) -> None:
        """Let empty blocks pass."""
        self._tester.mine_blocks(blocks)

    def advance(self, seconds: int) -> None:
        """Let time pass; the next block has the later time."""
        self._tester.time_travel(self.now + seconds)

    @property
    def now(self) -> int:
        """The time of the newest block, in seconds since 1970."""
        return int(self._tester.get_block_by_number("latest")["timestamp"])

    @property
    def block(self) -> int:
        """The number of the newest block."""
        return int(self._tester.get_block_by_number("latest")["number"])

    @property
    def id(self) -> int:
        """The chain's number, which signatures name so that they hold on no other chain."""
        return int(self._tester.backend.chain.chain_id)

    @property
    def bank(self) -> str:
        """The account that pays where no sender is named."""
        return self._bank

    @property
    def events(self) -> list[Event]:
        """Everything that contracts of this chain logged, in order."""
        return [event for receipt in self.receipts for event in receipt.events]

    def _tried(self, sender: str, to: str, data: bytes, wei: int, block: str = "pending") -> bytes:
        """What a call returns in the newest block, or a transaction in the one that it will be mined into."""
        try:
            answer = self._tester.call(self._transaction(sender, to, data, wei), block)
        except TransactionFailed as error:
            raise Reverted(_reason(error)) from None
        return bytes.fromhex(answer.removeprefix("0x"))

    @staticmethod
    def _transaction(sender: str, to: str, data: bytes, wei: int) -> dict[str, Any]:
        made = {"from": sender, "gas": GAS_LIMIT, "value": wei, "data": "0x" + data.hex()}
        return {**made, "to": to} if to else made

    def _mined(self, sender: str, to: str, data: bytes, wei: int) -> dict[str, Any]:
        sent = self._tester.send_transaction(self._transaction(sender, to, data, wei))
        found: dict[str, Any] = self._tester.get_transaction_receipt(sent)
        return found

    def _keep(self, found: dict[str, Any]) -> Receipt:
        events = [self._event(log) for log in found["logs"]]
        receipt = Receipt(
            int(found["block_number"]),
            int(found["gas_used"]),
            int(found["effective_gas_price"]),
            tuple(event for event in events if event),
            tuple(_log(log) for log in found["logs"]),
            str(found["transaction_hash"]),
            bool(found["status"]),
        )
        self.receipts.append(receipt)
        return receipt

    def _event(self, log: dict[str, Any]) -> Event | None:
        address = to_checksum_address(log["address"])
        contract = self._contracts.get(address)
        read = interface.event(contract.abi, log["topics"], log["data"]) if contract else None
        return Event(*read, address) if read else None


def _log(found: dict[str, Any]) -> Log:
    address = to_checksum_address(found["address"])
    return Log(address, tuple(found["topics"]), found["data"], found["block_number"], found["log_index"])


def _reason(error: TransactionFailed) -> str:
    """The contract's own words; py-evm shows an unknown reason as the bytes' Python form."""
    said = str(error.args[0]) if error.args else ""
    return "" if said.startswith(("b'", 'b"')) else said
