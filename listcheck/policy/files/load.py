"""Read a rules folder: countries, registers, penalties and mailbox vocabulary.

A mistake in a file is a :class:`UsageProblem` that names the file and the key.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar, cast

from pydantic import BaseModel, ValidationError

from listcheck.core.country_words import CountryWords
from listcheck.core.errors import UsageProblem
from listcheck.policy.files.country_names import OTHERS, CountryNames, OtherCountries, words_of
from listcheck.policy.files.penalty_file import Penalty, PenaltyFile
from listcheck.policy.files.register_file import Register, RegisterFile
from listcheck.policy.files.rule_file import CountryFile, Note, UnionFile
from listcheck.policy.files.word_files import DomainFile, LegalFormFile, LegalFormsFile, MailboxFile

#: Reviewed once a year is what the rule files promise.
REVIEW_DAYS = 366

M = TypeVar("M", bound=BaseModel)

#: Folders and files remembered in the life of a process, by their bytes.
_FOLDERS: Final = 8
_FILES: Final = 512


@dataclass(frozen=True, eq=False)
class Rules:
    """A rules folder, read and validated.

    All who read the same bytes from the same place share one: nothing in it is changed, and what
    is derived from it may be remembered by it. ``sha256`` is one digest over the relative names
    and bytes of all rule files; ``countries`` and ``registers`` are keyed by code and id;
    ``legal_forms`` and ``sole_trader_forms`` are what company names end (or begin) with;
    ``same_forms`` is another spelling of a form to the form; ``penalties`` is empty
    where the folder names none; ``others`` names countries without rules.
    """

    folder: Path
    sha256: str
    countries: dict[str, CountryFile]
    registers: dict[str, Register]
    mailboxes: tuple[MailboxFile, ...]
    legal_forms: frozenset[str]
    sole_trader_forms: frozenset[str]
    domains: DomainFile
    union: UnionFile | None = None
    same_forms: dict[str, str] = field(default_factory=dict)
    penalties: tuple[Penalty, ...] = ()
    others: tuple[CountryNames, ...] = ()

    @functools.cached_property
    def words(self) -> CountryWords:
        """What all countries are called, and where they stand on the map."""
        return words_of(self.folder, self.countries, self.others)

    def notes(self, country: str) -> tuple[Note, ...]:
        """Everything to know about a country that changes no answer, the union's last."""
        notes = self.countries[country].note
        return (*notes, *self.union.note) if self.union and country in self.union.members else notes

    @property
    def oldest_review(self) -> date:
        """The day of the country file whose review lies furthest back."""
        return min(country.reviewed for country in self.countries.values())

    def review_due(self, on: date) -> list[CountryFile]:
        """Countries whose last review lies more than a year before a day, oldest first."""
        due = [file for file in self.countries.values() if (on - file.reviewed).days > REVIEW_DAYS]
        return sorted(due, key=lambda file: file.reviewed)


