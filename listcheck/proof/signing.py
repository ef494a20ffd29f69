"""Ed25519 signatures over manifests: keys as openssl or ssh-keygen write them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from listcheck.core.errors import UsageProblem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

_EXPECTED = (
    "expected an Ed25519 key in PEM or OpenSSH form, as 'openssl genpkey -algorithm ed25519 -out "
    "key.pem' makes it"
)


def signer(path: Path) -> Callable[[bytes], str]:
    """A function that signs bytes with the private key in a file: one line of base64.

    Raises:
        UsageProblem: it cannot be read, is no private Ed25519 key, or needs a password.
    """
    key = _load(path)
    if not hasattr(key, "sign"):
        raise UsageProblem(f"--key {path}: is a public key, and signing takes the private one")
    private = cast("Ed25519PrivateKey", key)
    return lambda content: base64.b64encode(private.sign(content)).decode() + "\n"


def verifier(path: Path) -> Ed25519PublicKey:
    """The public key in a file, or the public half of the private key in it.

    Raises:
        UsageProblem: it cannot be read or is no Ed25519 key.
    """
    key = _load(path)
    if hasattr(key, "public_key"):
        return cast("Ed25519PrivateKey", key).public_key()
    return key


def is_signed_by(key: Ed25519PublicKey, content: bytes, signature: str) -> bool:
    """Whether a signature is the key's over exactly these bytes."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (an extra)

    try:
        key.verify(base64.b64decode(signature.strip(), validate=True), content)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _load(path: Path) -> Ed25519PrivateKey | Ed25519PublicKey:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 (an extra)
        from cryptography.hazmat.primitives import serialization as s  # noqa: PLC0415 (an extra)
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 (an extra)
    except ImportError:
        raise UsageProblem(
            "--key: signatures need the extra 'sign': pip install 'listcheck[sign]'"
        ) from None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageProblem(f"--key {path}: cannot be read ({error.strerror})") from None
    key: object = None
    for load in (
        lambda: s.load_pem_private_key(content, None),
        lambda: s.load_ssh_private_key(content, None),
        lambda: s.load_pem_public_key(content),
        lambda: s.load_ssh_public_key(content),
    ):
        try:
            key = load()
            break
        except TypeError:
            raise UsageProblem(
                f"--key {path}: is protected by a password; give a key without one, readable by "
                "you only"
            ) from None
        except (ValueError, UnsupportedAlgorithm):
            continue
    if not isinstance(key, ed25519.Ed25519PrivateKey | ed25519.Ed25519PublicKey):
        raise UsageProblem(f"--key {path}: is no such key; {_EXPECTED}")
    return key
