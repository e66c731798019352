"""Leaves rules open in a WebAssembly module: whoever loads it may have functions of their own called in the place of some rules.

The rules stay in the module; a mask, with a bit for each, says which of them are asked of the page instead.
"""

import re
from typing import Any, Final

from numba import types

STANDARD: Final = ".standard"
"""Ends the name of an open rule as it is compiled."""
OWN_ENTRIES: Final = ("open_rules", "exp_of")
"""What the page calls by plain numbers: which rules are its own, and the exponential of all rules."""
KINDS: Final = {types.float64: "double", types.uint8: "i8"}
"""Types of arguments, as LLVM names them; a flag is handed over as a real number."""
RECORD: Final = "ptr"


def quoted(name: str) -> str:
    """Write a name as LLVM's text does."""
    return '"' + name.replace("\\", "\\5c").replace('"', "\\22") + '"'


class OpenRules:
    """Rules that are called as they are, or as functions of the page, one bit of a mask for each.

    Each takes numbers, and the parameters as the place of their record in memory, and gives a real number.
    """

    def __init__(self) -> None:
        self.rules: dict[str, tuple[str, list[str]]] = {}
        self.exp = ""

    def add(self, name: str, function: Any) -> None:
        """Leave a rule open, which has been compiled once."""
        (found,) = function.overloads.values()
        assert found.signature.return_type == types.float64, name
        kinds = [RECORD if isinstance(one, types.Record) else KINDS[one] for one in found.signature.args]
        self.rules[name] = found.fndesc.mangled_name, kinds

    def flags(self) -> dict[str, list[int]]:
        """Say which arguments of which rules are no real numbers, by place; rules without any are left out."""
        found = {name: [at for at, kind in enumerate(kinds) if kind == "i8"] for name, (_, kinds) in self.rules.items()}
        return {name: places for name, places in found.items() if places}

    def renamed(self, text: str) -> str:
        """Let a piece define its open rules under another name, so that all who call them call what `glue` writes."""
        for mangled, kinds in self.rules.values():
            at = f"@{quoted(mangled)}("
            head = re.search(rf"^define [^\n]*{re.escape(at)}", text, flags=re.MULTILINE)
            if head:
                other = head[0].replace(at, f"@{quoted(mangled + STANDARD)}(")
                needed = f"declare i32 {at}{', '.join(['ptr', 'ptr', *kinds])})\n"
                text = text.replace(head[0], f"{needed}{other}")
        return text

    def glue(self) -> str:
        """Write what stands where open rules are called, the mask, and how the page sets it and takes the rules' own exp."""
        switches = [switch(bit, name, *self.rules[name]) for bit, name in enumerate(self.rules)]
        return "\n".join(["@open_mask = internal global i32 0", *switches, ENTRIES.replace("EXP", quoted(self.exp))])


def switch(bit: int, name: str, mangled: str, kinds: list[str]) -> str:
    """Write the function that calls a rule, or the page's function in its place.

    The page's function reads memory and writes none, so that what was read before it need not be read again.
    """
    given = ", ".join(f"{kind} %given{place}" for place, kind in enumerate(kinds))
    handed = ["double" if kind == "i8" else kind for kind in kinds]
    reals = [
        f"  %real{place} = uitofp i8 %given{place} to double\n" for place, kind in enumerate(kinds) if kind == "i8"
    ]
    passed = ", ".join(
        f"{one} %{'real' if kind == 'i8' else 'given'}{place}"
        for place, (one, kind) in enumerate(zip(handed, kinds, strict=True))
    )
    return f"""declare i32 @{quoted(mangled + STANDARD)}(ptr, ptr, {", ".join(kinds)})
attributes #{bit} = {{ nounwind willreturn memory(read) "wasm-import-module"="rules" "wasm-import-name"="{name}" }}
declare double @rule_{name}({", ".join(handed)}) #{bit}
define i32 @{quoted(mangled)}(ptr %result, ptr %fault, {given}) alwaysinline {{
  %mask = load i32, ptr @open_mask
  %mine = and i32 %mask, {1 << bit}
  %standard = icmp eq i32 %mine, 0
  br i1 %standard, label %ours, label %theirs
ours:
  %status = call i32 @{quoted(mangled + STANDARD)}(ptr %result, ptr %fault, {given})
  ret i32 %status
theirs:
{"".join(reals)}  %value = call double @rule_{name}({passed})
  store double %value, ptr %result
  ret i32 0
}}"""


ENTRIES: Final = """define void @open_rules(i32 %mask) {
  store i32 %mask, ptr @open_mask
  ret void
}
declare i32 @EXP(ptr, ptr, double)
define double @exp_of(double %number) {
  %result = alloca double
  %fault = alloca ptr
  %status = call i32 @EXP(ptr %result, ptr %fault, double %number)
  %value = load double, ptr %result
  ret double %value
}"""
