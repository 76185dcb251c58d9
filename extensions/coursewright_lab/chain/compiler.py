"""Compiles Vyper contracts, and tells what is wrong with one in a few lines."""

from dataclasses import dataclass
from typing import Any

from vyper.compiler import compile_code
from vyper.exceptions import VyperException


class CompileError(Exception):
    """The source is no contract; the message names the line."""


@dataclass(frozen=True)
class Compiled:
    """A contract ready to be deployed: its interface and the code that makes it."""

    abi: tuple[dict[str, Any], ...]
    code: bytes


def compile_source(source: str) -> Compiled:
    """The compiled form of Vyper `source`. Raises CompileError."""
    try:
        made = compile_code(source, output_formats=["abi", "bytecode"])
    except VyperException as error:
        raise CompileError(str(error).strip()) from None
    except (SyntaxError, ValueError, RecursionError) as error:
        raise CompileError(f"This is not Vyper: {error}") from None
    return Compiled(tuple(made["abi"]), bytes.fromhex(made["bytecode"].removeprefix("0x")))
