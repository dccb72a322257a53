"""What is read from files is kept until one of them changes, and no longer than can be believed."""

from collections.abc import Iterable
from pathlib import Path

from helpcenter.web.file_watch import FileWatch
from helpcenter.web.kept_value import KeptValue


class Reader:
    """Reads a file and counts how often."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def read(self) -> str:
        self.times += 1
        return self.file.read_text()

    def files(self) -> Iterable[Path]:
        return [self.file]


def make_reader(tmp_path: Path) -> Reader:
    tmp_path.mkdir(exist_ok=True)
    file = tmp_path / "text"
    file.write_text("first")
    return Reader(file)


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    reader = make_reader(tmp_path)
    kept = KeptValue(reader.read, reader.files, FileWatch())
    assert [kept.get() for _ in range(3)] == ["first"] * 3
    assert reader.times == 1


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    reader = make_reader(tmp_path)
    kept = KeptValue(reader.read, reader.files, FileWatch())
    kept.get()
    reader.file.write_text("second")
    assert kept.get() == "second"


def test_a_change_elsewhere_is_no_reason_to_read_again(tmp_path: Path) -> None:
    reader, watch = make_reader(tmp_path / "here"), FileWatch()
    kept = KeptValue(reader.read, reader.files, watch)
    kept.get()
    watch.add([tmp_path / "elsewhere" / "text"])
    make_reader(tmp_path / "elsewhere")
    kept.get()
    assert reader.times == 1


def test_a_new_file_beside_them_is_seen(tmp_path: Path) -> None:
    reader = make_reader(tmp_path)
    kept = KeptValue(reader.read, reader.files, FileWatch())
    kept.get()
    (tmp_path / "another").write_text("new")
    kept.get()
    assert reader.times == 2


def test_where_nobody_tells_of_changes_they_are_seen_all_the_same(tmp_path: Path) -> None:
    reader = make_reader(tmp_path)
    kept = KeptValue(reader.read, reader.files, FileWatch(local=()))
    assert [kept.get(), kept.get()] == ["first", "first"]
    reader.file.write_text("second, longer")
    assert kept.get() == "second, longer"
    assert reader.times == 2
