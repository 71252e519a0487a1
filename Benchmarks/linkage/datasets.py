"""The bench's data sets: what each is, which models link it, and how its file is made where it is missing."""
import collections.abc
import dataclasses
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BENCH = ROOT / ".bench"
MODELS = ROOT / "Content" / "link-models"
# Another generator of the same columns, where one lies beside the project: proof that no engine is fitted to ours.
REFERENCE = ROOT.parent / "shared" / "bench" / "gen_people.py"
NAMES = ["people", "reference", "febrl", "households", "historical"]


@dataclasses.dataclass(frozen=True)
class Dataset:
    name: str
    file: pathlib.Path
    model: str  # of waymark, in Content/link-models
    splink_model: str
    make: list  # the command that makes the file, the file itself left out

    def prepare(self):
        if self.file.exists():
            return
        print(f"Making {self.file.relative_to(ROOT)}", flush=True)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.file.with_suffix(".unfinished")
        command = [sys.executable, str(self.make[0]), str(unfinished), *self.make[1:]]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        unfinished.rename(self.file)


def chosen(names: list[str], sizes: list[str], historical: pathlib.Path) -> collections.abc.Iterator[Dataset]:
    """The data sets of these names; what is not to be had is skipped aloud."""
    for name in names:
        if name == "people":
            yield from people(name, HERE / "people.py", sizes)
        elif name == "reference" and REFERENCE.exists():
            yield from people(name, REFERENCE, sizes)
        elif name == "febrl":
            yield Dataset("febrl4", data("febrl4"), "febrl.yaml", "febrl", [HERE / "febrl.py"])
        elif name == "households":
            yield Dataset(name, data(name), "households.yaml", name, [HERE / "households.py"])
        elif name == "historical" and historical.exists():
            yield Dataset(name, historical, "historical.yaml", name, [])
        else:
            print(f"Skipped {name}: there is no {historical if name == 'historical' else REFERENCE}", flush=True)


def people(name: str, generator: pathlib.Path, sizes: list[str]) -> collections.abc.Iterator[Dataset]:
    for size in sizes:
        make = [generator, "--records", str(records(size)), "--seed", "1"]
        yield Dataset(f"{name}-{size}", data(f"{name}-{size}"), "uk-people.yaml", "people", make)


def data(name: str) -> pathlib.Path:
    return BENCH / "data" / f"{name}.csv"


def records(size: str) -> int:
    """10k as 10,000, 1m as 1,000,000."""
    unit = {"k": 1_000, "m": 1_000_000}.get(size[-1:].lower())
    return int(size[:-1]) * unit if unit else int(size)
