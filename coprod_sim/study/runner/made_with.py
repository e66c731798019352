"""What a study was made with: scenarios, files and versions, from its manifest and from each of its runs.

A study may go on under another version of Python or of a package, and its workers may have other versions too.
So each run keeps its own, and where they differ, whoever goes on with the study or reads it is told.
"""

import json
import warnings
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.study.provenance import commit, provenance, versions

if TYPE_CHECKING:
    from coprod_sim.study.plan.plan import Plan

Versions = Mapping[str, str]

OLD_KEYS: Final = ("coprod_sim", "python", "numpy", "scipy")
"""What a manifest says of versions that was written before it had its `provenance`."""
NO_VERSION: Final = "platform"
"""It stands among the versions, and a newer kernel is no other version."""


class MixedVersionsWarning(UserWarning):
    """The runs of a study were made with more than one version of something."""


def study_provenance(plan: "Plan", gaps: Iterable[str] = ()) -> dict[str, Any]:
    """Give what a study is made with as it begins; `settings` are those of all its runs."""
    return {
        "plan": plan.name,
        "plan_hash": plan.hash,
        "settings": plan.to_dict().get("settings", {}),
        **provenance(plan.loaded, plan.place.origin, scale=plan.place.scale, gaps=gaps),
    }


def begun_with(manifest: Mapping[str, Any]) -> Versions:
    """Give the versions with which a study was begun, as far as its manifest says them."""
    recorded = manifest.get("provenance", {})
    if isinstance(recorded, Mapping) and isinstance(recorded.get("versions"), Mapping):
        return {str(name): str(version) for name, version in recorded["versions"].items()}
    return {name: str(manifest[name]) for name in OLD_KEYS if name in manifest}


def run_versions(texts: Iterable[str]) -> list[Versions]:
    """Read what runs of a study note of their versions, each combination once; nothing of what is no such note."""
    found: list[Versions] = []
    for text in dict.fromkeys(texts):
        try:
            recorded = json.loads(text)
        except ValueError:
            continue
        if isinstance(recorded, dict):
            found.append({str(name): str(version) for name, version in recorded.items()})
    return found


def mixed(combinations: Iterable[Versions]) -> dict[str, list[str]]:
    """Give what was there in several versions, with all of them.

    >>> mixed([{"python": "3.11.7", "numba": "0.60"}, {"python": "3.12.1"}, {"python": "3.11.7", "numba": "0.60"}])
    {'python': ['3.11.7', '3.12.1']}
    """
    found: dict[str, dict[str, None]] = {}
    for versions_there in combinations:
        for name, version in versions_there.items():
            found.setdefault(name, {})[version] = None
    return {name: list(each) for name, each in found.items() if len(each) > 1 and name != NO_VERSION}


def mixture_text(where: object, differ: Mapping[str, list[str]]) -> str:
    """Say what was mixed, and what to make of it."""
    words = "; ".join(f"{name} {' and '.join(each)}" for name, each in differ.items())
    return (
        f"{where}: made with more than one version: {words}. Its runs may differ in their last digits, or in more. "
        "To be sure, run the study again in another folder with one set of versions."
    )


def warn_if_mixed(where: object, combinations: Iterable[Versions]) -> None:
    """Warn whoever goes on with a study, or reads it."""
    differ = mixed(combinations)
    if differ:
        warnings.warn(mixture_text(where, differ), MixedVersionsWarning, stacklevel=3)


def made_of(plan: "Plan", manifest: Mapping[str, Any] | None, notes: Iterable[str]) -> dict[str, Any]:
    """Give what results of a study rest on: as it began, the versions of its runs, and what reads them now.

    notes: what each run says of its versions.
    """
    kept = manifest or {}
    begun = kept.get("provenance") or {**study_provenance(plan), "versions": begun_with(kept), "commit": None}
    each = run_versions(notes)
    return {
        **begun,
        "runs_made_with": each,
        "mixed": mixed([begun["versions"], *each]),
        "read_with": {"versions": versions(), "commit": commit()},
    }
