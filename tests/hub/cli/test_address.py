"""An analyst is told where to log in, and reads numbers there."""

import psycopg
import pytest

from tests.hub.cli.conftest import Call


@pytest.mark.parametrize("role", ["analyst", "operator"])
def test_the_address_of_a_role_names_it_with_its_password(call: Call, role: str) -> None:
    assert call("db", "upgrade").code == 0
    told = call("db", "address", role, "--json").rows[0]["address"]
    known = psycopg.conninfo.conninfo_to_dict(told)
    assert str(known["user"]).endswith(f"_{role}")
    assert len(str(known["password"])) == 64


def test_no_address_is_told_of_the_platforms_own_roles(call: Call) -> None:
    assert call("db", "address", "owner").code == 2
