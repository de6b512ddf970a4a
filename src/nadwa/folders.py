"""Where an installation keeps what it keeps."""

import os
from pathlib import Path


def folder_of_installation() -> Path:
    return Path(os.environ.get("NADWA_VAR", "var")).resolve()


def folder_of_keys(var: Path) -> Path:
    """Where the installation in `var` keeps its signing keys."""
    return Path(os.environ.get("NADWA_KEYS") or var / "keys")
