"""Which passwords are taken, and how they are kept: argon2id hashes, never the words."""

from __future__ import annotations

import secrets
import string
from functools import cache, cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.errors import InputError

SHORTEST: Final = 8
LONGEST: Final = 1024
"""In characters; hashing a megabyte for a stranger would be a favour to an attacker."""
LONG_IN_DIGITS: Final = 16
"""Shorter ones of nothing but digits and signs are dates and telephone numbers."""
OURS: Final = ("workbench", "factcheck", "newsroom", "checker", "supervisor", "librarian")
"""Words that anybody would try on this desk first."""


class Passwords:
    """Hashing and comparing; slow on purpose."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = PasswordHasher() if hasher is None else hasher

    def hash(self, password: str, *, of: tuple[str, ...] = ()) -> str:
        """The hash to keep.

        Args:
            of: The person's names, which make poor passwords.

        Raises:
            InputError: the password is too short, too long or easy to guess.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise InputError(f"a password has {SHORTEST} to {LONGEST:,} characters")
        if is_easy(password, of=of):
            raise InputError(
                "this password is among the first that anybody would try; take several words"
            )
        return self._hasher.hash(_encode(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether the hash is that of the password; as slow as ever if there is no hash."""
        try:
            right = self._hasher.verify(
                self._nobody if kept is None else kept, _encode(password[: LONGEST + 1])
            )
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))


def is_easy(password: str, *, of: tuple[str, ...] = ()) -> bool:
    """Whether it is a common password or one of ``of``, digits and signs around it aside.

    The common ones are the 30,000 of zxcvbn (Wheeler, USENIX Security 2016).
    """
    core = password.lower().strip(string.digits + string.punctuation + " ")
    names = {name.lower() for name in (*of, *OURS)}
    joined = {name.replace(" ", "") for name in names}
    if not core:
        return len(password) < LONG_IN_DIGITS
    return password.lower() in _common() or core in _common() or core in names | joined


@cache
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


def _encode(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
