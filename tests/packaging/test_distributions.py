"""Wheel, sdist and editable install each find their own rulebook, and answer alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpo_advisor import __version__

pytestmark = pytest.mark.packaging

REPOSITORY = Path(__file__).resolve().parents[2]
NOT_SOURCE = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "build", "dist")
KINDS = ("wheel", "sdist", "editable")


@dataclass(frozen=True, slots=True)
class Installation:
    """A fresh virtual environment with the package installed in it from a copy of the repository."""

    folder: Path
    tree: Path

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        variables = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", scheme="venv", vars=variables))

    @property
    def scripts(self) -> Path:
        """The folder of its commands."""
        return Path(sysconfig.get_path("scripts", scheme="venv", vars={"base": str(self.folder)}))

    def run(self, command: str, *arguments: str) -> str:
        """What a command of this environment prints, run in a folder that has no rulebook."""
        return run(str(self.scripts / command), *arguments, cwd=self.folder)

    def rulebook(self) -> Path:
        """The folder that the installed package takes for the packaged rulebook."""
        program = "from kpo_advisor.rulebooks.packaged import packaged_rulebook; print(packaged_rulebook())"
        return Path(self.run("python", "-c", program).strip())


def run(*command: str, cwd: Path) -> str:
    """Standard output of a command that must succeed; nothing of ours is on its path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # the copy of the repository stays as it is
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def install(*what: str, into: Path, tree: Path) -> Installation:
    """Install without the network: dependencies and the build back end are borrowed from this environment."""
    installation = Installation(into, tree)
    run(sys.executable, "-m", "venv", "--without-pip", str(into), cwd=tree)
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    # Borrowed packages come last on the path, and without their own .pth files.
    (installation.packages / "zz-borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(into), "--disable-pip-version-check", "install"]
    offline = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed"]
    run(*pip, *offline, "--no-compile", *what, cwd=tree)
    return installation


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of the repository."""
    copy = tmp_path_factory.mktemp("clean") / "kpo-advisor"
    shutil.copytree(REPOSITORY, copy, ignore=NOT_SOURCE)
    return copy


@pytest.fixture(scope="module")
def sdist(tree: Path) -> Path:
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", "dist", ".", cwd=tree)
    return next((tree / "dist").glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", ".", cwd=tree)
    return next((tree / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installations(
    tree: Path, wheel: Path, sdist: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Installation]:
    folder = tmp_path_factory.mktemp("installed")
    sources = {"wheel": [str(wheel)], "sdist": [str(sdist)], "editable": ["--editable", str(tree)]}
    return {kind: install(*sources[kind], into=folder / kind, tree=tree) for kind in KINDS}


def test_the_wheel_holds_the_package_and_its_rulebook_and_nothing_else(tree: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
    code = {f"kpo_advisor/{name}" for name in contents(tree / "src/kpo_advisor")}
    rules = {f"kpo_advisor/rules/{name}" for name in contents(tree / "rules")}
    assert names == code | rules
    assert "kpo_advisor/py.typed" in names
    assert len(licences) == 1


def test_the_sdist_holds_all_that_is_needed_to_build_and_test(tree: Path, sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    files = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"}
    folders = ("src", "rules", "examples", "tests", "docs", "benchmarks")
    below = {f"{folder}/{name}" for folder in folders for name in contents(tree / folder)}
    assert files | below <= names


def test_a_wheel_answers_without_being_unpacked(wheel: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(wheel), "KPO_ADVISOR_CACHE": ""}
    profile = REPOSITORY / "examples" / "payroll.yaml"
    command = [sys.executable, "-m", "kpo_advisor", "recommend", str(profile)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    environment["PYTHONPATH"] = str(REPOSITORY / "src")
    assert done.stdout == subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)


@pytest.mark.parametrize("kind", KINDS)
def test_the_version_that_pip_knows_is_the_one_in_the_code(kind: str, installations: dict[str, Installation]) -> None:
    program = "from importlib.metadata import version; print(version('kpo-advisor'))"
    assert installations[kind].run("python", "-c", program).strip() == __version__


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_installed_copy_finds_the_rulebook_it_carries(
    kind: str, tree: Path, installations: dict[str, Installation]
) -> None:
    installation = installations[kind]
    assert installation.rulebook() == installation.packages / "kpo_advisor" / "rules"
    assert contents(installation.rulebook()) == contents(tree / "rules")


def test_an_editable_install_finds_the_rulebook_beside_src_and_leaves_no_copy_to_go_stale(
    tree: Path, installations: dict[str, Installation]
) -> None:
    installation = installations["editable"]
    assert installation.rulebook() == tree / "rules"
    assert not (installation.packages / "kpo_advisor").exists()


def test_a_copy_of_the_rulebook_left_in_site_packages_does_not_win_over_the_source_tree(
    tree: Path, installations: dict[str, Installation]
) -> None:
    installation = installations["editable"]
    stale = installation.packages / "kpo_advisor" / "rules"
    shutil.copytree(tree / "rules", stale)
    try:
        assert installation.rulebook() == tree / "rules"
    finally:
        shutil.rmtree(stale.parent)


def test_every_kind_of_installation_answers_with_the_same_bytes(
    tree: Path, installations: dict[str, Installation]
) -> None:
    example = min((tree / "examples").glob("*.yaml"))
    answers = {
        kind: installations[kind].run("kpo-advisor", "recommend", str(example), "--format", "json") for kind in KINDS
    }
    assert '"recommended"' in answers["wheel"]
    assert answers["sdist"] == answers["editable"] == answers["wheel"]
