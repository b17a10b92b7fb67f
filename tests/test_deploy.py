"""What is said of running the site on a server: units, container and README name what there is."""

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from dataclasses import fields
from pathlib import Path

import pytest

from searchapp.cli import main
from searchapp.settings import Settings
from searchapp.web.serving import GRACE
from tests.conftest import ROOT

DEPLOY = ROOT / "searchapp" / "deploy"
README = (ROOT / "README.md").read_text("utf-8")
STEPS = [
    line.removeprefix("$ ").partition("#")[0].strip()
    for block in re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
]
UNITS = sorted(DEPLOY.glob("*.service"))
VARIABLES = {f"SEARCHAPP_{one.name.upper()}" for one in fields(Settings)}


def unit(path):
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(path)
    return parser


def check_command(words):
    """That there is such a command with such options and values."""
    command = main.commands[words[0]]
    context = command.make_context(words[0], words[1:], ignore_unknown_options=False)
    return context.params


def instructions():
    """The lines of the Containerfile, continued ones joined: instruction, rest."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [one for one in text.splitlines() if one and not one.startswith("#")]
    return [tuple(one.split(maxsplit=1)) for one in lines]


def values(instruction):
    return [rest for name, rest in instructions() if name == instruction]


def test_every_file_for_servers_is_in_the_steps_and_every_step_names_files_there_are():
    named = set(re.findall(r"searchapp/deploy/[\w.-]+", " ".join(STEPS)))
    modules = {f"searchapp/deploy/{one.name}" for one in DEPLOY.glob("*.py")}
    there = {f"searchapp/deploy/{one.name}" for one in DEPLOY.iterdir() if one.is_file()}
    assert named == there - modules


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_there_is_where_the_steps_have_put_it(path):
    service = unit(path)["Service"]
    program, *words = shlex.split(service["ExecStart"])
    folder = program.removesuffix("/bin/searchapp")
    assert f"sudo python3 -m venv {folder}" in STEPS
    assert any(one.startswith(f"sudo {folder}/bin/pip install ") for one in STEPS)
    check_command(words)
    assert any(one.endswith(f" {service['EnvironmentFile']}") for one in STEPS)
    user = service["User"]
    assert any(one.startswith("sudo useradd ") and one.endswith(f" {user}") for one in STEPS)


def test_the_steps_start_the_units_there_are():
    started = set(re.findall(r"systemctl (?:start|enable --now|restart) ([\w-]+)", README))
    assert started == {one.stem for one in UNITS}


def test_the_site_may_take_as_long_to_end_as_it_does():
    service = unit(DEPLOY / "searchapp.service")["Service"]
    assert int(service["TimeoutStopSec"]) > GRACE
    stop = next(one for one in STEPS if one.startswith("podman stop"))
    assert int(re.search(r"--time (\d+)", stop)[1]) > GRACE


def test_the_settings_of_the_units_are_settings_and_lie_where_they_may_be_written():
    lines = (DEPLOY / "environment").read_text("utf-8").splitlines()
    given = dict(re.findall(r"^#?(\w+)=(.*)$", "\n".join(lines), flags=re.MULTILINE))
    assert set(given) <= VARIABLES
    settings = Settings.from_environment(given)
    state = unit(DEPLOY / "searchapp.service")["Service"]["StateDirectory"]
    assert str(settings.index.parent) == f"/var/lib/{state}"
    assert f"sudo install -d {settings.source}" in STEPS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_every_line_of_a_unit(path, tmp_path):
    program = shlex.split(unit(path)["Service"]["ExecStart"])[0]
    copy = tmp_path / path.name
    copy.write_text(path.read_text().replace(program, shutil.which("true")))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_the_container_is_made_of_files_there_are_and_runs_a_command_there_is():
    copied = [one.split()[:-1] for one in values("COPY") if not one.startswith("--from=build")]
    for name in (one for names in copied for one in names):
        assert (ROOT / name).exists(), name
    (command,) = values("CMD")
    program, *words = re.findall(r'"(.*?)"', command)
    assert program == "searchapp"
    params = check_command(words)
    assert params["host"] == "0.0.0.0"  # of the container; the steps open it to this machine alone
    assert values("EXPOSE") == [str(params["port"])]
    assert values("USER") == ["searchapp"]


def test_the_container_has_its_documents_and_its_index_where_the_steps_put_them():
    given = dict(one.split("=", 1) for one in values("ENV"))
    ours = {name: value for name, value in given.items() if name.startswith("SEARCHAPP_")}
    assert set(ours) <= VARIABLES
    runs = [one for one in STEPS if one.startswith("podman run")]
    assert len(runs) == 2
    for one in runs:
        assert f":{ours['SEARCHAPP_SOURCE']}:ro " in one
        assert f":{ours['SEARCHAPP_INDEX']} " in one
    assert values("VOLUME") == [ours["SEARCHAPP_INDEX"]]
    assert "-p 127.0.0.1:8000:8000 " in runs[1]
    check_command(runs[0].split(" searchapp searchapp ")[1].split())


def test_a_backup_by_the_steps_is_made_of_the_settings_of_the_units():
    (step,) = [one for one in STEPS if " searchapp backup " in one or "/searchapp backup " in one]
    service = unit(DEPLOY / "searchapp.service")["Service"]
    assert f". {service['EnvironmentFile']};" in step
    assert f" -u {service['User']} " in step
    program = shlex.split(service["ExecStart"])[0]
    file = re.search(rf"{program} backup (/var/lib/{service['StateDirectory']}/\S+)'", step)[1]
    settings = Settings.from_environment({"SEARCHAPP_INDEX": "/var/lib/searchapp/index"})
    assert not Path(file).is_relative_to(settings.index)


def test_gunicorn_has_the_settings_that_the_steps_name():
    (step,) = [one for one in STEPS if one.startswith("gunicorn ")]
    assert step == "gunicorn -c python:searchapp.deploy.gunicorn 'searchapp:create_app()'"
