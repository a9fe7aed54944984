"""The words of the command line, in Chinese and English."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from sydata.release import VERSION
from sydata.rights import ROLES

PORT = 8501


def parser(commands: Iterable[str]) -> argparse.ArgumentParser:
    """The parser of all commands; `command` of its result is one of `commands`."""
    top = argparse.ArgumentParser(
        prog="python -m sydata",
        description="整理、核查、汇总双拥活动统计表 normalize, check and combine 双拥 statistics sheets",
    )
    top.add_argument(
        "--version", action="version", version=f"sydata {VERSION}", help="程序版本 which release this is"
    )
    made = top.add_subparsers(dest="command", required=True, metavar="COMMAND", title="命令 commands")
    for name in commands:
        words, build = _COMMANDS[name]
        build(made.add_parser(name, help=words, description=words))
    return top


def _paths(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="文件、文件夹或压缩包 files, folders or zips"
    )


def _office(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--office", metavar="CODE", help="汇总单位代码 code of the collecting office (500000)"
    )


def _shape(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--labels",
        choices=("ids", "zh", "en"),
        default="ids",
        help="表头用代号、中文或英文 headings as ids, in Chinese or in English",
    )
    command.add_argument(
        "--sensitive",
        action="store_true",
        help="含带队领导和部队名称 with names of leading officials and troop units",
    )


def _normalize(command: argparse.ArgumentParser) -> None:
    _paths(command)
    command.add_argument("--out", required=True, metavar="FILE", help="结果 result (.csv .xlsx .parquet)")
    command.add_argument("--findings", metavar="FILE", help="核查问题 findings (.csv .xlsx .parquet)")
    _office(command)
    _shape(command)


def _explain(command: argparse.ArgumentParser) -> None:
    _paths(command)
    _office(command)
    command.add_argument("--language", choices=("zh", "en"), help="语言 language (SYDATA_LANGUAGE)")
    command.add_argument("--json", action="store_true", help="供程序读取 for programs")


def _load(command: argparse.ArgumentParser) -> None:
    _paths(command)
    _office(command)


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="FILE", help="结果 result (.csv .xlsx .parquet)")
    command.add_argument("--originals", metavar="ZIP", help="原始文件 the files as submitted (.zip)")
    command.add_argument(
        "--period",
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help="报送期，可列多期，或写范围如 2021-spring..2024-spring periods, or a range; all if not given",
    )
    for name, words in (
        ("--units", "填报单位名称或代码 names or codes of units"),
        ("--categories", "对象类别 categories"),
        ("--indicators", "指标 indicators"),
    ):
        command.add_argument(name, nargs="+", default=[], metavar="WORD", help=f"只含 only: {words}")
    _office(command)
    _shape(command)
    command.add_argument(
        "--headers", choices=("ids", "labels"), help="表头用代号或文字 headings as ids or in words"
    )


def _briefing(command: argparse.ArgumentParser) -> None:
    _status_period(command)
    command.add_argument("--out", required=True, metavar="FILE", help="结果 result (.pptx .docx .xlsx)")
    command.add_argument(
        "--parts",
        nargs="+",
        choices=("paragraph", "highlights", "indicators", "categories", "units", "years"),
        help="只要这些部分 these parts only",
    )
    command.add_argument("--language", choices=("zh", "en"), help="语言 language (SYDATA_LANGUAGE)")
    _office(command)
    command.add_argument("--sensitive", action="store_true", help="含部队名称 with names of troop units")


def _status(command: argparse.ArgumentParser) -> None:
    _status_period(command)
    command.add_argument("--json", action="store_true", help="供程序读取 for programs")
    _office(command)


def _reminders(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", required=True, metavar="ID", help="报送期，如 2024-spring period")
    command.add_argument(
        "--out", metavar="FILE", help="写入文件，不给出则显示 write here, else shown (.docx .xlsx .txt)"
    )
    _office(command)
    command.add_argument("--sensitive", action="store_true", help="含部队名称 with names of troop units")


def _accept(command: argparse.ArgumentParser) -> None:
    _status_period(command)
    command.add_argument(
        "--unit", nargs="+", default=[], metavar="NAME", help="只接收这些单位 of these units only"
    )
    command.add_argument(
        "--despite-warnings",
        action="store_true",
        help="有提醒也接收 accept returns with open warnings too",
    )
    _office(command)


def _sign_off(command: argparse.ArgumentParser) -> None:
    _status_period(command)
    command.add_argument("--note", required=True, metavar="TEXT", help="审定说明 what is said with it")
    _office(command)


def _reopen(command: argparse.ArgumentParser) -> None:
    _status_period(command)
    command.add_argument("--reason", required=True, metavar="TEXT", help="重新开放的理由 why")
    _office(command)


def _status_period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--period", required=True, metavar="ID", help="报送期，如 2024-spring period")


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="备份文件 the copy, an SQLite database")


def _restore(command: argparse.ArgumentParser) -> None:
    _backup(command)
    command.add_argument(
        "--replace", action="store_true", help="代替现有数据（另存） in place of what is there, which is kept"
    )


def _settings(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="供程序读取 for programs")
    one = command.add_mutually_exclusive_group()
    one.add_argument(
        "--set",
        nargs=2,
        metavar=("KEY", "VALUE"),
        help='设置一项，如 deadline:2024-spring \'{"day": "2024-02-28"}\'，null 为恢复默认 '
        "set one thing; null: as the catalog has it",
    )
    one.add_argument(
        "--add-reporter",
        metavar="VALUE",
        help='新增填报单位，如 \'{"name": "市公安局", "kind": "department"}\' add a reporter',
    )
    one.add_argument("--undo", type=int, metavar="NUMBER", help="撤销一项改动 undo a change, by its number")
    one.add_argument(
        "--read-on",
        action="store_true",
        help="接着重新读取已保存的文件（中断后） go on reading kept files again where it broke off",
    )
    command.add_argument("--reason", default="", metavar="TEXT", help="改动的理由 why it is changed")
    _office(command)


def _roles(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="供程序读取 for programs")
    one = command.add_mutually_exclusive_group()
    one.add_argument(
        "--grant",
        metavar="IDENTITY",
        help="给予或更改角色（邮箱或标识） give a role, by e-mail address or subject",
    )
    one.add_argument("--revoke", metavar="IDENTITY", help="取消角色 take the role away")
    command.add_argument("--role", choices=ROLES, help="领导、填报、编辑、管理 the role")
    command.add_argument("--name", default="", metavar="NAME", help="姓名 how the person is called")
    command.add_argument(
        "--offices", nargs="+", default=[], metavar="CODE", help="哪些汇总单位 in which offices"
    )
    command.add_argument(
        "--units", nargs="+", default=[], metavar="CODE", help="填报人的单位 a reporter's units"
    )
    command.add_argument("--reason", default="", metavar="TEXT", help="改动的理由 why it is changed")
    _office(command)


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=PORT, help=f"端口 port ({PORT})")
    command.add_argument(
        "--address",
        metavar="ADDRESS",
        help="监听的地址，本机以外须先设置登录 where to listen (127.0.0.1); elsewhere only with sign-in",
    )
    command.add_argument("--headless", action="store_true", help="不打开浏览器 open no browser")


def _sample(command: argparse.ArgumentParser) -> None:
    command.add_argument("directory", metavar="DIR", help="写到这里 folder to write to")


_COMMANDS = {
    "normalize": ("把报表整理成一张表，不入库 make one table of sheets, without the store", _normalize),
    "explain": ("说明每张表是怎样读取的 how each sheet is understood", _explain),
    "load": ("报表入库 take sheets into the store", _load),
    "export": ("导出汇总数据 write the cleaned combined data", _export),
    "briefing": ("生成简报 write the briefing of a period", _briefing),
    "status": ("报送情况 who has reported, who has not, what is open", _status),
    "reminders": ("生成催报函 letters to those who still owe a return", _reminders),
    "accept": ("接收没有问题的报表 accept the returns that nothing stands against", _accept),
    "sign-off": ("审定一期数据 sign the figures of a period off", _sign_off),
    "reopen": ("重新开放已审定的一期 open a period that is signed off", _reopen),
    "backup": ("备份数据库（不必停用） copy the whole store into one file while people work", _backup),
    "restore": ("从备份恢复 bring the store back from such a copy", _restore),
    "settings": ("本单位的设置 what the office set for itself: see, set, undo", _settings),
    "roles": ("人员与角色 who has which role: see, give, take away", _roles),
    "serve": ("启动看板 start the dashboard", _serve),
    "sample": ("生成示例报表 write synthetic sample sheets", _sample),
}
