"""Whether a file lies on a network folder, where an SQLite store is not safe.

SQLite relies on locks and on writes that reach the disk when they are said to. Network file systems
keep neither promise reliably, so two writers could break the store, or a decision be lost.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from prioritise.decisions.address import Address, StoreError

NETWORK_TYPES = (
    *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs"),
    *("9p", "afs", "ncpfs", "ncp", "coda", "ceph", "lustre", "beegfs", "gpfs", "glusterfs"),
    *("pvfs2", "orangefs", "vboxsf", "prl_fs", "vmhgfs", "sshfs", "rclone", "s3fs", "davfs2"),
    *("gvfsd-fuse", "vmhgfs-fuse", "curlftpfs", "onedriver", "gcsfuse"),
)
"""Types of file systems that other computers, or the computer around this one, share."""
_REMOTE_DRIVE = 4
"""What Windows answers for a drive letter that stands for a network folder."""
_ESCAPE = re.compile(r"\\([0-7]{3})")
_MOUNT_LINE = re.compile(r"^.* on (?P<place>/.*) \((?P<type>\w+)[,)].*$")
"""A line of macOS's `mount`."""


def refuse_network_folder(address: Address) -> None:
    """Raise where an SQLite store would lie on a network folder."""
    if address.file is None:
        return
    kind = network_type(address.file)
    if kind:
        raise StoreError(
            f"{address.file} lies on a network folder ({kind}), where two writers could break an "
            "SQLite store; name a PostgreSQL database by --store postgresql://…, or a file in a "
            "local folder by --store PATH"
        )


def network_type(path: Path) -> str:
    """Type of the network file system that a path lies on; empty where it is local or unknown."""
    if sys.platform == "win32":
        return _windows_type(path)
    place = Path(os.path.realpath(path))
    kind = ""
    longest = -1
    for mounted, name in mounts():
        # A later mount hides an earlier one at the same place.
        if place.is_relative_to(mounted) and len(mounted.parts) >= longest:
            longest, kind = len(mounted.parts), name
    return kind if kind.removeprefix("fuse.") in NETWORK_TYPES else ""


def mounts() -> list[tuple[Path, str]]:
    """Place and type of every mounted file system, in order; none where nothing tells."""
    try:
        if sys.platform == "darwin":
            lines = _told_by_mount().splitlines()
            found = [match for line in lines if (match := _MOUNT_LINE.match(line))]
            return [(Path(match["place"]), match["type"]) for match in found]
        fields = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except (OSError, UnicodeError, subprocess.SubprocessError):
        return []
    return [(Path(_unescaped(line[1])), line[2]) for line in fields if len(line) > 2]


def _told_by_mount() -> str:
    asked = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
    return asked.stdout


def _unescaped(text: str) -> str:
    """A path as it is, blanks and the like written out."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text)


def _windows_type(path: Path) -> str:
    drive = os.path.splitdrive(os.path.realpath(path))[0]
    if drive.replace("/", "\\").startswith("\\\\"):
        return "" if drive.startswith("\\\\?\\") and drive[4:6].endswith(":") else "UNC path"
    return "mapped drive" if _drive_type(f"{drive}\\") == _REMOTE_DRIVE else ""


def _drive_type(root: str) -> int:
    """What kind of drive Windows says it is; 0 where it does not say."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0
