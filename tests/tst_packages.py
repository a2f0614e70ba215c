"""packaging/packages.sh on machines that are not this one: their tools and their name are made up here."""

import pathlib
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).parent.parent
SOURCE = f"""
    set -euo pipefail
    . "{TOP}/packaging/common.sh"
    . "{TOP}/packaging/packages.sh"
"""


class PackagesTest(unittest.TestCase):
    def ensure(self, system: str, *, lacking: str = "", needs: str = "g++ cmake qt6-base-dev", apt_status: int = 0):
        """Runs ensure() where the system has that name and lacks these needs; apt-get only tells its arguments."""
        with tempfile.TemporaryDirectory() as folder:
            script = f"""
                {SOURCE}
                root={folder}
                system_name() {{ echo "{system}"; }}
                is_installed() {{ [[ " {lacking} " != *" $1 "* ]]; }}
                is_found() {{ is_installed "$1"; }}
                apt_get() {{ echo "apt-get $*" >>{folder}/calls; echo "What apt-get said"; return {apt_status}; }}
                has() {{ true; }}
                ensure {needs}
                echo "went on"
            """
            done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
            calls = pathlib.Path(folder, "calls")
            return done, calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []

    def test_calls_no_package_manager_when_nothing_is_missing(self):
        for system in ["debian 12", "debian 13", "ubuntu 24.04", "fedora 41"]:
            done, calls = self.ensure(system)
            self.assertEqual((done.stdout, done.stderr, calls), ("went on\n", "", []))

    def test_installs_only_what_is_missing(self):
        for system in ["debian 12", "debian 13", "ubuntu 24.04"]:
            done, calls = self.ensure(system, lacking="cmake qt6-base-dev")
            self.assertEqual(calls, ["apt-get update", "apt-get install --yes --no-install-recommends cmake qt6-base-dev"])
            self.assertEqual(done.stdout, "went on\n")
            self.assertIn("Installing what is missing: cmake qt6-base-dev", done.stderr)

    def test_stops_with_what_apt_get_said_when_it_fails(self):
        done, calls = self.ensure("debian 12", lacking="cmake", apt_status=100)
        self.assertEqual((done.returncode, done.stdout, calls), (1, "", ["apt-get update"]))
        self.assertIn("What apt-get said", done.stderr)
        self.assertIn("could not be installed: cmake", done.stderr)
        self.assertIn("packages.log", done.stderr)

    def test_names_what_is_missing_on_another_system_and_installs_nothing(self):
        for system in ["fedora 41", "debian 11", "ubuntu 22.04", "arch", "Darwin"]:
            done, calls = self.ensure(system, lacking="cmake qt6-base-dev")
            self.assertEqual((done.returncode, done.stdout, calls), (1, "", []))
            self.assertIn("CMake 3.25 or later; on Debian: cmake\n", done.stderr)
            self.assertIn("Qt 6.4 or later", done.stderr)
            self.assertNotIn("g++", done.stderr)

    def test_finds_cmake_only_from_3_25_on(self):
        for version, found in [("3.24.9", False), ("3.25.1", True), ("3.31.6", True), ("4.0.2", True), ("", False)]:
            script = f"""
                {SOURCE}
                cmake() {{ [[ "{version}" ]] && printf 'cmake version {version}\\n\\nCMake suite\\n'; }}
                is_found cmake
            """
            done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
            self.assertEqual((done.returncode == 0, done.stdout, done.stderr), (found, "", ""), version)


if __name__ == "__main__":
    unittest.main()
