"""The commands that save what cannot be made anew, and bring it back: backup, restore."""

from pathlib import Path

import click

from searchapp.terminal.options import FOLDER, chosen_settings, index_option, source_option
from searchapp.terminal.saying import say
from searchapp.terminal.tables import print_list


@click.command("backup")
@click.argument("file", type=FOLDER, metavar="文件")
@source_option
@index_option
@click.option("--overwrite", is_flag=True, help="文件已经存在时覆盖它。")
def backup_command(file: Path, source: Path | None, index: Path | None, *, overwrite: bool) -> None:
    """把文档目录、索引清单和收入时间存进一个文件（.tar.gz）。"""
    from searchapp.backup.making import back_up

    made = back_up(chosen_settings(source, index), file, overwrite=overwrite)
    contents = made.contents
    say(
        f"已备份到 {file}：{contents.source_count:,} 个文件，"
        f"共 {contents.size_bytes / 1e6:,.1f} MB；索引 {contents.generation or '还没有'}。"
    )
    if made.left_out:
        say(f"{len(made.left_out)} 处没有备份：", err=True)
        print_list([f"{name}：{reason}" for name, reason in made.left_out], err=True)


@click.command("restore")
@click.argument("file", type=FOLDER, metavar="文件")
@source_option
@index_option
@click.option("--overwrite", is_flag=True, help="文档目录里已有文件时，把它们移到一旁。")
def restore_command(
    file: Path, source: Path | None, index: Path | None, *, overwrite: bool
) -> None:
    """把 searchapp backup 的文件恢复到文档目录；之后要运行 searchapp reindex。"""
    from searchapp.backup.restoring import restore

    restored = restore(chosen_settings(source, index), file, overwrite=overwrite)
    contents = restored.contents
    say(
        f"已恢复 {contents.source_count:,} 个文件（备份于 {contents.made_at}，"
        f"当时的索引 {contents.generation or '还没有'}）。"
    )
    if restored.replaced:
        say(f"原有的文件移到了 {restored.replaced}，不需要时请自行删除。")
    for name in restored.not_placed:
        variable = f"SEARCHAPP_{name.upper()}"
        say(f"备份里的 {name} 没有恢复：没有设 {variable}。设好以后再运行一次。", err=True)
    say("请运行 searchapp reindex，把恢复的文档编入索引。")
