"""The pages without a server, written once for all tests of this folder that open them."""

from pathlib import Path

import pytest

from coprod_sim.dashboard.static.folder import write_folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `coprod-sim static` writes."""
    folder = tmp_path_factory.mktemp("site")
    write_folder(folder)
    return folder
