"""A safe expression over columns: which rows to keep.

Python's own parser reads it, and only the pieces named here are understood; nothing is ever run.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

from tiltyard import registry
from tiltyard.errors import ConfigurationError, DataError

MAX_LENGTH = 2000
NUMBER = (int, float)
HINT = (
    "an expression compares columns with values (==, !=, <, <=, >, >=, in), joins by and, or and "
    "not, computes by + - * /, and may call lower, contains, startswith, is_null and column"
)

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: lambda one, other: one == other,
    ast.NotEq: lambda one, other: one != other,
    ast.Lt: lambda one, other: one < other,
    ast.LtE: lambda one, other: one <= other,
    ast.Gt: lambda one, other: one > other,
    ast.GtE: lambda one, other: one >= other,
}
_COMPUTE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
}
_FUNCTIONS = {"lower": 1, "contains": 2, "startswith": 2, "is_null": 1, "column": 1}

Value = tuple[pl.Expr, pl.DataType]


def condition(text: str, schema: Mapping[str, pl.DataType]) -> pl.Expr:
    """What is true of the rows to keep. A comparison with a missing value is not true.

    Text is read as a number, or as true and false, where it is compared with one.

    Raises:
        ConfigurationError: the expression is not one of those that are understood.
        DataError: it names a column that is not there, or compares what cannot be compared.
    """
    if len(text) > MAX_LENGTH:
        raise ConfigurationError(f"the expression is longer than {MAX_LENGTH} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return _Compiler(text, schema).truth(tree.body)
    except SyntaxError as error:
        raise ConfigurationError(f"{_short(text)} is no expression: {error.msg}; {HINT}") from None
    except (RecursionError, MemoryError, ValueError):
        raise ConfigurationError(f"{_short(text)} is nested too deeply or holds a null") from None


class _Compiler(ast.NodeVisitor):
    """Turns each piece into a polars expression and its kind, or refuses it by name."""

    def __init__(self, text: str, schema: Mapping[str, pl.DataType]) -> None:
        self._text = text
        self._schema = schema

    def value(self, node: ast.AST) -> Value:
        """The expression of a piece, and its kind."""
        known: Value = self.visit(node)
        return known

    def truth(self, node: ast.expr) -> pl.Expr:
        """What is true or false of a row; text may say it in words."""
        value = self.value(node)
        if value[1] not in (pl.Boolean(), pl.String()):
            raise ConfigurationError(f"{ast.unparse(node)!r} is neither true nor false: compare it")
        return _as_truth(value)

    def generic_visit(self, node: ast.AST) -> Value:
        """Refuse what has no method of its own here."""
        piece = ast.get_source_segment(self._text.strip(), node) or type(node).__name__
        raise ConfigurationError(f"{piece!r} is not allowed in {self._text!r}: {HINT}")

    def visit_Constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, bool):
            return pl.lit(node.value), pl.Boolean()
        if isinstance(node.value, int) and abs(node.value) >= 1 << 63:
            return self.generic_visit(node)
        if isinstance(node.value, NUMBER):
            return pl.lit(float(node.value)), pl.Float64()
        if isinstance(node.value, str):
            return pl.lit(node.value), pl.String()
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> Value:
        return self._column(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> Value:
        outer, kind = self.value(node.value)
        fields = dict(kind.to_schema()) if isinstance(kind, pl.Struct) else {}
        if node.attr not in fields:
            hint = registry.nearest(node.attr, [*fields])
            raise DataError(f"{ast.unparse(node.value)} holds no {node.attr!r}{hint}")
        return _plain(outer.struct.field(node.attr), fields[node.attr])

    def visit_BoolOp(self, node: ast.BoolOp) -> Value:
        parts = [self.truth(part) for part in node.values]
        return reduce(
            (lambda one, other: one & other)
            if isinstance(node.op, ast.And)
            else (lambda one, other: one | other),
            parts,
        ), pl.Boolean()

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Value:
        if isinstance(node.op, ast.Not):
            return ~self.truth(node.operand), pl.Boolean()
        if isinstance(node.op, ast.USub):
            return -self._number(node.operand), pl.Float64()
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> Value:
        compute = _COMPUTE.get(type(node.op))
        if compute is None:
            return self.generic_visit(node)
        return compute(self._number(node.left), self._number(node.right)), pl.Float64()

    def visit_Compare(self, node: ast.Compare) -> Value:
        sides = [node.left, *node.comparators]
        steps = [
            self._step(sides[place], operator, sides[place + 1])
            for place, operator in enumerate(node.ops)
        ]
        return reduce(lambda one, other: one & other, steps), pl.Boolean()

    def visit_Call(self, node: ast.Call) -> Value:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if _FUNCTIONS.get(name) != len(node.args) or node.keywords:
            return self.generic_visit(node)
        if name == "column":
            return self._column(self._literal(node.args[0]))
        if name == "is_null":
            return self.value(node.args[0])[0].is_null(), pl.Boolean()
        text = self._string(node.args[0])
        if name == "lower":
            return text.str.to_lowercase(), pl.String()
        part = self._literal(node.args[1])
        found = text.str.contains(part, literal=True) if name == "contains" else None
        return (text.str.starts_with(part) if found is None else found), pl.Boolean()

    def _step(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> pl.Expr:
        if isinstance(operator, ast.In | ast.NotIn):
            if not isinstance(right, ast.List | ast.Tuple | ast.Set) or not right.elts:
                raise ConfigurationError(
                    f"after 'in', write values in brackets, such as ['French', 'German']: "
                    f"{ast.unparse(right)!r} is not that"
                )
            equal = [self._step(left, ast.Eq(), one) for one in right.elts]
            among = reduce(lambda one, other: one | other, equal)
            return among if isinstance(operator, ast.In) else ~among
        compare = _COMPARE.get(type(operator))
        if compare is None:
            raise ConfigurationError(f"'is' is not allowed in {self._text!r}: {HINT}")
        for side, beside in ((left, right), (right, left)):
            self._require_number(side, beside)
        one, other = self._alike(self.value(left), self.value(right), self._text)
        found: pl.Expr = compare(one, other)
        return found

    def _require_number(self, text: ast.expr, beside: ast.expr) -> None:
        """Return unless text that is no number is compared with numbers."""
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
            return
        if self.value(beside)[1] != pl.Float64():
            return
        try:
            float(text.value)
        except ValueError:
            raise DataError(f"{ast.unparse(beside)} holds numbers, not {text.value!r}") from None

    @staticmethod
    def _alike(one: Value, other: Value, text: str) -> tuple[pl.Expr, pl.Expr]:
        """Both sides as one kind: text gives way to numbers and to truth."""
        kinds = (one[1], other[1])
        if kinds[0] == kinds[1]:
            return one[0], other[0]
        for wanted, turn in ((pl.Float64(), _as_number), (pl.Boolean(), _as_truth)):
            if wanted in kinds and pl.String() in kinds:
                return turn(one), turn(other)
        raise DataError(f"{kinds[0]} cannot be compared with {kinds[1]} in {text!r}")

    def _column(self, name: str) -> Value:
        if name not in self._schema:
            hint = registry.nearest(name, [*self._schema])
            raise DataError(f"there is no column {name!r}{hint}")
        return _plain(pl.col(name), self._schema[name])

    def _literal(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise ConfigurationError(f"{ast.unparse(node)!r} must be text in quotes")

    def _number(self, node: ast.expr) -> pl.Expr:
        value = self.value(node)
        if value[1] not in (pl.Float64(), pl.String()):
            raise DataError(f"{ast.unparse(node)!r} is no number")
        return _as_number(value)

    def _string(self, node: ast.expr) -> pl.Expr:
        expression, kind = self.value(node)
        if kind != pl.String():
            raise DataError(f"{ast.unparse(node)!r} is no text")
        return expression


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")


def _plain(value: pl.Expr, kind: pl.DataType | DataTypeClass) -> Value:
    """A column as text, number, truth, or whatever else it is."""
    kind = kind() if isinstance(kind, type) else kind
    if kind.is_numeric():
        return value.cast(pl.Float64), pl.Float64()
    if isinstance(kind, pl.Categorical | pl.Enum):
        return value.cast(pl.String), pl.String()
    if isinstance(kind, pl.Datetime | pl.Date):
        return value.dt.strftime("iso"), pl.String()
    return value, kind


def _as_number(value: Value) -> pl.Expr:
    """Strictly: text that is no number is an error, not a row that is silently left out."""
    return value[0].cast(pl.Float64, strict=True)


def _as_truth(value: Value) -> pl.Expr:
    expression, kind = value
    if kind == pl.Boolean:
        return expression
    return expression.str.to_lowercase().replace_strict(
        {"true": True, "1": True, "false": False, "0": False}, return_dtype=pl.Boolean
    )
