"""The checks of the sources, tried on small trees that are right and wrong."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)

    def write(self, name: str, text: str):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def assertComplains(self, *expected: str):
        status, output = self.check()
        self.assertEqual(status, 1, output)
        self.assertEqual(len(output.splitlines()), len(expected), output)
        for part in expected:
            self.assertIn(part, output)

    def assertContent(self):
        status, output = self.check()
        self.assertEqual(status, 0, output)

    def check(self) -> tuple[int, str]:
        command = [sys.executable, HERE / self.script, self.top / self.argument]
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout


class LayersTest(CheckTest):
    script, argument = "check_layers.py", "app"

    def test_lets_includes_point_downwards(self):
        self.write("app/core/error.h", "#include <QString>\n#include <sys/stat.h>\n")
        self.write("app/runs/job.h", '#include "runs/ids.h"\n#include "prompts/prompt.h"\n#include "core/error.h"\n')
        self.write("app/ui/viewer/viewer.cpp", '#include "gallery/gallerymodel.h"\n#include "viewer.moc"\n')
        self.write("app/main.cpp", '#include "commandline/generate.h"\n#include "ui/mainwindow.h"\n')
        self.assertContent()

    def test_names_file_and_line_of_an_include_that_points_up(self):
        self.write("app/runs/job.cpp", '#include "core/error.h"\n\n#  include "storage/runjournal.h"\n')
        self.assertComplains("app/runs/job.cpp:3: runs/ may not include storage/")

    def test_lets_practice_include_nothing_but_core(self):
        self.write("app/practice/server.cpp", '#include "core/error.h"\n#include "runs/job.h"\n')
        self.assertComplains("app/practice/server.cpp:2: practice/ may not include runs/")

    def test_refuses_relative_includes(self):
        self.write("app/runs/job.cpp", '#include "job.h"\n#include "../storage/run.h"\n#include "runs/../ui/a.h"\n')
        self.assertComplains('"job.h"', '"../storage/run.h"', '"runs/../ui/a.h"')

    def test_is_not_evaded_by_angle_brackets(self):
        self.write("app/core/error.h", "#include <storage/runjournal.h>\n")
        self.assertComplains('app/core/error.h:1: write "storage/runjournal.h" in quotes')

    def test_refuses_a_folder_that_has_no_place(self):
        self.write("app/helpers/misc.h", "")
        self.write("app/misc.h", "")
        self.assertComplains("what helpers/ may include", "app/misc.h:1: belongs into one of the folders")


class SourcesTest(CheckTest):
    script, argument = "check_sources.py", "."

    def test_is_content_with_files_that_are_built(self):
        self.write("app/CMakeLists.txt", "qt_add_executable(contactsheet main.cpp)\n")
        self.write("app/main.cpp", "// Never ignoreSslErrors.\nint main() {}\n")
        self.write("app/ui/CMakeLists.txt", "target_sources(contactsheet_ui PRIVATE viewer/viewer.h)\n")
        self.write("app/ui/viewer/viewer.h", "#include <QPixmap>\n")
        self.write("tests/CMakeLists.txt", "contactsheet_add_test(tst_secret)\n")
        self.write("tests/tst_secret.cpp", '#include "support/bench.h"\n')
        self.write("tests/support/bench.h", "")
        self.assertContent()

    def test_names_files_that_nobody_builds(self):
        self.write("app/core/CMakeLists.txt", "target_sources(contactsheet_engine PRIVATE secret.cpp error.h)\n")
        self.write("app/core/error.h", "")
        self.write("app/core/ret.cpp", "")
        self.write("tests/CMakeLists.txt", "contactsheet_add_test(tst_secrets)\n")
        self.write("tests/tst_secret.cpp", "")
        self.assertComplains("app/core/ret.cpp:1: nobody builds", "tests/tst_secret.cpp:1: nobody builds")

    def test_names_a_file_that_is_too_long(self):
        self.write("tests/check_long.py", "\n" * 501)
        self.assertComplains("tests/check_long.py:501: 501 lines")

    def test_names_file_and_line_of_what_is_forbidden(self):
        self.write("app/CMakeLists.txt", "a(core/a.cpp services/b.cpp generation/c.cpp)\n")
        self.write("app/core/a.cpp", "QPixmap picture;\nauto bytes = QByteArray::fromBase64(text);\n")
        self.write("app/services/b.cpp", "\nmanager->post(request, body); // Once.\n")
        self.write("app/generation/c.cpp", "manager->post(request, body);\nreply->ignoreSslErrors();\n")
        self.assertComplains("a.cpp:1: QPixmap", "a.cpp:2: fromBase64(", "b.cpp:2: ->post(", "c.cpp:2: ignoreSslErrors")

    def test_keeps_foreign_pictures_and_texts_from_what_trusts_them(self):
        self.write("app/CMakeLists.txt", "a(ui/a.cpp ui/gallery/gallerypanel.cpp)\n")
        self.write("app/ui/gallery/gallerypanel.cpp", "QDesktopServices::openUrl(folder);\n")
        wrong = [
            "QPixmap picture(size);",  # Right.
            "auto picture = QPixmap(path);",
            'auto picture = QImage(u"a.png"_s);',
            "image.loadFromData(bytes);",
            "QDesktopServices::openUrl(address);",
            "edit->setHtml(answer);",
            "label->setTextFormat(Qt::RichText);",
            "auto *label = new QLabel(this);",  # Right.
            "auto *label = new QLabel(error.message, this);",
            "QInputDialog::getText(this, title, prompt);",
        ]
        self.write("app/ui/a.cpp", "\n".join(wrong) + "\n")
        self.assertComplains(*[f"a.cpp:{line}: " for line in [2, 3, 4, 5, 6, 7, 9, 10]])


del CheckTest  # Only what is made of it is a test.

if __name__ == "__main__":
    unittest.main()