def shipped_rules() -> Path:
    """The rules folder that came with listcheck: in the wheel, or beside the package."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(folder: Path | None = None) -> Rules:
    """Read the rules folder ``folder`` (the shipped one by default).

    Raises:
        UsageProblem: no such folder, or a file with a mistake (file and key named).
    """
    root = folder if folder is not None else shipped_rules()
    if not (root / "countries").is_dir():
        raise UsageProblem(
            f"{root}: this is no rules folder: it has no folder 'countries'; "
            "copy the shipped one and change the copy"
        )
    return _rules(root, tuple(_read_all(root)))


def _read_all(root: Path) -> Iterator[tuple[str, bytes]]:
    """Relative name and bytes of every rule file."""
    # The two folders may be links, which no recursion follows.
    linked = ((root / name).glob("*.toml") for name in ("countries", "mailboxes"))
    for path in sorted({*root.rglob("*.toml"), *itertools.chain(*linked)}):
        try:
            yield path.relative_to(root).as_posix(), path.read_bytes()
        except OSError as error:
            raise UsageProblem(f"{path}: cannot be read: {error.strerror}") from None


@functools.lru_cache(maxsize=_FOLDERS)
def _rules(root: Path, read: tuple[tuple[str, bytes], ...]) -> Rules:
    """The rules that these files make; the bytes are the key, the place is told in messages."""
    files = {root / name: data for name, data in read}
    digest = hashlib.sha256()
    for name, data in read:
        digest.update(name.encode() + b"\0")
        digest.update(hashlib.sha256(data).digest())
    registers = _registers(root, files)
    countries: dict[str, CountryFile] = {}
    for path in _within(root / "countries", files):
        country = _model(path, files, CountryFile)
        if path.stem != country.country:
            raise UsageProblem(
                f"{path}: country: the file is named {path.stem} and says {country.country!r}; "
                "they must agree"
            )
        _check_registers(path, country, registers)
        countries[country.country] = country
    if not countries:
        raise UsageProblem(f"{root / 'countries'}: holds no country file (XX.toml)")
    mailboxes = tuple(
        _model(path, files, MailboxFile) for path in _within(root / "mailboxes", files)
    )
    if not mailboxes:
        raise UsageProblem(f"{root / 'mailboxes'}: holds no vocabulary (<language>.toml)")
    union, penalties = root / "european_union.toml", root / "penalties.toml"
    others = root / OTHERS
    forms = _model(root / "legal_forms.toml", files, LegalFormFile)
    rules = Rules(
        folder=root,
        sha256=digest.hexdigest(),
        countries=countries,
        registers=registers,
        mailboxes=mailboxes,
        legal_forms=_texts(forms.form),
        sole_trader_forms=_texts(forms.sole_trader),
        domains=_model(root / "domains.toml", files, DomainFile),
        union=_model(union, files, UnionFile) if union in files else None,
        same_forms={text: item.form for item in forms.same for text in item.texts},
        penalties=_model(penalties, files, PenaltyFile).penalty if penalties in files else (),
        others=_model(others, files, OtherCountries).other if others in files else (),
    )
    _ = rules.words  # a name or a tile of two countries is an error of the folder
    return rules


def _within(folder: Path, files: dict[Path, bytes]) -> list[Path]:
    return [path for path in files if path.parent == folder]


def _registers(root: Path, files: dict[Path, bytes]) -> dict[str, Register]:
    path = root / "registers.toml"
    registers: dict[str, Register] = {}
    for register in _model(path, files, RegisterFile).register_:
        if register.id in registers:
            raise UsageProblem(f"{path}: register id {register.id!r} stands there twice")
        registers[register.id] = register
    return registers


def _check_registers(path: Path, country: CountryFile, registers: dict[str, Register]) -> None:
    for rule in country.rule:
        answers = [("register", rule.register_ids)]
        answers += [("exception.register", item.register_ids) for item in rule.exception]
        for key, ids in answers:
            for unknown in [item for item in ids if item not in registers]:
                near = difflib.get_close_matches(unknown, registers, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise UsageProblem(
                    f"{path}: rule {rule.id}: {key}: {unknown!r} is not in registers.toml{hint}"
                )


def _texts(groups: tuple[LegalFormsFile, ...]) -> frozenset[str]:
    return frozenset(text for group in groups for text in group.texts)


def _toml(data: bytes) -> dict[str, object]:
    # As a text file is read: any line end is one.
    return tomllib.loads(data.decode().replace("\r\n", "\n").replace("\r", "\n"))


def _model(path: Path, files: dict[Path, bytes], model: type[M]) -> M:
    """One file as a model; the same bytes are read once in the life of the process."""
    if path not in files:
        raise UsageProblem(f"{path}: is missing; a rules folder needs it")
    try:
        # The models are frozen: everybody may share one.
        return cast("M", _validated(files[path], model))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{path}: is not valid TOML: {error}") from None
    except ValidationError as error:
        raise UsageProblem(_explain(path, _toml(files[path]), error, model)) from None


@functools.lru_cache(maxsize=_FILES)
def _validated(data: bytes, model: type[BaseModel]) -> BaseModel:
    return model.model_validate(_toml(data))


def _explain(path: Path, raw: dict[str, object], error: ValidationError, model: type[M]) -> str:
    """Say in one line which key of which table is wrong and what was expected."""
    # A misspelt key is told as such, not as the absence of the key that was meant.
    first = min(error.errors(), key=lambda item: item["type"] != "extra_forbidden")
    where: list[str] = []
    node: object = raw
    for step in first["loc"]:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
            name = node.get("id") if isinstance(node, dict) else None
            where.append(f"{name}" if name else f"number {step + 1}")
        else:
            node = node.get(step) if isinstance(node, dict) else None
            where.append(str(step))
    more = len(error.errors()) - 1
    tail = f" (and {more} more in this file)" if more else ""
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = "unknown key"
        near = difflib.get_close_matches(where[-1], _keys(model), n=1)
        if near:
            message += f"; did you mean {near[0]!r}?"
    got = first.get("input")
    shown = f", found {got!r}" if isinstance(got, str | int | float | bool) else ""
    return f"{path}: {': '.join(where) or 'the file'}: {message}{shown}{tail}"


def _keys(model: type[BaseModel]) -> list[str]:
    """All keys of a model and of the models inside it, as they stand in files."""
    names: list[str] = []
    seen: set[type[BaseModel]] = set()
    todo: list[type[BaseModel]] = [model]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, info in current.model_fields.items():
            names.append(info.alias or name)
            todo += [
                item
                for item in _inner_types(info.annotation)
                if isinstance(item, type) and issubclass(item, BaseModel)
            ]
    return names


def _inner_types(annotation: object) -> list[object]:
    inner: list[object] = [annotation]
    for argument in getattr(annotation, "__args__", ()):
        inner += _inner_types(argument)
    return inner
