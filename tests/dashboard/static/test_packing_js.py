"""The worker packs the text of a link as zlib does, byte for byte."""

import random
import zlib

import pytest

from tests.dashboard.static.setup_worker import in_worker


def test_packs_as_zlib() -> None:
    """Texts of all kinds are packed to the same bytes, unpacked again, and have the same SHA-256; broken ones are refused."""
    if "ng" in zlib.ZLIB_RUNTIME_VERSION:
        pytest.skip("zlib-ng finds other repeats than zlib")
    rng = random.Random(5)
    words = [
        '"do":',
        "train_staff",
        "share_decisions",
        "{",
        "}",
        ",",
        "0.5",
        "1.25",
        "é",
        "家",
        "12",
        '"w":"A"',
        "aaaa",
    ]
    each = ["", "a", "ab", "\x01", "a" * 3000, "".join(chr(code) for code in range(32, 500))]
    each += ["".join(rng.choice(words) for _ in range(int(10 ** rng.uniform(0, 3)))) for _ in range(400)]
    each += [
        "".join(chr(32 + min(90, int(rng.expovariate(0.15)))) for _ in range(rng.randint(1, 3000))) for _ in range(100)
    ]
    each += ["".join(rng.choice("abcdefgh") for _ in range(60_000))]
    packed = [zlib.compressobj(9, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL) for _ in each]
    expected = [(one.compress(text.encode()) + one.flush()).hex() for one, text in zip(packed, each, strict=True)]
    assert in_worker("deflated", [[text] for text in each]) == expected
    assert in_worker("inflated", [[one] for one in expected]) == [text.encode().hex() for text in each]
    broken = [bytearray.fromhex(rng.choice(expected[6:-1])) for _ in range(1500)]
    for one in broken:
        one[rng.randrange(min(len(one), 60))] ^= 1 << rng.randrange(8)
    assert in_worker("inflated", [[one.hex()] for one in broken]) == [unpacked(bytes(one)) for one in broken]


def unpacked(small: bytes) -> str:
    """Give what zlib makes of some bytes; nothing if they are not whole and right."""
    opener = zlib.decompressobj(-15)
    try:
        text = opener.decompress(small)
    except zlib.error:
        return ""
    return text.hex() if opener.eof and not opener.unused_data else ""
