"""Whether modules of Nadwa import one another in a circle: tools/circles.py. Ends with 1 where they do, naming them.

Every import counts, those within functions too: what is imported late to escape a circle is still in it. Who imports a
module runs the packages around it, so these count as imported. What only mypy reads does not.
"""

import sys
from graphlib import CycleError, TopologicalSorter

import grimp


def main() -> int:
    found = circle(imports("nadwa"))
    print(f"imported in a circle: {' -> '.join(found)}" if found else "no modules import one another in a circle")
    return int(bool(found))


def imports(package: str) -> dict[str, set[str]]:
    """What each module has to have run before it."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    return {module: _run_by(module, graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def _run_by(module: str, imported: set[str]) -> set[str]:
    around = {package for one in imported for package in _packages(one)}
    return imported | around - set(_packages(module)) - {module}


def _packages(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def circle(needed: dict[str, set[str]]) -> list[str]:
    """One of the circles, from a module back to it; empty if there is none."""
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        return [str(module) for module in reversed(error.args[1])]
    return []


if __name__ == "__main__":
    sys.exit(main())
