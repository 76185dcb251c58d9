"""Turns Python values into the bytes that contracts speak, and back, by the contract's own interface."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from eth_abi.abi import decode as abi_decode
from eth_abi.abi import encode as abi_encode
from eth_abi.exceptions import EncodingError
from eth_typing import ABIEvent, ABIFunction
from eth_utils.abi import event_abi_to_log_topic, function_abi_to_4byte_selector
from eth_utils.address import to_checksum_address

Entry = dict[str, Any]
NO_CONSTRUCTOR: Entry = {"name": "the constructor", "inputs": []}


def constructor(abi: Iterable[Entry]) -> Entry:
    """The entry that says what a contract is made with."""
    found = next((entry for entry in abi if entry["type"] == "constructor"), None)
    return {**found, "name": "the constructor"} if found else NO_CONSTRUCTOR


def functions(abi: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The functions by name; one with default values is there once for each number of arguments."""
    found: dict[str, list[Entry]] = {}
    for entry in abi:
        if entry["type"] == "function":
            found.setdefault(entry["name"], []).append(entry)
    return found


def encode(entry: Entry, arguments: Sequence[Any]) -> bytes:
    """The arguments as bytes. Raises TypeError where they do not fit."""
    inputs = entry["inputs"]
    wanted = ", ".join(f"{each['name']}: {each['type']}" for each in inputs) or "no arguments"
    if len(arguments) != len(inputs):
        raise TypeError(f"{entry['name']} takes {wanted}, not {len(arguments)} values")
    try:
        return abi_encode([_type(each) for each in inputs], [_plain(value) for value in arguments])
    except EncodingError as error:
        raise TypeError(f"{entry['name']} takes {wanted}: {error}") from None


def selected(entry: Entry, arguments: Sequence[Any]) -> bytes:
    """The whole message of a call: the function's four bytes and its arguments."""
    return function_abi_to_4byte_selector(cast("ABIFunction", entry)) + encode(entry, arguments)


def decode(outputs: Sequence[Entry], data: bytes) -> Any:
    """What a function returned: nothing, one value or a tuple."""
    values = _decoded(outputs, data)
    return values[0] if len(values) == 1 else (values or None)


def event(abi: Iterable[Entry], topics: Sequence[str], data: str) -> tuple[str, dict[str, Any]] | None:
    """The name and the arguments of what was logged; None where the interface does not know it."""
    topic = _bytes(topics[0]) if topics else b""
    known = [entry for entry in abi if entry["type"] == "event"]
    entry = next((each for each in known if event_abi_to_log_topic(cast("ABIEvent", each)) == topic), None)
    if entry is None:
        return None
    marked = [each for each in entry["inputs"] if each["indexed"]]
    rest = [each for each in entry["inputs"] if not each["indexed"]]
    pairs = zip(marked, topics[1:], strict=True)
    values = {each["name"]: _indexed(each, _bytes(hashed)) for each, hashed in pairs}
    values |= {each["name"]: value for each, value in zip(rest, _decoded(rest, _bytes(data)), strict=True)}
    return entry["name"], {each["name"]: values[each["name"]] for each in entry["inputs"]}


def _decoded(entries: Sequence[Entry], data: bytes) -> tuple[Any, ...]:
    types = [_type(each) for each in entries]
    if not types:
        return ()
    pairs = zip(entries, abi_decode(types, data), strict=True)
    return tuple(_readable(entry, value) for entry, value in pairs)


def _indexed(entry: Entry, topic: bytes) -> Any:
    """An indexed argument; of one that does not fit into 32 bytes only the hash is logged."""
    kind = _type(entry)
    return topic if kind in {"string", "bytes"} or kind.endswith(("]", ")")) else _decoded([entry], topic)[0]


def _type(entry: Entry) -> str:
    kind = str(entry["type"])
    if not kind.startswith("tuple"):
        return kind
    return f"({','.join(_type(each) for each in entry['components'])}){kind[5:]}"


def _readable(entry: Entry, value: Any) -> Any:
    """Addresses as people write them, also inside lists and structs."""
    kind = str(entry["type"])
    if kind.endswith("]"):
        inner = {**entry, "type": kind[: kind.rindex("[")]}
        return [_readable(inner, each) for each in value]
    if kind == "tuple":
        return tuple(_readable(*pair) for pair in zip(entry["components"], value, strict=True))
    return to_checksum_address(value) if kind == "address" else value


def _plain(value: Any) -> Any:
    """A contract stands for its address."""
    return getattr(value, "address", value)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
