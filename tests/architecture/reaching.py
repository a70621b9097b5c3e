"""Which acts of the record a function can come to: by reading the code, along every name that it uses."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
Place = tuple[str, str]
"""A module, and a name in it."""


@dataclass
class Module:
    """`defined`: what stands at its top, by name; `imported`: where a name comes from (no name: a module)."""

    defined: dict[str, ast.AST] = field(default_factory=dict)
    imported: dict[str, Place] = field(default_factory=dict)


def modules(package: Path = ROOT / "elearn") -> Mapping[str, Module]:
    names = {path: ".".join(path.relative_to(package.parent).with_suffix("").parts) for path in package.rglob("*.py")}
    found = {name.removesuffix(".__init__"): path for path, name in names.items()}
    return {name: _read(path, set(found)) for name, path in found.items()}


def _read(path: Path, known: set[str]) -> Module:
    module = Module()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        for name in _names(node):
            module.defined[name] = node
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                module.imported[one.asname or one.name] = (whole, "") if whole in known else (node.module, one.name)
    return module


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def acts(known: Mapping[str, Module], begin: Iterable[Place]) -> set[str]:
    """The actions of all calls of the record on the way from these functions."""
    found: set[str] = set()
    waiting, met = list(begin), set[Place]()
    while waiting:
        place = waiting.pop()
        module = known.get(place[0])
        if place in met or module is None:
            continue
        met.add(place)
        if place[1] not in module.defined:
            waiting += [module.imported[place[1]]] if place[1] in module.imported else []
            continue
        node = module.defined[place[1]]
        found |= set(_recorded(node))
        waiting += _used(place[0], module, node)
    return found


def _recorded(node: ast.AST) -> Iterator[str]:
    """Actions given as words to anything, where the record is written here: to its verb, or to a wrapper of it."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            given = [one for argument in call.args for one in _either(argument) if isinstance(one, ast.Constant)]
            yield from (one.value for one in given if isinstance(one.value, str))


def _either(given: ast.expr) -> tuple[ast.expr, ...]:
    """Both values of `a if … else b`."""
    return (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)


def _used(name: str, module: Module, node: ast.AST) -> list[Place]:
    """What the code names: of its own module, of another, or as an attribute of one."""
    used: list[Place] = []
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            used.append(module.imported.get(part.id, (name, part.id)))
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            inside, of = module.imported.get(part.value.id, (name, ""))
            if not of:
                used.append((inside, part.attr))
    return used
