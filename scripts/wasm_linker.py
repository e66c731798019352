"""Makes one WebAssembly module of compiled functions, from the same Python text as the native code.

numba's code of every function is noted before it is optimised for this machine, linked for wasm32, freed of all that
only Python needs, and given an entry with one argument: the address of a table of 8-byte words,
the first for a result, the others for numba's flattened arguments.  LLVM emits an object, and wasm-ld makes the module of it.
A rule can be left open: whoever loads the module may then have a function of their own called in its place (OpenRules).
Import this before anything of coprod_sim that is compiled: it lets numba keep nothing, for what is kept has no code to note.
"""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import llvmlite.binding as llvm
import numba
from numba.core import cgutils
from numba.core.codegen import CPUCodeLibrary
from wasm_open_rules import OWN_ENTRIES, OpenRules, quoted

from coprod_sim.engine.kernel import compiled

TRIPLE: Final = "wasm32-unknown-unknown"
FEATURES: Final = "+bulk-memory,+sign-ext,+nontrapping-fptoint"
"""What every browser of the last five years understands."""
LINKER: Final = (sys.executable, "-m", "ziglang", "wasm-ld")
OF_OUR_OWN: Final = {
    "sched_yield": "define i32 @sched_yield() {\n  ret i32 0\n}",
    "sqrt": """declare double @llvm.sqrt.f64(double)
define double @sqrt(double %number) {
  %root = call double @llvm.sqrt.f64(double %number)
  ret double %root
}""",
}
"""What stands for functions of a C library: one thread alone never gives way, and WebAssembly itself takes square roots."""
PIECES: dict[int, list[str]] = {}
"""numba's code by the library that it belongs to."""
KEPT: Final[list[Any]] = []
"""Libraries whose code is noted: as long as they are here, no other has their number."""


def note_code() -> None:
    """Keep the code of each function as numba hands it over, and compile all anew in this process."""
    hand_over = CPUCodeLibrary.add_ir_module

    def add_ir_module(self: Any, ir_module: Any) -> None:
        PIECES.setdefault(id(self), []).append(cgutils.normalize_ir_text(str(ir_module)))
        KEPT.append(self)
        hand_over(self, ir_module)

    def compile_function(function: Any, kind: compiled.FunctionKind, folder: Path | None) -> Any:
        del folder
        return numba.jit(**compiled.options_of(kind))(function)

    CPUCodeLibrary.add_ir_module = add_ir_module  # type: ignore[method-assign]
    compiled.compile_function = compile_function


note_code()


def libraries_of(library: Any, found: list[Any]) -> list[Any]:
    """Give a library and all that it needs, each once, what is needed first."""
    if library not in found:
        for other in library._linking_libraries:
            libraries_of(other, found)
        if library not in found:
            found.append(library)
    return found


class Module:
    """A module in the making."""

    def __init__(self) -> None:
        llvm.initialize_all_targets()
        llvm.initialize_all_asmprinters()
        self.machine = llvm.Target.from_triple(TRIPLE).create_target_machine(opt=3, features=FEATURES)
        self.head = f'target datalayout = "{self.machine.target_data}"\ntarget triple = "{TRIPLE}"\n'
        self.libraries: list[Any] = []
        self.entries: dict[str, str] = {}
        self.open = OpenRules()

    def add(self, name: str, function: Any, given: Sequence[Any]) -> Any:
        """Add an entry for a function with arguments of these types of numba; gives the type of its result."""
        function.compile(tuple(given))
        found = function.overloads[tuple(given)]
        libraries_of(found.library, self.libraries)
        self.entries[name] = found.fndesc.mangled_name
        return found.signature.return_type

    def linked(self) -> llvm.ModuleRef:
        """Link all pieces for the target, and hide all but the entries."""
        whole = llvm.parse_assembly(self.head)
        for library in self.libraries:
            for text in PIECES[id(library)]:
                plain = re.sub(r"^target (triple|datalayout).*$", "", text, flags=re.MULTILINE).replace(
                    "= common global", "= internal global"
                )
                whole.link_in(llvm.parse_assembly(self.head + self.open.renamed(plain)))
        whole.link_in(llvm.parse_assembly(self.head + "\n".join(self.entry(whole, name) for name in self.entries)))
        whole.link_in(llvm.parse_assembly(self.head + self.open.glue()))
        called = {function.name for function in whole.functions}
        for name, text in OF_OUR_OWN.items():
            if name in called:
                whole.link_in(llvm.parse_assembly(self.head + text))
        for function in whole.functions:
            if not function.is_declaration and function.name not in (*self.entries, *OWN_ENTRIES):
                function.linkage = "internal"
        for variable in whole.global_variables:
            if not variable.is_declaration and variable.linkage.name not in ("private", "internal"):
                variable.linkage = "internal"
        whole.verify()
        return whole

    def entry(self, whole: llvm.ModuleRef, name: str) -> str:
        """Write an entry: it loads each argument from the table, calls, and gives numba's status."""
        mangled = self.entries[name]
        kinds = ["ptr" if "*" in str(one.type) else str(one.type) for one in whole.get_function(mangled).arguments]
        lines, given = ["  %fault = alloca ptr, align 8"], ["ptr %table", "ptr %fault"]
        for number, kind in enumerate(kinds[2:], 1):
            lines.append(f"  %place{number} = getelementptr i8, ptr %table, i32 {8 * number}")
            if kind == "ptr":
                lines.append(f"  %word{number} = load i64, ptr %place{number}, align 8")
                lines.append(f"  %given{number} = inttoptr i64 %word{number} to ptr")
            else:
                lines.append(f"  %given{number} = load {kind}, ptr %place{number}, align 8")
            given.append(f"{kind} %given{number}")
        call = f"  %status = call i32 @{quoted(mangled)}({', '.join(given)})\n  ret i32 %status"
        body = "\n".join([*lines, call])
        return f"declare i32 @{quoted(mangled)}({', '.join(kinds)})\ndefine i32 @{name}(ptr %table) {{\n{body}\n}}"

    def write(self, file: Path) -> None:
        """Optimise, emit, and link into a file."""
        whole = self.linked()
        options = llvm.create_pipeline_tuning_options(speed_level=3)
        options.loop_vectorization = options.slp_vectorization = False
        builder = llvm.create_pass_builder(self.machine, options)
        for _ in range(2):  # once to drop what Python needs, once for the rest
            builder.getModulePassManager().run(whole, builder)
        given = {f"rule_{name}" for name in self.open.rules}
        outside = [one.name for one in whole.functions if one.is_declaration and not one.name.startswith("llvm.")]
        missing = sorted(set(outside) - given)
        if missing:
            raise SystemExit(f"the module calls what no browser has: {', '.join(missing)}")
        thing = file.with_suffix(".o")
        thing.write_bytes(self.machine.emit_object(whole))
        exports = [f"--export={name}" for name in (*self.entries, *OWN_ENTRIES, "__heap_base")]
        subprocess.run(
            [*LINKER, "--no-entry", "--gc-sections", "--strip-all", "-O3", *exports, str(thing), "-o", str(file)],
            check=True,
        )
        thing.unlink()
