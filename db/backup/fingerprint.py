"""Counts and hashes the rows of tables, the same whether they are in a server or in a dump."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Self

import psycopg
from psycopg.sql import SQL, Identifier

_BEGIN = re.compile(rb"COPY (.+) \(.*\) FROM stdin;\n")
_END = b"\\.\n"
_MODULO = 2**64

_TABLES = """
    SELECT n.nspname, c.relname,
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '' AND NOT a.attisdropped)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (%s)
    GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Fingerprint:
    """How many rows a table has, and a hash over them that does not depend on their order."""

    rows: int
    hash: str

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Self:
        """Take the rows as PostgreSQL's text format writes them, one a line."""
        count = total = 0
        for line in lines:
            count += 1
            total += int.from_bytes(hashlib.blake2b(line, digest_size=8).digest(), "big")
        return cls(count, f"{total % _MODULO:016x}")


Fingerprints = dict[str, Fingerprint]


def of_server(connection: psycopg.Connection, schemas: list[str]) -> Fingerprints:
    """The tables of these schemas as the connection's transaction sees them, by `schema.table`."""
    return {
        f"{schema}.{table}": Fingerprint.of(_rows(connection, schema, table, columns))
        for schema, table, columns in connection.execute(_TABLES, [schemas]).fetchall()
    }


def of_dump(script: IO[bytes]) -> Fingerprints:
    """The tables in a dump that was written out as a script."""
    found: Fingerprints = {}
    for line in script:
        begin = _BEGIN.fullmatch(line)
        if begin:
            name = begin[1].decode().replace('"', "")
            found[name] = Fingerprint.of(_until_end(script))
    return found


def differences(wanted: Mapping[str, Fingerprint], found: Mapping[str, Fingerprint]) -> list[str]:
    """In words, what is not as it should be."""
    return [
        f"{name}: {_told(wanted.get(name))} expected, {_told(found.get(name))} found"
        for name in sorted({*wanted, *found})
        if wanted.get(name) != found.get(name)
    ]


def _told(fingerprint: Fingerprint | None) -> str:
    return "no table" if fingerprint is None else f"{fingerprint.rows} rows ({fingerprint.hash})"


def _rows(connection: psycopg.Connection, schema: str, table: str, columns: list[str]) -> Iterator[bytes]:
    statement = SQL("COPY {} ({}) TO STDOUT").format(
        Identifier(schema, table), SQL(", ").join(map(Identifier, columns))
    )
    with connection.cursor().copy(statement) as copy:
        rest = b""
        for block in copy:
            *lines, rest = (rest + bytes(block)).split(b"\n")
            yield from (line + b"\n" for line in lines)


def _until_end(script: IO[bytes]) -> Iterator[bytes]:
    for line in script:
        if line == _END:
            return
        yield line
