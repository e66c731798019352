"""What can be missing in a rule: each operand, factor, limit, branch or written value in turn.

The mutants are made of the rule's own text, as code that can stand in for it; mutate_rules.py looks for tests that notice.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = {"place", "row", "month", "par"}
"""Arguments that say where to look, and are no number that could stand for the result of a rule."""


class Mutant(NamedTuple):
    """A function with one part missing."""

    name: str
    line: int
    change: str
    code: CodeType

    @property
    def where(self) -> str:
        """Give file and line."""
        return f"{Path(self.code.co_filename).relative_to(ROOT)}:{self.line}"

    def __str__(self) -> str:
        """Name the mutant without its line, which moves when the file is edited."""
        return f"{self.name}: {self.change}"


def shorter_operation(node: ast.BinOp) -> Iterator[ast.expr]:
    """Leave out one side of a sum, difference, product, quotient or power."""
    yield node.left
    if isinstance(node.op, ast.Sub):
        yield ast.UnaryOp(ast.USub(), node.right)
    elif isinstance(node.op, ast.Div):
        if not isinstance(node.left, ast.Constant):
            yield ast.BinOp(ast.Constant(1.0), ast.Div(), node.right)
    elif not isinstance(node.op, ast.Pow):
        yield node.right


def shorter_call(node: ast.Call, rules: set[str]) -> Iterator[ast.expr]:
    """Leave out a limit, a function of mathematics, or a rule: its argument stands for it."""
    name = ast.unparse(node.func)
    if name in ("min", "max"):
        yield from (argument for argument in node.args if not isinstance(argument, ast.Constant))
    elif name.startswith("math."):
        yield node.args[0]
    elif name.rpartition(".")[2] in rules and not name.startswith("randomness."):
        numbers = [argument for argument in node.args if ast.unparse(argument) not in ADDRESSES]
        yield from numbers[:1]


def shorter_expressions(node: ast.expr, rules: set[str]) -> Iterator[ast.expr]:
    """Give what an expression becomes when one of its parts is missing."""
    match node:
        case ast.BinOp():
            yield from shorter_operation(node)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=ast.expr() as operand):
            yield operand
        case ast.BoolOp(op=op, values=values):
            for left_out in range(len(values)):
                kept = values[:left_out] + values[left_out + 1 :]
                yield kept[0] if len(kept) == 1 else ast.BoolOp(op, kept)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Compare():
            yield from (ast.Constant(True), ast.Constant(False))
        case ast.Call():
            yield from shorter_call(node, rules)


def without(index: int, parts: list[ast.expr], use: ast.expr_context) -> ast.expr:
    """Give several parts without one of them, to be read or to be written."""
    kept = parts[:index] + parts[index + 1 :]
    return kept[0] if len(kept) == 1 else ast.Tuple(kept, use)


def shorter_statements(node: ast.stmt) -> Iterator[ast.stmt]:
    """Give what a statement becomes when it is missing, or when what stood there before is not kept."""
    match node:
        case ast.AugAssign(target=target, op=op, value=value):
            yield ast.Pass()
            yield ast.Assign([target], ast.UnaryOp(ast.USub(), value) if isinstance(op, ast.Sub) else value)
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for index, target in enumerate(targets):
                if not isinstance(target, ast.Name):
                    yield ast.Assign([without(index, targets, ast.Store())], without(index, values, ast.Load()))
        case ast.Assign(targets=[_, _, *_] as targets, value=value):
            for target in targets:
                if not isinstance(target, ast.Name):
                    yield ast.Assign([other for other in targets if other is not target], value)
        case ast.If(test=test, body=body, orelse=orelse) if not isinstance(test, ast.Compare):
            yield from (ast.If(ast.Constant(always), body, orelse) for always in (True, False))


def say(node: ast.AST) -> str:
    """Write a part of the code in one line; of a branch only its condition."""
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return "nothing" if isinstance(node, ast.Pass) else ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))


def replaced(tree: ast.FunctionDef, number: int, new: ast.AST) -> ast.FunctionDef:
    """Copy a function with its part of this number, in the order of ast.walk, replaced."""
    result = copy.deepcopy(tree)
    old = list(ast.walk(result))[number]
    for parent in ast.walk(result):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, copy.deepcopy(new))
            elif isinstance(value, list):
                value[:] = [copy.deepcopy(new) if part is old else part for part in value]
    return ast.fix_missing_locations(result)


def mutants_of(function: FunctionType, rules: set[str]) -> Iterator[Mutant]:
    """Give a function with each of its parts left out in turn."""
    module = ast.parse(textwrap.dedent(inspect.getsource(function)))
    ast.increment_lineno(module, function.__code__.co_firstlineno - 1)
    tree = module.body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list = []
    seen = {ast.unparse(tree)}
    for number, node in enumerate(ast.walk(tree)):
        shorter: Iterator[ast.AST] = iter(())
        if isinstance(node, ast.expr):
            shorter = shorter_expressions(node, rules)
        elif isinstance(node, ast.stmt):
            shorter = shorter_statements(node)
        for new in shorter:
            mutated = replaced(tree, number, new)
            if (text := ast.unparse(mutated)) in seen:
                continue
            seen.add(text)
            assert isinstance(node, ast.expr | ast.stmt)
            compiled = compile(ast.Module([mutated], []), function.__code__.co_filename, "exec")
            code = next(part for part in compiled.co_consts if isinstance(part, CodeType))
            yield Mutant(function.__name__, node.lineno, f"{say(node)}  ->  {say(new)}", code)
