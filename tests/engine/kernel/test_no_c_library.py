"""No compiled function calls a C library's exp, log, power or the like, whose last digits differ from machine to machine."""

import ast
import inspect
import math
import re
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, Final

import llvmlite.binding as llvm
import numba
import numpy as np
import pytest

from coprod_sim.engine.kernel import code_cache, compiled
from coprod_sim.engine.kernel.compiled import SOURCES
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import load_scenario

EXACT: Final = re.compile(
    r"sqrt|sched_yield|_?Py\w+|numba_\w+|NRT_\w+|mem(set|cpy|move)|\.numba\..*"
    r"|llvm\.(sqrt|fabs|floor|ceil|trunc|rint|copysign|is\.fpclass|abs|[su]?(min|max)|minnum|maxnum|mem\w+|assume|masked|vector|lifetime|prefetch|\w+\.with\.overflow|ct\w+|experimental)\b.*"
)
"""What compiled functions may call: of all that calculates with fractions, only what the standard for numbers settles to the last bit."""
FUSED: Final = re.compile(r"\bfrem\b|\bf(add|sub|mul|div) (\w+ )*(fast|contract|reassoc|arcp|afn)\b")
"""A remainder, which is a call of the C library, and sums and products that the compiler may fuse or put in another order."""
PLACES: Final = (
    ("power_sharing", {"families": 30, "professionals": 6}),
    ("statutory", {"families": 200, "professionals": 30, "commissioners": 2, "school_families": 20}),
    ("power_sharing", {"families": 40, "professionals": 6, "pathway": 1, "habits": 1}),
)


def foreign(module: llvm.ModuleRef) -> set[str]:
    """Give what is called from a compiled module, or done in it, that may differ from machine to machine."""
    called = {each.name for each in module.functions if each.is_declaration and not EXACT.fullmatch(each.name)}
    # Helpers of our own stand in other modules.
    return {name for name in called if not name.startswith("_ZN")} | {
        found.group() for found in FUSED.finditer(str(module))
    }


@pytest.fixture(scope="module")
def modules() -> dict[str, llvm.ModuleRef]:
    """Run a town, a town and areas on the pathway, and give all that was compiled for them, by the names of files."""
    for scenario, settings in PLACES:
        simulate(load_scenario(scenario, settings), seed=1, months=13)
    folder = compiled.cache_folder()
    assert folder is not None
    found = {}
    for path in folder.rglob("*.nbc"):
        (_, _, (_, bitcode)), *_ = code_cache.read_sealed(path)
        found[path.name] = llvm.parse_bitcode(bitcode)
    return found


def test_compiled_functions_call_no_c_library(modules: dict[str, llvm.ModuleRef]) -> None:
    """Whatever was compiled for three places, all months and counting among it, calls nothing whose last digit may differ."""
    assert {name.split("-")[0] for name in modules} >= {
        "month_loop.months",
        "totals.add_up",
        "initial_state.start_families",
    }
    assert {name: found for name, module in modules.items() if (found := foreign(module))} == {}


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: y + math.exp(x),
        lambda x, y: y + math.log(x),
        lambda x, y: x**y,
        lambda x, y: y + x**0.3,
        lambda x, y: y + math.cos(x),
        lambda x, y: y + np.tanh(x),
        lambda x, y: x % y,
    ],
    ids=["exp", "log", "power", "fixed power", "cos", "tanh", "remainder"],
)
def test_a_call_of_the_c_library_is_found(function: Callable[[float, float], float]) -> None:
    """Each such function, compiled with the settings of the project, would be found."""
    again = compiled.compile_function(function, "loop", None)  # type: ignore[arg-type]
    again(1.5, 0.5)
    module = llvm.parse_assembly(next(iter(again.for_python.inspect_llvm().values())))
    assert foreign(module)


def test_sums_that_may_be_fused_are_found() -> None:
    """Settings that let the compiler fuse sums and products would be found."""
    again = numba.njit(fastmath=True)(lambda x, y: x * y + 1.0)
    again(1.5, 0.5)
    assert foreign(llvm.parse_assembly(next(iter(again.inspect_llvm().values()))))


def unsettled(function: FunctionType | Callable[..., Any]) -> Iterator[str]:
    """Give what in the text of a function is a power, or a function of `math` or numpy whose last digit may differ."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not isinstance(node.left, ast.Constant):
            yield ast.unparse(node)
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) not in SETTLED
            and node.value.id in ("math", "np")
        ):
            yield ast.unparse(node)


SETTLED: Final = {
    *(("math", name) for name in ("sqrt", "isnan", "floor", "inf", "nan")),
    *(("np", name) for name in ("bool_", "int32", "int64", "uint64", "float64", "isnan", "floor", "nan", "inf")),
}


def test_no_text_of_a_compiled_function_names_one() -> None:
    """Those that no run above reaches name no power and no function of `math` or numpy but the exact ones either."""
    assert {name: found for name, (_, function) in SOURCES.items() if (found := sorted(unsettled(function)))} == {}


def test_a_power_in_a_text_is_found() -> None:
    """A power, also a square, and a logarithm in a text would be found."""

    def wrong(x: float) -> float:
        return math.log(x) + x**2

    assert sorted(unsettled(wrong)) == ["math.log", "x ** 2"]
