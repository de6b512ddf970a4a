"""What an address counts as where tries and streams are counted by address."""

import ipaddress
from contextlib import suppress

OF_ONE_HOLDER = 64


def counted(address: str) -> str:
    """Of IPv6 the network: whoever has one address has the 2^64 beside it. Of IPv4 the address."""
    with suppress(ValueError):
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address}/{OF_ONE_HOLDER}", strict=False))
    return address
