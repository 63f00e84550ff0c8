"""Digests without OpenSSL: ``hashlib`` loads it for 4 MB and 2 ms that nothing here needs."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # a Python that is built otherwise
    from hashlib import blake2b

__all__ = ["blake2b", "digest_of"]

SIZE = 32
"""How many bytes a digest has."""


def digest_of(content: bytes | memoryview) -> bytes:
    """Give the digest of some bytes.

    >>> len(digest_of(b"")) == SIZE
    True
    """
    return blake2b(content, digest_size=SIZE).digest()
