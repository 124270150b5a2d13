"""Where a store may be, what messages call it, and where it must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from prioritise.decisions import folders
from prioritise.decisions.address import StoreError, address_of, beside
from prioritise.decisions.store import Store

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
//files/team /mnt/team\040share cifs rw,vers=3.0 0 0
files:/home /home/net nfs4 rw 0 0
tmpfs /home/net/local tmpfs rw 0 0
me@server:/ /media/me fuse.sshfs rw 0 0
/dev/sdb1 /srv ext4 rw 0 0
server:/srv /srv nfs rw 0 0
"""
MAC_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@files/team on /Volumes/Team (shared) (smbfs, nodev, nosuid, mounted by me)
"""


@pytest.fixture
def mounted(monkeypatch):
    monkeypatch.setattr(folders.sys, "platform", "linux")
    read = Path.read_text

    def told(path, *words):
        return MOUNTS if path == Path("/proc/mounts") else read(path, *words)

    monkeypatch.setattr(Path, "read_text", told)


def test_a_store_lies_beside_its_programme(tmp_path):
    assert beside(tmp_path).file == tmp_path / "decisions.sqlite"
    assert beside(tmp_path / "programme.xlsx").file == tmp_path / "decisions.sqlite"
    assert beside(tmp_path).shown == "decisions.sqlite"


@pytest.mark.parametrize("text", ["sqlite:///x/d.sqlite", "x/d.sqlite"])
def test_a_file_is_named_by_url_or_by_path(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert address_of(text).file == tmp_path / "x" / "d.sqlite"


def test_a_server_is_named_by_url_and_shown_without_its_password():
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        address = address_of(f"{scheme}://me:s3cret@host:99/plans?sslpassword=s4cret")
        assert address.shown == "postgresql://me@host:99/plans"
        assert set(address.secrets) == {"s3cret", "s4cret"}
        assert "cret" not in repr(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mysql://me:s3cret@host/plans",
        "postgres:me:s3cret@host",
        "postgresql://me:s3@cret@host/plans",
        "postgresql://me/x:s3cret@host/plans",
        "postgresql://me:s3cret@host:9x/plans",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:s3cret?mode=ro",
        "://s3cret",
        "s3cret://",
    ],
)
def test_what_names_no_store_is_refused_without_being_repeated(text):
    with pytest.raises(StoreError) as problem:
        address_of(text)
    assert "s3cret@" not in str(problem.value)
    assert "cret@host" not in str(problem.value)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/plans/d.sqlite", ""),
        ("/mnt/team share/plans/d.sqlite", "cifs"),
        ("/mnt/team shares/d.sqlite", ""),
        ("/home/net/d.sqlite", "nfs4"),
        ("/home/net/local/d.sqlite", ""),
        ("/media/me/d.sqlite", "fuse.sshfs"),
        ("/srv/d.sqlite", "nfs"),
    ],
)
def test_a_network_folder_is_known_by_its_mount(mounted, path, kind):
    assert folders.network_type(Path(path)) == kind


def test_a_store_on_a_network_folder_is_refused_with_the_ways_out(mounted):
    with pytest.raises(StoreError, match=r"network folder \(cifs\).*postgresql://.*local folder"):
        Store(address_of("/mnt/team share/decisions.sqlite"))


def test_a_folder_that_leads_to_the_network_by_a_link_is_found(mounted, tmp_path):
    (tmp_path / "plans").symlink_to("/home/net/plans")
    assert folders.network_type(tmp_path / "plans" / "d.sqlite") == "nfs4"


def test_the_words_of_mount_on_macos_are_understood(monkeypatch):
    monkeypatch.setattr(folders.sys, "platform", "darwin")
    monkeypatch.setattr(folders, "_told_by_mount", lambda: MAC_MOUNTS)
    assert folders.network_type(Path("/Volumes/Team (shared)/d.sqlite")) == "smbfs"
    assert folders.network_type(Path("/Users/me/d.sqlite")) == ""


@pytest.mark.parametrize(
    ("real", "drive", "kind"),
    [
        (r"\\files\team\d.sqlite", r"\\files\team", "UNC path"),
        (r"Z:\d.sqlite", "Z:", "mapped drive"),
        (r"C:\d.sqlite", "C:", ""),
        (r"\\?\C:\d.sqlite", "\\\\?\\C:", ""),
    ],
)
def test_network_drives_of_windows_are_known(monkeypatch, real, drive, kind):
    monkeypatch.setattr(folders.sys, "platform", "win32")
    monkeypatch.setattr(folders.os.path, "realpath", lambda path: real)
    monkeypatch.setattr(folders.os.path, "splitdrive", lambda path: (drive, path))
    monkeypatch.setattr(folders, "_drive_type", lambda root: 4 if root == "Z:\\" else 3)
    assert folders.network_type(Path("d.sqlite")) == kind


def test_where_nothing_tells_what_is_mounted_nothing_is_refused(monkeypatch):
    def missing(*_):
        raise FileNotFoundError

    monkeypatch.setattr(folders.sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", missing)
    assert folders.network_type(Path("/home/me/d.sqlite")) == ""
