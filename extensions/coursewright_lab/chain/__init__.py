"""A whole Ethereum chain inside the kernel: a real EVM, a real compiler, and no network.

from coursewright_lab.chain import Chain

chain = Chain()
ada, bob = chain.account("ada"), chain.account("bob")
token = chain.deploy(SOURCE, 1_000, sender=ada)
token.transfer(bob, 5, sender=ada)
token.balances(bob)
"""

from coursewright_lab.chain.compiler import Compiled, CompileError, compile_source
from coursewright_lab.chain.contract import Contract
from coursewright_lab.chain.ledger import Chain, Event, Log, Mark, Receipt, Reverted
from coursewright_lab.chain.trace import Step

__all__ = [
    "Chain",
    "CompileError",
    "Compiled",
    "Contract",
    "Event",
    "Log",
    "Mark",
    "Receipt",
    "Reverted",
    "Step",
    "compile_source",
]
