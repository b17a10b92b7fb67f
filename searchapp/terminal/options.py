"""What commands have in common: options, the settings they make, and how JSON is put out."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from searchapp.settings import Settings
from searchapp.terminal.saying import escaped

FOLDER = click.Path(path_type=Path)
source_option = click.option(
    "--source", type=FOLDER, help="文档目录；默认取环境变量 SEARCHAPP_SOURCE，或 seeds。"
)
index_option = click.option(
    "--index", type=FOLDER, help="索引目录；默认取环境变量 SEARCHAPP_INDEX，或 index。"
)
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


def chosen_settings(source: Path | None, index: Path | None) -> Settings:
    """The settings of the environment, with what the options say instead."""
    settings = Settings.from_environment()
    return replace(settings, source=source or settings.source, index=index or settings.index)


def print_json(content: Any) -> None:
    click.echo(escaped(json.dumps(content, ensure_ascii=False, indent=2)))
