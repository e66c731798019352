"""The equations that a reader may change on the page: their texts, inputs and worked examples, read off the Python of the rules.

Each is a function of numbers whose body is a few steps and a result; the module of rules calls it by way of the page (scripts/make_wasm.py).
Nothing about a rule is written here but its name: what is shown is what is run.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from coprod_sim.dashboard.static.tables import StaticTables

FOLDER: Final = Path(__file__).parents[3] / "agents" / "rules"
OPEN_RULES: Final = (
    "real_ceiling",
    "professional_willingness",
    "power_released",
    "credible_say",
    "breach",
    "experience",
    "trust_rate",
    "professional_trust_after",
    "knowledge_after",
    "own_effort",
    "progress_after",
    "engaged_after",
    "family_energy_after",
    "staff_energy_after",
    "facilitation_after",
)
"""In the order of their bits in the module, which is that in which they are shown: power, say, trust, effort, energy and skill."""
PARAMETERS: Final = "par"


def tables() -> StaticTables:
    """Give the equations by name."""
    return {"rules": [rule_table(name) for name in OPEN_RULES], "ranges": ranges()}


def rule_table(name: str) -> StaticTables:
    """Give all that is shown of one rule."""
    text, function = sources()[name]
    doc = inspect.cleandoc(ast.get_docstring(function) or "")
    given = [argument.arg for argument in function.args.args]
    return {
        "name": name,
        "title": doc.partition("\n")[0],
        "inputs": [one for one in given if one != PARAMETERS],
        "given": given,
        "text": expression_text(text, function),
        "example": example(name, function, doc),
    }


@cache
def sources() -> dict[str, tuple[str, ast.FunctionDef]]:
    """Read all rules: of each the text of its file, and its function."""
    files = [file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.py"))]
    return {
        node.name: (text, node) for text in files for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)
    }


def expression_text(text: str, function: ast.FunctionDef) -> str:
    """Write the steps and the result of a rule as the page shows them: a line for each, the last without its `return`."""
    *steps, last = function.body[1:]
    assert isinstance(last, ast.Return)
    assert last.value is not None
    assert all(isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name) for step in steps), function.name
    return "\n".join(ast.get_source_segment(text, part) or "" for part in (*steps, last.value))


def example(name: str, function: ast.FunctionDef, doc: str) -> StaticTables:
    """Give the first worked example of a rule: its inputs, its parameters, and the value that it shows, with its digits."""
    lines = doc.splitlines()
    examples = [(line[4:], lines[at + 1]) for at, line in enumerate(lines) if line.startswith(">>> ")]
    parameters = {key: value for line, _ in examples for key, value in keywords(line)}
    call, digits, value = next(found for line, result in examples for found in calls(name, line, result))
    inputs = [argument.arg for argument in function.args.args if argument.arg != PARAMETERS]
    numbers = [number(one) for one in call.args[: len(inputs)]]
    return {"inputs": dict(zip(inputs, numbers, strict=True)), "par": parameters, "value": value, "digits": digits}


def keywords(line: str) -> Iterator[tuple[str, float]]:
    """Give the parameters that a line of an example sets.

    >>> dict(keywords("par = parameters(retreat=0.6, release=1 / 2)"))
    {'retreat': 0.6, 'release': 0.5}
    """
    node = ast.parse(line).body[0]
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        yield from ((str(keyword.arg), number(keyword.value)) for keyword in node.value.keywords)


def calls(name: str, line: str, result: str) -> Iterator[tuple[ast.Call, int | None, float]]:
    """Give the calls of a rule in a line of an example: the call, to how many digits it is rounded, and its value.

    >>> [(digits, value) for _, digits, value in calls("f", "round(f(1.0), 3), f(2.0)", "(0.5, 0.25)")]
    [(3, 0.5), (None, 0.25)]
    """
    tree = ast.parse(line, mode="eval").body if not line.startswith(f"{PARAMETERS} =") else None
    parts = tree.elts if isinstance(tree, ast.Tuple) else [tree]
    values = ast.literal_eval(result) if tree else ()
    for part, value in zip(parts, values if isinstance(tree, ast.Tuple) else (values,), strict=False):
        if not isinstance(part, ast.Call):
            continue
        called = ast.unparse(part.func)
        if called == name:
            yield part, None, float(value)
        elif called == "round" and isinstance(part.args[0], ast.Call) and ast.unparse(part.args[0].func) == name:
            yield part.args[0], int(number(part.args[1])), float(value)


def number(node: ast.expr) -> float:
    """Work out a number of an example: a literal, or a quotient of literals.

    >>> number(ast.parse("-1 / 4", mode="eval").body)
    -0.25
    """
    if isinstance(node, ast.BinOp):
        assert isinstance(node.op, ast.Div)
        return number(node.left) / number(node.right)
    value: Any = ast.literal_eval(node)
    return float(value)


def ranges() -> StaticTables:
    """Give the lowest and highest of each real number in the rows of a place, in the order in which they stand there."""
    from coprod_sim.engine import range_check
    from coprod_sim.engine.kernel.state_field import REAL

    found = {}
    for rows, fields in range_check.KINDS:
        low, high = range_check.ranges(fields)
        names = [field.name for field in fields if field.type == REAL for _ in range(field.length)]
        found[rows] = {"names": names, "low": low.tolist(), "high": high.tolist()}
    return found
