"""Whoever reads the engine finds on every public function what it takes and gives."""

import importlib
import inspect
import pkgutil

import nadwa.engine


def test_every_public_function_and_class_has_a_docstring() -> None:
    silent = []
    for module in pkgutil.walk_packages(nadwa.engine.__path__, "nadwa.engine."):
        for name, member in vars(importlib.import_module(module.name)).items():
            public = not name.startswith("_") and getattr(member, "__module__", None) == module.name
            if public and callable(member) and not inspect.getdoc(member):
                silent.append(f"{module.name}.{name}")

    assert silent == []
